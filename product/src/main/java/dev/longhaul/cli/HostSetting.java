package dev.longhaul.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A kernel setting that decides how fast one connection is over a long, lossy link.
///
/// @param name as `sysctl` writes it
/// @param wanted what suits long links
/// @param why what it does there
record HostSetting(String name, String wanted, String why) {
  private static final int MOST_BYTES = 4096;

  static final HostSetting QUEUEING =
      new HostSetting("net.core.default_qdisc", "fq", "paces what BBR sends");
  static final HostSetting CONGESTION =
      new HostSetting(
          "net.ipv4.tcp_congestion_control",
          "bbr",
          "keeps a connection fast when packets get lost");

  /// All of them, in the order in which they are set: BBR wants its queueing first.
  static final List<HostSetting> ALL =
      List.of(
          QUEUEING,
          CONGESTION,
          new HostSetting(
              "net.ipv4.tcp_rmem",
              "4096 131072 67108864",
              "lets a connection receive 64 MiB ahead"),
          new HostSetting(
              "net.ipv4.tcp_wmem", "4096 16384 67108864", "lets a connection send 64 MiB ahead"));

  /// The file behind it.
  Path file(Path root) {
    return root.resolve("proc/sys").resolve(name.replace('.', '/'));
  }

  /// What is set now, fields separated by one space. The kernel gives such a file in one piece or
  /// not at all, so it is read into a buffer that is surely large enough.
  String read(Path root) {
    try (InputStream file = Files.newInputStream(file(root))) {
      String text = new String(file.readNBytes(MOST_BYTES), StandardCharsets.US_ASCII);
      return text.strip().replaceAll("\\s+", " ");
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /// Whether what is set is as good as what is wanted; of three numbers the last has to be.
  boolean suffices(String current) {
    String[] fields = current.split(" ", -1);
    String[] needed = wanted.split(" ", -1);
    if (needed.length != 3 || fields.length != 3) {
      return current.equals(wanted);
    }
    return Long.parseLong(fields[2]) >= Long.parseLong(needed[2]);
  }
}
