package dev.longhaul.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.longhaul.object.ObjectKey;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/// Writes single JSON objects on one line, in ASCII only: whatever a key holds, it neither breaks
/// the line nor acts on a terminal (H76).
public final class JsonText {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  /// The character after it, DEL, is ASCII too, and acts.
  private static final int LAST_SAFE = '~';

  private JsonText() {}

  /// What one object holds.
  @FunctionalInterface
  public interface Content {
    void writeTo(JsonGenerator json) throws IOException;
  }

  /// The object with this content as text without a line end.
  public static String object(Content content) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      json.setHighestNonEscapedChar(LAST_SAFE);
      json.writeStartObject();
      content.writeTo(json);
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }

  /// The texts as a list.
  public static String list(List<String> texts) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      json.setHighestNonEscapedChar(LAST_SAFE);
      json.writeStartArray();
      for (String item : texts) {
        json.writeString(item);
      }
      json.writeEndArray();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }

  /// The key itself; where it is not UTF-8, its bytes too, as text alone would not name it.
  public static void key(JsonGenerator json, ObjectKey key) throws IOException {
    json.writeStringField("key", key.text());
    byte[] bytes = key.toBytes();
    if (!Arrays.equals(bytes, ObjectKey.of(key.text()).toBytes())) {
      json.writeStringField("keyBytes", Base64.getEncoder().encodeToString(bytes));
    }
  }
}
