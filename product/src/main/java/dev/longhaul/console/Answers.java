package dev.longhaul.console;

import dev.longhaul.hint.Json;
import dev.longhaul.http.Answer;
import dev.longhaul.http.Request;
import dev.longhaul.json.JsonText;
import java.io.IOException;

/// What the API answers, and what it is told, in JSON.
final class Answers {
  private Answers() {}

  static Answer json(String json) {
    return Answer.json(200, json);
  }

  /// Says what is wrong, for people.
  static Answer refused(int status, String error) {
    return Answer.json(status, JsonText.object(json -> json.writeStringField("error", error)));
  }

  /// How many of something there were.
  static Answer count(String name, long count) {
    return json(JsonText.object(json -> json.writeNumberField(name, count)));
  }

  static Answer done() {
    return json(JsonText.object(json -> json.writeBooleanField("done", true)));
  }

  /// The object in the body; an empty one where there is no body.
  ///
  /// @throws IllegalArgumentException when it is anything else
  static Json body(Request request) {
    try {
      Json body = request.body().length == 0 ? Json.parse("{}") : Json.parse(request.text());
      if (body.isObject()) {
        return body;
      }
    } catch (IOException unreadable) {
      throw new IllegalArgumentException("the body is no JSON that can be read", unreadable);
    }
    throw new IllegalArgumentException("the body is a JSON object");
  }
}
