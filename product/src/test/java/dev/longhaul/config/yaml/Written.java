package dev.longhaul.config.yaml;

import dev.longhaul.config.Configuration;
import dev.longhaul.config.Loaded;
import dev.longhaul.config.UnusableConfiguration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;

/// Configurations that tests write.
final class Written {
  /// The least that means something.
  static final String LEAST =
      """
      stores:
        here:
          bucket: photos
          region: eu-central-1
        there:
          bucket: photos-copy
          endpoint: https://s3.example.com
      routes:
        photos:
          source: here
          destination: there
      """;

  static final Map<String, String> ENVIRONMENT =
      Map.of("HOME", "/users/ann", "TOKEN", "s3cr3t-token");

  private final Path file;

  private Written(Path file) {
    this.file = file;
  }

  static Written to(Path folder, String text) {
    return to(folder, text.getBytes(StandardCharsets.UTF_8));
  }

  static Written at(Path file) {
    return new Written(file);
  }

  static Written to(Path folder, byte[] bytes) {
    try {
      return new Written(Files.write(folder.resolve("longhaul.yaml"), bytes));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  Configuration read() {
    return ConfigurationFile.read(file, ENVIRONMENT);
  }

  Loaded load() {
    return ConfigurationFile.load(file, ENVIRONMENT);
  }

  /// What is wrong, each beginning with `line:column: setting`.
  List<String> wrong() {
    UnusableConfiguration refused =
        Assertions.catchThrowableOfType(UnusableConfiguration.class, this::read);
    String start = file.toString();
    return refused.lines().stream().map(line -> line.substring(start.length() + 1)).toList();
  }
}
