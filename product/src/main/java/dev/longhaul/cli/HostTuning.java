package dev.longhaul.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// Sets the kernel up for long, lossy links, now and at every start of the machine (decision 28).
///
/// @param root `/`, or a folder in its place
/// @param commands runs the few programs that are needed
public record HostTuning(Path root, Commands commands) {
  private static final String ABOUT = "host";
  private static final String SAYS =
      "# Written by longhaul doctor --fix: TCP for long, lossy links.\n";

  /// Runs a program, without a shell between.
  @FunctionalInterface
  public interface Commands {
    /// Whether it was found and ended well.
    boolean run(List<String> command);
  }

  /// Does what can be done and says what could not.
  List<Finding> apply() {
    List<Finding> findings = new ArrayList<>();
    try {
      write("etc/modules-load.d/longhaul.conf", SAYS + "tcp_bbr\nsch_fq\n");
      write("etc/sysctl.d/90-longhaul.conf", SAYS + lines());
    } catch (IOException refused) {
      findings.add(
          Finding.fail(
              ABOUT,
              "the settings cannot be written: " + refused.getMessage(),
              "run it as root, outside a container: sudo longhaul doctor ... --fix"));
      return findings;
    }
    // Both may be built into the kernel, so that only what is set afterwards tells.
    commands.run(List.of("modprobe", "tcp_bbr"));
    commands.run(List.of("modprobe", "sch_fq"));
    for (HostSetting setting : HostSetting.ALL) {
      set(setting, findings);
    }
    for (String device : devices()) {
      queue(device, findings);
    }
    return findings;
  }

  private static String lines() {
    StringBuilder lines = new StringBuilder();
    for (HostSetting setting : HostSetting.ALL) {
      lines.append(setting.name()).append(" = ").append(setting.wanted()).append('\n');
    }
    return lines.toString();
  }

  private void write(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void set(HostSetting setting, List<Finding> findings) {
    Path file = setting.file(root);
    if (!Files.exists(file) || setting.suffices(setting.read(root))) {
      return;
    }
    try {
      Files.writeString(file, setting.wanted());
    } catch (IOException refused) {
      findings.add(
          Finding.warn(
              ABOUT,
              setting.name() + " stays as it is: " + refused.getMessage(),
              "this kernel lacks what it takes, or the machine is a container"));
    }
  }

  /// Connections go through the queue that a device already has, so it is made anew.
  private void queue(String device, List<Finding> findings) {
    if (!HostSetting.QUEUEING.suffices(HostSetting.QUEUEING.read(root))) {
      return;
    }
    boolean many = Files.exists(root.resolve("sys/class/net/" + device + "/queues/tx-1"));
    List<String> command =
        List.of("tc", "qdisc", "replace", "dev", device, "root", many ? "mq" : "fq");
    if (!commands.run(command)) {
      findings.add(
          Finding.warn(
              ABOUT,
              device + " keeps its old queue until the machine starts again",
              "or run: " + String.join(" ", command)));
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
