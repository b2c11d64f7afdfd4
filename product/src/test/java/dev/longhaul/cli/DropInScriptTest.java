package dev.longhaul.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.longhaul.NastyKeys;
import dev.longhaul.effect.system.SystemWorkers;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.s3copy.CopyJob;
import dev.longhaul.s3copy.CredentialObject;
import dev.longhaul.s3copy.JobText;
import dev.longhaul.s3copy.JobWriter;
import dev.longhaul.s3copy.socket.JobSocket;
import dev.longhaul.tidy.SourceTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The script that stands where the original's was, run by the Python of this machine.
final class DropInScriptTest {
  private static final Path SCRIPT =
      SourceTree.find()
          .root()
          .resolve("product/src/main/resources/dev/longhaul/cli/worker/S3CopyToChinaSingle.py");

  @TempDir private Path folder;
  private Path socket;

  /// How a program ended.
  private record Ended(int code, String out, String err) {}

  @BeforeEach
  void python() throws IOException {
    boolean there;
    try {
      there = new ProcessBuilder("python3", "--version").start().waitFor() == 0;
    } catch (IOException missing) {
      there = false;
    } catch (InterruptedException told) {
      throw new IllegalStateException(told);
    }
    assumeTrue(there, "there is no python3 on this machine, which the script needs");
    socket = folder.resolve("w.sock");
  }

  private Ended run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("python3", SCRIPT.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("LONGHAUL_SOCKET", socket.toString());
    builder.environment().put("LONGHAUL", folder.resolve("longhaul").toString());
    builder.environment().put("LC_ALL", "C.UTF-8");
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  private static CopyJob job(ObjectKey key) {
    return new CopyJob(
        "j", "near", key, "far", new CredentialObject("keys", ObjectKey.of("credential.txt")));
  }

  @Test
  void handsTheJobToTheWorkerThatResides() throws Exception {
    List<String> lines = Collections.synchronizedList(new ArrayList<>());
    JobSocket listening =
        JobSocket.open(
            socket,
            line -> {
              lines.add(line);
              return "accepted job j";
            },
            _ -> {},
            new SystemWorkers());
    try (listening) {
      for (ObjectKey key :
          List.of(
              ObjectKey.of("test.img"),
              ObjectKey.of("$(touch pwned) `id` 'q' \"d\""),
              ObjectKey.of(NastyKeys.UNICODE.getLast()))) {
        Ended ended = run(JobWriter.json(job(key), JobWriter.Reader.LONGHAUL));
        assertThat(ended).isEqualTo(new Ended(0, "accepted job j\n", ""));
        assertThat(JobText.job(lines.removeFirst())).isEqualTo(job(key));
      }
      run(JobWriter.argument(job(ObjectKey.of("word"))));
      assertThat(lines).containsExactly(JobWriter.argument(job(ObjectKey.of("word"))));
    }
  }

  @Test
  void endsAsTheWorkerSays() throws Exception {
    List<String> answers =
        Collections.synchronizedList(
            new ArrayList<>(
                List.of("busy x", "done x", "refused x", "malformed x", "unheard of", "")));
    try (JobSocket _ =
        JobSocket.open(socket, _ -> answers.removeFirst(), _ -> {}, new SystemWorkers())) {
      List<Integer> codes = new ArrayList<>();
      for (int index = 0; index < 6; index++) {
        codes.add(run("e30").code());
      }
      assertThat(codes).containsExactly(0, 0, 2, 64, 2, 2);
    }
  }

  @Test
  void becomesTheCommandWhereNoWorkerResides() throws Exception {
    Path longhaul = folder.resolve("longhaul");
    Files.writeString(
        longhaul, "#!/bin/sh\nprintf '%s\\n' \"$@\"\nexit 3\n", StandardCharsets.UTF_8);
    assertThat(longhaul.toFile().setExecutable(true)).isTrue();
    String job = "{\"key\": \"$(touch pwned) 'q'\"}";

    assertThat(run(job)).isEqualTo(new Ended(3, "s3copy\n" + job + "\n", ""));
  }

  @Test
  void saysWhatIsMissing() throws Exception {
    assertThat(run("e30").err()).contains("neither a worker at " + socket, "longhaul");
    assertThat(run().code()).isEqualTo(64);
    assertThat(run("a", "b").code()).isEqualTo(64);
  }

  /// It runs on old machines: nothing in it is younger than Python 3.6.
  @Test
  void needsNothingButTheStandardLibrary() throws IOException {
    assertThat(Files.readAllLines(SCRIPT))
        .filteredOn(line -> line.startsWith("import ") || line.startsWith("from "))
        .containsExactly("import base64", "import os", "import re", "import socket", "import sys");
  }
}
