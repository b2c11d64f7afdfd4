package dev.longhaul.config;

import dev.longhaul.object.Escaped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// A configuration file that cannot be meant: everything that is wrong with it, not only the first.
public final class UnusableConfiguration extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// As many as a person reads before mending the first.
  private static final int MOST_LINES = 100;

  /// One thing that is wrong.
  ///
  /// @param line counted from 1; 0 where the file as a whole is meant
  /// @param column counted from 1; 0 where the line as a whole is meant
  /// @param setting its name with dots between levels; empty where no setting is meant
  /// @param what what is wrong and what to write instead
  public record Problem(int line, int column, String setting, String what) {
    String text(String file) {
      String place = line == 0 ? "" : ":" + line + (column == 0 ? "" : ":" + column);
      return file + place + ": " + (setting.isEmpty() ? "" : setting + ": ") + what;
    }
  }

  // An exception can be written out; these live as long as the process that reads them.
  private final transient List<Problem> problems;
  private final transient List<String> lines;

  /// @param file as it was named
  /// @param problems at least one, in any order
  public UnusableConfiguration(String file, List<Problem> problems) {
    List<Problem> inOrder =
        problems.stream()
            .sorted(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column))
            .distinct()
            .toList();
    List<String> texts = texts(Escaped.text(file), inOrder);
    super(String.join("\n", texts));
    this.problems = inOrder;
    this.lines = texts;
  }

  private static List<String> texts(String file, List<Problem> problems) {
    List<String> texts =
        new ArrayList<>(problems.stream().limit(MOST_LINES).map(one -> one.text(file)).toList());
    int more = problems.size() - MOST_LINES;
    if (more > 0) {
      texts.add(file + ": " + more + " more like these; mend the first ones, then look again");
    }
    return List.copyOf(texts);
  }

  /// In the order of the file.
  public List<Problem> problems() {
    return problems;
  }

  /// Each of the first problems on a line of its own, beginning with the file and the place:
  /// `file:12:5: …`.
  public List<String> lines() {
    return lines;
  }
}
