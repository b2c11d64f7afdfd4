package dev.longhaul.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The queue in which packets leave through one network device. A device keeps the one it has when
/// the default changes, so it is made anew; one that somebody chose is left alone.
///
/// @param root `/`, or a folder in its place
record DeviceQueue(Path root, HostTuning.Commands commands, String device) {
  private static final String ABOUT = "host";

  /// Those that pace, that hold queues rather than packets, or that no packet waits in.
  private static final Set<String> FINE = Set.of("fq", "mq", "noqueue", "ingress", "clsact");

  /// The handle of a queue that the kernel made by itself.
  private static final String BY_DEFAULT = "0:";

  /// Gives the device the queue that BBR wants.
  void renew(List<Finding> findings) {
    Optional<String> shown = commands.run(List.of("tc", "qdisc", "show", "dev", device));
    List<String> others =
        shown.stream()
            .flatMap(String::lines)
            .map(line -> line.split(" ", -1))
            .filter(fields -> fields.length > 2 && !FINE.contains(fields[1]))
            .map(fields -> fields[1] + " " + fields[2])
            .toList();
    if (shown.isPresent() && others.isEmpty()) {
      return;
    }
    boolean many = Files.exists(root.resolve("sys/class/net/" + device + "/queues/tx-1"));
    List<String> command =
        List.of("tc", "qdisc", "replace", "dev", device, "root", many ? "mq" : "fq");
    boolean chosen = others.stream().anyMatch(queue -> !queue.endsWith(" " + BY_DEFAULT));
    if (chosen) {
      findings.add(
          Finding.warn(
              ABOUT,
              device + " keeps the queue that somebody chose for it: " + others.getFirst(),
              "fq would pace what BBR sends: " + String.join(" ", command)));
    } else if (commands.run(command).isPresent()) {
      findings.add(Finding.ok(ABOUT, "gave " + device + " a new queue, fq"));
    } else {
      findings.add(
          Finding.warn(
              ABOUT,
              device + " keeps its old queue until the machine starts again",
              "or run: " + String.join(" ", command)));
    }
  }
}
