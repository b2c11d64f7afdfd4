package dev.longhaul.cli;

import dev.longhaul.deploy.Deployment.Piece;
import dev.longhaul.object.Escaped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The files that `deploy` reads: templates and parameters.
///
/// @param templates the folder of the templates
record DeployFiles(Path templates) {
  /// What is left out unless it is asked for by its name.
  private static final String EXTRA = "serverless";

  /// In the order in which one piece may need what another made.
  private static final List<String> ORDER =
      List.of("tables", "document", "workers", "functions", EXTRA);

  /// What CloudFormation takes without a bucket in between.
  private static final int LONGEST_TEMPLATE = 51_200;

  /// A value for a parameter.
  record Given(String name, String value) {}

  /// Reads `NAME=VALUE`.
  static Given parameter(String text) {
    int equals = text.indexOf('=');
    if (equals < 1 || !text.substring(0, equals).strip().matches("[A-Za-z0-9]+")) {
      throw new UsageException("not a parameter: \"" + Escaped.text(text) + "\"; write NAME=VALUE");
    }
    return new Given(text.substring(0, equals).strip(), text.substring(equals + 1).strip());
  }

  /// The values from a file, and those of the command line, which come before them.
  static Map<String, String> given(@Nullable Path file, List<Given> typed) {
    Map<String, String> given = new LinkedHashMap<>();
    for (String line : file == null ? List.<String>of() : read(file).lines().toList()) {
      if (!line.isBlank() && !line.strip().startsWith("#")) {
        Given one = parameter(line);
        given.put(one.name(), one.value());
      }
    }
    typed.forEach(one -> given.put(one.name(), one.value()));
    return given;
  }

  /// The pieces that are wanted, in order.
  ///
  /// @param begin of the stacks' names
  /// @param only those; all there are but the extra one when it is empty
  List<Piece> pieces(String begin, List<String> only) {
    List<Piece> pieces = new ArrayList<>();
    for (String piece : ORDER) {
      Path file = templates.resolve(piece + ".yaml");
      boolean wanted =
          only.isEmpty() ? !piece.equals(EXTRA) && Files.exists(file) : only.contains(piece);
      if (wanted) {
        pieces.add(new Piece(piece, begin + "-" + piece, template(file)));
      }
    }
    for (String piece : only) {
      if (!ORDER.contains(piece)) {
        throw new UsageException(
            "\"" + Escaped.text(piece) + "\" is none of " + String.join(", ", ORDER));
      }
    }
    if (pieces.isEmpty()) {
      throw new UsageException(
          "there are no templates in "
              + templates
              + "; name their folder, deploy/cloudformation of the archive or the clone, with"
              + " --templates");
    }
    return pieces;
  }

  private static String template(Path file) {
    String text = read(file);
    if (text.length() > LONGEST_TEMPLATE) {
      throw new UsageException(
          file + " is longer than " + LONGEST_TEMPLATE + " characters, which nobody takes");
    }
    return text;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UsageException(file + " cannot be read: " + Escaped.text(unreadable.toString()));
    }
  }
}
