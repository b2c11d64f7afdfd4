package dev.longhaul.cli;

import dev.longhaul.config.AlertEntry;
import dev.longhaul.config.Configuration;
import dev.longhaul.config.IntakeEntry;
import dev.longhaul.config.Listener;
import dev.longhaul.object.Escaped;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Whether this machine has what a configuration names of it: folders, files, programs, and
/// addresses to listen on. Writes nothing.
final class MachineCheck {
  private final Configuration configuration;
  private final Map<String, String> environment;
  private final List<Finding> findings = new ArrayList<>();
  private final Set<Listener.Address> tried = new LinkedHashSet<>();

  MachineCheck(Configuration configuration, Map<String, String> environment) {
    this.configuration = configuration;
    this.environment = environment;
  }

  List<Finding> findings() {
    state(configuration.state());
    listener("console", configuration.reporting().console().listener());
    for (IntakeEntry intake : configuration.intakes()) {
      if (intake instanceof IntakeEntry.Webhook hook) {
        listener("intakes." + hook.name(), hook.listener());
      }
    }
    for (AlertEntry alert : configuration.alerts()) {
      if (alert.target() instanceof AlertEntry.Target.Command command) {
        program("alerts." + alert.name(), command.words().getFirst());
      }
    }
    return findings;
  }

  private void state(Path folder) {
    Path existing = folder;
    while (existing != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    boolean usable = existing != null && Files.isDirectory(existing) && Files.isWritable(existing);
    found(
        usable,
        "state",
        usable
            ? "ledgers can be kept in " + folder
            : "ledgers cannot be kept in " + folder + ": " + existing + " may not be written",
        "make the folder, and give it to the user that longhaul runs as");
  }

  private void listener(String about, @Nullable Listener listener) {
    if (listener == null || !tried.add(listener.address())) {
      return;
    }
    Listener.Tls tls = listener.tls();
    if (tls != null) {
      Stream.of(tls.certificate(), tls.key(), tls.clients())
          .filter(file -> file != null)
          .forEach(file -> readable(about, file));
    }
    InetSocketAddress address =
        new InetSocketAddress(listener.address().host(), listener.address().port());
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(address);
      found(true, about, listener.address() + " can be listened on", "");
    } catch (IOException taken) {
      found(
          false,
          about,
          listener.address() + " cannot be listened on: " + taken.getMessage(),
          "choose another address; one that runs already with this configuration has it too");
    }
  }

  private void readable(String about, Path file) {
    boolean readable = Files.isRegularFile(file) && Files.isReadable(file);
    found(
        readable,
        about,
        file + (readable ? " can be read" : " cannot be read"),
        "look at its path, owner and permissions");
  }

  private void program(String about, String word) {
    boolean there = places(word).anyMatch(MachineCheck::isProgram);
    found(
        there,
        about,
        "the program " + word + (there ? " is there" : " is not there, or may not be run"),
        "install it, name it by its whole path, or make it executable");
  }

  private Stream<Path> places(String word) {
    return word.contains("/")
        ? Stream.of(Path.of(word))
        : Stream.of(environment.getOrDefault("PATH", "").split(":", -1))
            .filter(folder -> !folder.isEmpty())
            .map(folder -> Path.of(folder, word));
  }

  private static boolean isProgram(Path path) {
    return Files.isRegularFile(path) && Files.isExecutable(path);
  }

  private void found(boolean good, String about, String what, String remedy) {
    String text = Escaped.text(what);
    findings.add(good ? Finding.ok(about, text) : Finding.fail(about, text, remedy));
  }
}
