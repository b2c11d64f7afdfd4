package dev.longhaul.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

/// The file in which figures are kept.
final class Results {
  private Results() {}

  /// Adds a table under the command that made it.
  ///
  /// @param home the clone
  /// @param typed the words after `./longhaul-bench`
  /// @param how what the figures are
  static void append(Path home, List<String> typed, String how, String table) throws IOException {
    String text =
        String.format(
            Locale.ROOT,
            "%n## %s%n%n`./longhaul-bench %s`: %s, %d cores, Java %s.%n%n%s",
            LocalDate.now(ZoneOffset.UTC),
            String.join(" ", typed),
            how,
            Runtime.getRuntime().availableProcessors(),
            Runtime.version().feature(),
            table);
    Files.writeString(home.resolve("benchmarks/results.md"), text, StandardOpenOption.APPEND);
  }
}
