package dev.longhaul.config.yaml;

import dev.longhaul.config.RefusedSettings.Refusal;
import dev.longhaul.config.Secret;
import dev.longhaul.config.UnusableConfiguration.Problem;
import dev.longhaul.object.Escaped;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/// One reading of one file: what values in it may refer to, and what came to light so far.
final class Reading {
  private static final String FILE = "file:";
  private static final int MOST_SECRET_BYTES = 64 * 1024;

  private final Path file;
  private final Substitution substitution;
  private final List<Problem> problems = new ArrayList<>();
  private final List<Refusal> remarks = new ArrayList<>();
  private final SortedSet<String> asked = new TreeSet<>();

  Reading(Path file, Map<String, String> environment) {
    this.file = file.toAbsolutePath();
    this.substitution = new Substitution(environment);
  }

  void problem(Place place, String setting, String what) {
    problems.add(new Problem(place.line(), place.column(), setting, Escaped.text(what)));
  }

  /// What is wrong, to be added to.
  List<Problem> problems() {
    return problems;
  }

  List<Refusal> remarks() {
    return remarks;
  }

  /// Notes that a setting is known; names that an operator chose are a `*`.
  void ask(String pattern) {
    asked.add(pattern);
  }

  /// Every setting that was looked for.
  SortedSet<String> asked() {
    return asked;
  }

  /// What a value means once its variables are put in.
  String text(String written) {
    return substitution.apply(written);
  }

  /// A path, which begins at the folder of the file.
  Path path(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("is no path: it is empty");
    }
    try {
      return file.resolveSibling(text).normalize();
    } catch (InvalidPathException malformed) {
      throw new IllegalArgumentException("is no path: " + malformed.getReason());
    }
  }

  /// A secret that stands there, in a variable, or in the file that `file:PATH` names.
  Secret secret(String setting, String written) {
    String text = text(written);
    if (text.startsWith(FILE)) {
      Path named = path(text.substring(FILE.length()));
      remarkIfOpen(setting, named);
      return Secret.of(withoutLineEnd(content(named)));
    }
    if (text.equals(written)) {
      remarkIfOpen(setting, file);
    }
    return Secret.of(text);
  }

  private static String content(Path named) {
    try {
      return FileText.read(named, MOST_SECRET_BYTES);
    } catch (IllegalArgumentException unreadable) {
      throw new IllegalArgumentException(named + ": " + unreadable.getMessage());
    }
  }

  private static String withoutLineEnd(String text) {
    return text.replaceFirst("\\r?\\n\\z", "");
  }

  private void remarkIfOpen(String setting, Path place) {
    if (FileText.isOpenToOthers(place)) {
      String why = "every user of this machine may read " + place + ", and with it this secret";
      remarks.add(new Refusal(setting, Escaped.text(why + "; chmod o-r takes that away")));
    }
  }
}
