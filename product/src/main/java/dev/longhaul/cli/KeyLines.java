package dev.longhaul.cli;

import dev.longhaul.hint.Json;
import dev.longhaul.object.Escaped;
import dev.longhaul.object.ObjectKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/// Keys in lines of text.
final class KeyLines {
  private KeyLines() {}

  /// Reads keys line by line; empty lines are none.
  ///
  /// @param file `-` for standard input
  /// @param parse makes a key of a line
  static void read(
      Path file,
      Supplier<InputStream> input,
      Function<String, ObjectKey> parse,
      Consumer<ObjectKey> keys) {
    boolean standard = file.toString().equals("-");
    int number = 0;
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                standard ? input.get() : Files.newInputStream(file),
                StandardCharsets.UTF_8.newDecoder()))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!line.isEmpty()) {
          keys.accept(parsed(line, parse, file + ", line " + number + ": "));
        }
      }
    } catch (IOException unreadable) {
      throw new UsageException(
          file
              + " cannot be read: "
              + unreadable
              + "; keys that are no UTF-8 are named with --from-json");
    }
  }

  private static ObjectKey parsed(String line, Function<String, ObjectKey> parse, String where) {
    try {
      return parse.apply(line);
    } catch (UsageException refused) {
      throw new UsageException(where + refused.getMessage());
    }
  }

  /// The line itself as a key.
  static ObjectKey key(String line) {
    try {
      return ObjectKey.of(line);
    } catch (IllegalArgumentException refused) {
      throw new UsageException(String.valueOf(refused.getMessage()));
    }
  }

  /// The key of a JSON object.
  static ObjectKey object(String line) {
    try {
      Json object = Json.parse(line);
      String bytes = object.text("keyBytes");
      String key = object.text("key");
      if (bytes != null) {
        return ObjectKey.ofBytes(Base64.getDecoder().decode(bytes));
      }
      if (key != null) {
        return ObjectKey.of(key);
      }
    } catch (IOException | IllegalArgumentException refused) {
      throw new UsageException("no object with a key: " + Escaped.text(refused.toString()));
    }
    throw new UsageException("the object has neither \"key\" nor \"keyBytes\"");
  }
}
