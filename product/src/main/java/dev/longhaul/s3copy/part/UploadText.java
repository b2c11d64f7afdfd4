package dev.longhaul.s3copy.part;

import dev.longhaul.hint.Json;
import dev.longhaul.json.JsonText;
import dev.longhaul.ledger.UploadRecord;
import dev.longhaul.object.ETag;
import dev.longhaul.object.Incarnation;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.s3copy.MalformedJob;
import dev.longhaul.store.UploadId;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Uploads as the text of a note, and back.
final class UploadText {
  private UploadText() {}

  /// Empty for none.
  static String write(List<UploadRecord> records) {
    if (records.isEmpty()) {
      return "";
    }
    return JsonText.object(json -> {
      json.writeArrayFieldStart("uploads");
      for (UploadRecord record : records) {
        json.writeStartObject();
        json.writeStringField("intent", record.intent());
        json.writeStringField("key", record.key().text());
        json.writeStringField("etag", record.source().etag().value());
        json.writeStringField("size", Long.toString(record.source().size()));
        json.writeStringField("modified", record.source().lastModified().toString());
        write(json, "version", record.source().versionId());
        json.writeStringField("part_size", Long.toString(record.partSize()));
        json.writeStringField("attributes", record.attributes());
        json.writeStringField("begun", record.begun().toString());
        UploadId id = record.id();
        write(json, "upload", id == null ? null : id.value());
        json.writeEndObject();
      }
      json.writeEndArray();
    });
  }

  private static void write(
      com.fasterxml.jackson.core.JsonGenerator json, String name, @Nullable String value)
      throws IOException {
    if (value != null) {
      json.writeStringField(name, value);
    }
  }

  /// @throws MalformedJob when the text is something else
  static List<UploadRecord> read(UploadNotes.Note note) {
    try {
      List<Json> items = Json.parse(note.text()).at("uploads").items();
      List<UploadRecord> records = new ArrayList<>();
      for (Json item : items == null ? List.<Json>of() : items) {
        records.add(record(item));
      }
      return records;
    } catch (IOException | IllegalArgumentException | DateTimeException broken) {
      throw new MalformedJob("the note about uploads of a key cannot be read: " + broken);
    }
  }

  private static UploadRecord record(Json item) {
    String id = item.text("upload");
    return new UploadRecord(
        text(item, "intent"),
        ObjectKey.of(text(item, "key")),
        new Incarnation(
            new ETag(text(item, "etag")),
            Long.parseLong(text(item, "size")),
            Instant.parse(text(item, "modified")),
            item.text("version")),
        Long.parseLong(text(item, "part_size")),
        text(item, "attributes"),
        Instant.parse(text(item, "begun")),
        id == null ? null : new UploadId(id));
  }

  private static String text(Json item, String name) {
    String text = item.text(name);
    if (text == null) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return text;
  }
}
