package dev.longhaul.console;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.longhaul.hint.Json;
import dev.longhaul.json.JsonText;
import dev.longhaul.ledger.ParkedKey;
import dev.longhaul.object.ObjectKey;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Pages of lists as JSON, written and read in one place.
///
/// A key is its text, and its bytes in base64 besides where it is not UTF-8. What follows a page is
/// named by `next`, which goes into the query as `after`: the bytes of a key in base64url.
public final class PageJson {
  private PageJson() {}

  public static String text(Pages.Parked page) {
    return JsonText.object(json -> {
      json.writeArrayFieldStart("parked");
      for (ParkedKey key : page.keys()) {
        json.writeStartObject();
        JsonText.key(json, key.key());
        json.writeStringField("reason", key.reason());
        json.writeStringField("message", key.message());
        json.writeStringField("remedy", key.remedy());
        json.writeStringField("at", key.at().toString());
        json.writeEndObject();
      }
      json.writeEndArray();
      next(json, page.next());
    });
  }

  public static Pages.Parked parked(Json json) {
    Fields fields = new Fields(json);
    return new Pages.Parked(
        fields.list(
            "parked",
            key ->
                new ParkedKey(
                    key.key(),
                    key.text("reason"),
                    key.text("message"),
                    key.text("remedy"),
                    key.moment("at"))),
        next(json));
  }

  public static String text(Pages.Held page) {
    return JsonText.object(json -> {
      keys(json, page.keys());
      json.writeNumberField("last", page.last());
      next(json, page.next());
    });
  }

  public static Pages.Held held(Json json) {
    Fields fields = new Fields(json);
    return new Pages.Held(fields.list("keys", Fields::key), next(json), fields.number("last"));
  }

  public static Pages.Keys keys(Json json) {
    return new Pages.Keys(new Fields(json).list("keys", Fields::key), next(json));
  }

  /// The keys as the field `keys`, so that `keys` reads them.
  public static void keys(JsonGenerator json, List<ObjectKey> keys) throws IOException {
    json.writeArrayFieldStart("keys");
    for (ObjectKey key : keys) {
      json.writeStartObject();
      JsonText.key(json, key);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  public static String text(Pages.Messages page) {
    return JsonText.object(json -> {
      json.writeNumberField("all", page.all());
      json.writeArrayFieldStart("messages");
      for (Pages.Message message : page.messages()) {
        json.writeStartObject();
        json.writeStringField("intake", message.intake());
        json.writeStringField("id", message.id());
        json.writeStringField("why", message.why());
        json.writeStringField("beginning", message.beginning());
        json.writeNumberField("length", message.length());
        json.writeStringField("at", message.at().toString());
        json.writeEndObject();
      }
      json.writeEndArray();
    });
  }

  public static Pages.Messages messages(Json json) {
    Fields fields = new Fields(json);
    return new Pages.Messages(
        fields.list(
            "messages",
            message ->
                new Pages.Message(
                    message.text("intake"),
                    message.text("id"),
                    message.text("why"),
                    message.text("beginning"),
                    message.number("length"),
                    message.moment("at"))),
        fields.number("all"));
  }

  public static String text(Pages.Letters letters) {
    return JsonText.object(json -> {
      json.writeStringField("intake", letters.intake());
      json.writeStringField("url", letters.url());
      json.writeNumberField("all", letters.all());
      json.writeArrayFieldStart("letters");
      for (Pages.Letter letter : letters.letters()) {
        json.writeStartObject();
        json.writeStringField("id", letter.id());
        json.writeStringField("sent", letter.sent().toString());
        json.writeNumberField("receives", letter.receives());
        json.writeStringField("says", letter.says());
        json.writeStringField("beginning", letter.beginning());
        json.writeEndObject();
      }
      json.writeEndArray();
    });
  }

  public static Pages.Letters letters(Json json) {
    Fields fields = new Fields(json);
    return new Pages.Letters(
        fields.text("intake"),
        fields.text("url"),
        fields.number("all"),
        fields.list(
            "letters",
            letter ->
                new Pages.Letter(
                    letter.text("id"),
                    letter.moment("sent"),
                    Math.toIntExact(letter.number("receives")),
                    letter.text("says"),
                    letter.text("beginning"))));
  }

  private static void next(JsonGenerator json, @Nullable ObjectKey next) throws IOException {
    if (next != null) {
      json.writeStringField("next", cursor(next));
    }
  }

  private static @Nullable ObjectKey next(Json json) {
    String next = json.text("next");
    return next == null ? null : key(next);
  }

  /// The key as it goes into a query.
  public static String cursor(ObjectKey key) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(key.toBytes());
  }

  /// The key that `cursor` wrote.
  ///
  /// @throws IllegalArgumentException when it is something else
  public static ObjectKey key(String cursor) {
    return ObjectKey.ofBytes(Base64.getUrlDecoder().decode(cursor));
  }
}
