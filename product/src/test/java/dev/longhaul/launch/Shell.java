package dev.longhaul.launch;

import dev.longhaul.tidy.SourceTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// Runs programs in a folder with an environment that holds nothing but what a test put there.
record Shell(Path folder, Map<String, String> environment) {
  private static final String PATH = "/usr/bin:/bin";

  /// How a program ended and what it said.
  record Answer(int exit, String out, String err) {}

  /// The same with more variables.
  Shell with(Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(environment);
    all.putAll(more);
    return new Shell(folder, all);
  }

  Answer run(String... command) throws IOException, InterruptedException {
    return await(start(command));
  }

  Process start(String... command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", PATH);
    builder.environment().put("HOME", folder.toString());
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    return process;
  }

  static Answer await(Process process) throws IOException, InterruptedException {
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Answer(process.waitFor(), out, err);
  }

  /// Writes a shell script that can be started.
  static void script(Path file, String body) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + body);
    if (!file.toFile().setExecutable(true)) {
      throw new IOException("cannot make executable: " + file);
    }
  }

  /// Copies a script of this repository to the same place under another folder.
  static void copyFromClone(String path, Path to) throws IOException {
    Path target = to.resolve(path);
    Files.createDirectories(target.getParent());
    Files.copy(SourceTree.find().root().resolve(path), target);
  }
}
