package dev.longhaul.scan.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CsvRowsTest {
  private static List<List<String>> rows(String text) throws IOException {
    CsvRows rows = new CsvRows(new StringReader(text));
    List<List<String>> all = new ArrayList<>();
    for (List<String> row = rows.next(); !row.isEmpty(); row = rows.next()) {
      all.add(row);
    }
    assertThat(rows.number()).isEqualTo(all.size());
    return all;
  }

  @Test
  void fieldsMayBeQuotedOrNotAndRowsEndInAnyWay() throws IOException {
    assertThat(rows("a,\"b\",\r\n\"c\",,d\n\n\"\"\ne"))
        .containsExactly(List.of("a", "b", ""), List.of("c", "", "d"), List.of(""), List.of("e"));
    assertThat(rows("")).isEmpty();
    assertThat(rows("a,")).containsExactly(List.of("a", ""));
  }

  @Test
  void quotedFieldsHoldCommasQuotesAndLineEnds() throws IOException {
    assertThat(rows("\"a,\"\"b\"\"\n\",\"c\"")).containsExactly(List.of("a,\"b\"\n", "c"));
  }

  @Test
  void whatIsNotValuesIsRefused() {
    assertThatThrownBy(() -> rows("a\n\"b"))
        .isInstanceOf(IOException.class)
        .hasMessage("row 2 ends within quotes");
    assertThatThrownBy(() -> rows("\"a\"b")).hasMessageContaining("row 1");
    assertThatThrownBy(() -> rows("x".repeat(2 << 20))).hasMessageContaining("no end");
  }
}
