package dev.longhaul.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// Sets the kernel up for long, lossy links, now and at every start of the machine (decision 28).
/// What is set is what is kept: nothing is written down that this kernel did not take.
///
/// @param root `/`, or a folder in its place
/// @param commands runs the few programs that are needed
public record HostTuning(Path root, Commands commands) {
  private static final String ABOUT = "host";
  private static final String SAYS =
      "# Written by longhaul doctor --fix: TCP for long, lossy links.\n";
  private static final List<String> MODULES = List.of("tcp_bbr", "sch_fq");

  /// Runs a program, without a shell between.
  @FunctionalInterface
  public interface Commands {
    /// What it printed; empty when it is not there or failed.
    Optional<String> run(List<String> command);
  }

  /// Does what can be done, and says what it did and what it could not do.
  List<Finding> apply() {
    List<Finding> findings = new ArrayList<>();
    // A module may be built in or missing: only what is set afterwards tells.
    List<String> modules =
        MODULES.stream()
            .filter(name -> commands.run(List.of("modprobe", name)).isPresent())
            .toList();
    try {
      for (HostSetting setting : HostSetting.ALL) {
        set(setting, findings);
      }
      keep(modules, findings);
    } catch (AccessDeniedException refused) {
      findings.add(
          Finding.fail(
              ABOUT,
              "no permission to change " + refused.getFile(),
              "run it as root: sudo ./longhaul doctor ... --fix"));
      return findings;
    }
    if (holds(HostSetting.QUEUEING)) {
      devices().forEach(device -> new DeviceQueue(root, commands, device).renew(findings));
    }
    return findings;
  }

  /// Whether the setting is there and as good as it should be.
  private boolean holds(HostSetting setting) {
    return Files.exists(setting.file(root)) && setting.suffices(setting.read(root));
  }

  private void set(HostSetting setting, List<Finding> findings) throws AccessDeniedException {
    if (!Files.exists(setting.file(root)) || holds(setting)) {
      return;
    }
    String before = setting.read(root);
    try {
      Files.writeString(setting.file(root), setting.wanted());
      findings.add(
          Finding.ok(
              ABOUT, "set " + setting.name() + " to " + setting.read(root) + "; was " + before));
    } catch (AccessDeniedException refused) {
      throw refused;
    } catch (IOException refused) {
      findings.add(
          Finding.warn(
              ABOUT,
              setting.name() + " stays " + before + ": " + refused.getMessage(),
              "this kernel lacks what it takes, or this is a container: set it on its host"));
    }
  }

  /// Writes down what holds, for the next start of the machine.
  private void keep(List<String> modules, List<Finding> findings) throws AccessDeniedException {
    StringBuilder lines = new StringBuilder();
    for (HostSetting setting : HostSetting.ALL) {
      if (holds(setting)) {
        lines.append(setting.name()).append(" = ").append(setting.read(root)).append('\n');
      }
    }
    write("etc/sysctl.d/90-longhaul.conf", lines.toString(), findings);
    // Naming a module that cannot be loaded would make every start of the machine look failed.
    String names = modules.isEmpty() ? "" : String.join("\n", modules) + "\n";
    write("etc/modules-load.d/longhaul.conf", names, findings);
  }

  private void write(String name, String lines, List<Finding> findings)
      throws AccessDeniedException {
    Path file = root.resolve(name);
    if (lines.isEmpty()) {
      return;
    }
    try {
      Files.createDirectories(file.getParent());
      if (Files.exists(file) && Files.readString(file).equals(SAYS + lines)) {
        return;
      }
      Files.writeString(file, SAYS + lines);
      findings.add(Finding.ok(ABOUT, "wrote " + file + ", so that it stays after a restart"));
    } catch (AccessDeniedException refused) {
      throw refused;
    } catch (IOException refused) {
      findings.add(
          Finding.warn(
              ABOUT,
              file + " cannot be written: " + refused.getMessage(),
              "what was set is lost when the machine starts again"));
    }
  }

  /// The devices that lead to the rest of the world.
  private SortedSet<String> devices() {
    SortedSet<String> devices = new TreeSet<>();
    try {
      Path routes = root.resolve("proc/net/route");
      for (String line : Files.readAllLines(routes, StandardCharsets.US_ASCII)) {
        String[] fields = line.split("\\s+", -1);
        if (fields.length > 1 && fields[1].equals("00000000") && fields[0].matches("[\\w.-]+")) {
          devices.add(fields[0]);
        }
      }
    } catch (IOException unknown) {
      devices.clear();
    }
    return devices;
  }
}
