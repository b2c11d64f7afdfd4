package dev.longhaul.scan.inventory;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;

/// Splits comma-separated values into rows (RFC 4180): fields may be quoted, quotes within are
/// doubled, and only then a field holds commas and line ends. Used by one job.
final class CsvRows {
  /// An object's access list may stand in a field; keys are far shorter.
  private static final int MOST_CHARACTERS = 1 << 20;

  /// A report has some forty columns.
  private static final int MOST_FIELDS = 1_000;

  private static final int END = -1;

  private final Reader in;
  private final StringBuilder field = new StringBuilder();
  private long number;

  /// @param in buffered
  CsvRows(Reader in) {
    this.in = in;
  }

  /// The number of the row that was read last, from 1.
  long number() {
    return number;
  }

  /// The next row; empty at the end. A line without anything is no row.
  List<String> next() throws IOException {
    int first = in.read();
    while (first == '\n' || first == '\r') {
      first = in.read();
    }
    if (first == END) {
      return List.of();
    }
    number++;
    List<String> row = new ArrayList<>();
    int c = first;
    while (true) {
      field.setLength(0);
      c = c == '"' ? quoted() : plain(c);
      if (row.size() == MOST_FIELDS) {
        throw new IOException("row " + number + " has no end");
      }
      row.add(field.toString());
      if (c != ',') {
        return row;
      }
      c = in.read();
    }
  }

  /// @return what ended the field: a comma, a line end or the end
  private int plain(int first) throws IOException {
    int c = first;
    while (c != ',' && c != '\n' && c != '\r' && c != END) {
      add(c);
      c = in.read();
    }
    return c;
  }

  private int quoted() throws IOException {
    while (true) {
      int c = in.read();
      if (c == END) {
        throw new IOException("row " + number + " ends within quotes");
      }
      if (c != '"') {
        add(c);
        continue;
      }
      int after = in.read();
      if (after != '"') {
        return afterQuotes(after);
      }
      add('"');
    }
  }

  private int afterQuotes(int c) throws IOException {
    if (c != ',' && c != '\n' && c != '\r' && c != END) {
      throw new IOException("something follows closing quotes in row " + number);
    }
    return c;
  }

  private void add(int c) throws IOException {
    if (field.length() == MOST_CHARACTERS) {
      throw new IOException("a field of row " + number + " has no end");
    }
    field.append((char) c);
  }
}
