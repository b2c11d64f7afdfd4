package dev.longhaul.s3copy.dynamodb;

import static dev.longhaul.s3copy.dynamodb.Attributes.count;
import static dev.longhaul.s3copy.dynamodb.Attributes.number;
import static dev.longhaul.s3copy.dynamodb.Attributes.required;
import static dev.longhaul.s3copy.dynamodb.Attributes.text;

import dev.longhaul.s3copy.part.UploadNotes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Notes as rows of `S3MPUResult` without `complete`: every writing is conditional on the version
/// that its maker has seen.
record NoteTable(Table table) implements UploadNotes {
  @Override
  public Optional<Note> find(String name) {
    Map<String, AttributeValue> row = table.get(PartAttributes.key(name));
    return row.isEmpty()
        ? Optional.empty()
        : Optional.of(new Note(required(row, "note"), count(row, "version")));
  }

  @Override
  public boolean write(String name, @Nullable Note seen, String text) {
    Condition condition =
        seen == null
            ? Condition.of("attribute_not_exists(#uploadid)")
            : Condition.of("#version = :seen").with(":seen", number(seen.version()));
    if (text.isEmpty()) {
      return table.delete(PartAttributes.key(name), condition);
    }
    Map<String, AttributeValue> row = new LinkedHashMap<>(PartAttributes.key(name));
    row.put("note", text(text));
    row.put("version", number(seen == null ? 1 : seen.version() + 1));
    return table.put(row, condition);
  }
}
