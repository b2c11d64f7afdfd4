package dev.longhaul.tidy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What every Markdown document and other text file must keep to.
final class DocumentRules {
  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)[^)]*\\)");
  private static final Pattern TYPE_NAME = Pattern.compile("`([A-Z]\\w*[a-z]\\w*)(?:[.#(][^`]*)?`");

  /// Put together so that this file does not break its own rule.
  private static final Pattern MACHINE_PATH =
      Pattern.compile("(?<![\\w.}*])/(" + "home|root|Users|work)" + "/[\\w.]");

  private DocumentRules() {}

  static List<Finding> documentsHaveOneTitle(Path file, String text) {
    long titles = prose(text).stream().filter(line -> line.startsWith("# ")).count();
    return titles == 1
        ? List.of()
        : List.of(new Finding(file, 1, "has " + titles + " first-level headings, not one"));
  }

  /// Links within the repository; those to other hosts and to anchors are not followed.
  static List<Finding> linksLeadSomewhere(Path file, String text) {
    List<Finding> found = new ArrayList<>();
    List<String> lines = prose(text);
    for (int i = 0; i < lines.size(); i++) {
      Matcher link = LINK.matcher(lines.get(i));
      while (link.find()) {
        String target = link.group(1).replaceFirst("#.*", "");
        boolean local = !target.isEmpty() && !target.matches("[a-z]+:.*");
        if (local && !Files.exists(file.resolveSibling(target))) {
          found.add(new Finding(file, i + 1L, target + " does not exist"));
        }
      }
    }
    return found;
  }

  /// Type names in backticks must be types of this code base or in `others`.
  static List<Finding> typesExist(Path file, String text, Set<String> types) {
    List<Finding> found = new ArrayList<>();
    List<String> lines = prose(text);
    for (int i = 0; i < lines.size(); i++) {
      Matcher name = TYPE_NAME.matcher(lines.get(i));
      while (name.find()) {
        if (!types.contains(name.group(1))) {
          found.add(new Finding(file, i + 1L, name.group(1) + " is no type of this code base"));
        }
      }
    }
    return found;
  }

  static List<Finding> noMachineIsNamed(Path file, String text) {
    List<Finding> found = new ArrayList<>();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (MACHINE_PATH.matcher(lines.get(i)).find()) {
        found.add(new Finding(file, i + 1L, "names a folder that only one machine has"));
      }
    }
    return found;
  }

  /// The text with fenced code blanked, so that line numbers stay.
  private static List<String> prose(String text) {
    List<String> lines = new ArrayList<>();
    boolean fenced = false;
    for (String line : text.lines().toList()) {
      boolean fence = line.strip().startsWith("```");
      lines.add(fenced || fence ? "" : line);
      fenced ^= fence;
    }
    return lines;
  }
}
