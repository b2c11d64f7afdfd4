package dev.longhaul;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.tidy.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Every hazard has one row in docs/hazards.md, in order, and every test marks hazards that exist.
final class HazardDocumentTest {
  private static final int HAZARDS = 80;
  private static final Pattern ROW = Pattern.compile("(?m)^\\| H(\\d+) \\| .{20,} \\|$");
  private static final Pattern MARK = Pattern.compile("@Hazard\\(\\{?([\\d, ]+)}?\\)");
  private static final SourceTree TREE = SourceTree.find();

  @Test
  void everyHazardHasItsRow() throws IOException {
    assertThat(rows()).isEqualTo(IntStream.rangeClosed(1, HAZARDS).boxed().toList());
  }

  @Test
  void everyMarkNamesAHazard() throws IOException {
    Set<Integer> marked = new TreeSet<>();
    for (Path file : TREE.ending("Test.java", "Contract.java")) {
      MARK.matcher(Files.readString(file))
          .results()
          .flatMap(mark -> Pattern.compile("\\d+").matcher(mark.group(1)).results())
          .forEach(number -> marked.add(Integer.parseInt(number.group())));
    }

    assertThat(rows()).containsAll(marked);
    assertThat(marked).isNotEmpty();
  }

  private static List<Integer> rows() throws IOException {
    String text = Files.readString(TREE.root().resolve("docs/hazards.md"));
    return ROW.matcher(text).results().map(row -> Integer.valueOf(row.group(1))).toList();
  }
}
