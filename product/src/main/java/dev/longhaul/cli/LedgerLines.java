package dev.longhaul.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.longhaul.json.JsonText;
import dev.longhaul.ledger.LedgerFiles.Count;
import dev.longhaul.ledger.LedgerFiles.Examination;
import dev.longhaul.ledger.LedgerFiles.Salvage;
import dev.longhaul.ledger.LedgerFiles.Saved;
import dev.longhaul.ledger.LedgerRow;
import dev.longhaul.ledger.LedgerRow.Value;
import dev.longhaul.object.Escaped;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/// What is in ledgers, as lines for people or programs.
///
/// @param json for programs
record LedgerLines(PrintStream out, boolean json) {
  void print(Examination found) {
    out.println(json ? object(found) : text(found));
  }

  private static String object(Examination found) {
    return JsonText.object(line -> {
      line.writeStringField("file", found.file().toString());
      line.writeBooleanField("sound", found.isSound());
      line.writeNumberField("version", found.version());
      line.writeObjectFieldStart("rows");
      for (Count count : found.counts()) {
        Long rows = count.rows();
        if (rows != null) {
          line.writeNumberField(count.table(), rows);
        } else {
          line.writeNullField(count.table());
        }
      }
      line.writeEndObject();
      line.writeArrayFieldStart("damage");
      for (String damage : found.damage()) {
        line.writeString(damage);
      }
      line.writeEndArray();
    });
  }

  private static String text(Examination found) {
    StringBuilder text = new StringBuilder();
    text.append(Escaped.text(found.file().toString()));
    text.append(found.isSound() ? ": sound" : ": damaged");
    text.append(found.version() == 0 ? "" : ", version " + found.version());
    for (Count count : found.counts()) {
      text.append(", ").append(count.table()).append(' ');
      text.append(count.rows() == null ? "unreadable" : count.rows());
    }
    for (String damage : found.damage()) {
      text.append("\n  ").append(Escaped.text(damage));
    }
    if (!found.isSound()) {
      text.append("\n  end what uses it, then run: longhaul ledger rebuild ");
      text.append(Escaped.text(found.file().toString()));
    }
    return text.toString();
  }

  void print(Salvage done) {
    out.println(json ? object(done) : text(done));
  }

  private static String object(Salvage done) {
    return JsonText.object(line -> {
      line.writeStringField("file", done.file().toString());
      line.writeBooleanField("rebuilt", done.aside() != null);
      if (done.aside() != null) {
        line.writeStringField("aside", done.aside().toString());
      }
      line.writeObjectFieldStart("saved");
      for (Saved saved : done.saved()) {
        line.writeNumberField(saved.table(), saved.rows());
      }
      line.writeEndObject();
      line.writeArrayFieldStart("incomplete");
      for (Saved saved : done.saved()) {
        if (!saved.whole()) {
          line.writeString(saved.table());
        }
      }
      line.writeEndArray();
    });
  }

  private static String text(Salvage done) {
    String file = Escaped.text(done.file().toString());
    if (done.aside() == null) {
      return file + ": sound, nothing was done";
    }
    StringBuilder text = new StringBuilder(file + ": rebuilt; the damaged file is ");
    text.append(Escaped.text(done.aside().toString()));
    for (Saved saved : done.saved()) {
      text.append("\n  ").append(saved.table()).append(": ").append(saved.rows()).append(" saved");
      text.append(saved.whole() ? "" : ", some were lost");
    }
    text.append("\n  what was lost is found again from the buckets: the next run audits");
    return text.toString();
  }

  /// A row as one line of JSON.
  static String text(Path file, LedgerRow row) {
    return JsonText.object(line -> {
      line.writeStringField("ledger", String.valueOf(file.getFileName()));
      line.writeStringField("kind", row.kind());
      for (LedgerRow.Field field : row.fields()) {
        write(line, field);
      }
    });
  }

  private static void write(JsonGenerator line, LedgerRow.Field field) throws IOException {
    switch (field.value()) {
      case Value.Key(var key) -> JsonText.key(line, key);
      case Value.Text(String text) -> line.writeStringField(field.name(), text);
      case Value.Whole(long number) -> line.writeNumberField(field.name(), number);
      case Value.Time(var at) -> line.writeStringField(field.name(), at.toString());
      case null -> line.writeNullField(field.name());
    }
  }
}
