package dev.longhaul.console;

import dev.longhaul.hint.Json;
import dev.longhaul.object.ObjectKey;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The fields of a JSON object that must be there; whatever is not is an `IllegalArgumentException`
/// that names it.
record Fields(Json object) {
  /// An object within this one.
  Fields in(String name) {
    Json found = object.at(name);
    if (!found.isObject()) {
      throw missing(name, "object");
    }
    return new Fields(found);
  }

  /// An object within this one, made into something; `null` where there is none.
  <T> @Nullable T find(String name, Function<Fields, T> make) {
    Json found = object.at(name);
    return found.isObject() ? make.apply(new Fields(found)) : null;
  }

  /// A list of objects, each made into something.
  <T> List<T> list(String name, Function<Fields, T> make) {
    List<Json> items = object.at(name).items();
    if (items == null) {
      throw missing(name, "list");
    }
    return items.stream().map(item -> make.apply(new Fields(item))).toList();
  }

  String text(String name) {
    String text = object.text(name);
    if (text == null) {
      throw missing(name, "text");
    }
    return text;
  }

  long number(String name) {
    return Long.parseLong(numeral(name));
  }

  double fraction(String name) {
    return Double.parseDouble(numeral(name));
  }

  private String numeral(String name) {
    Json found = object.at(name);
    String digits = found.scalar();
    if (object.text(name) != null || digits.isEmpty()) {
      throw missing(name, "number");
    }
    return digits;
  }

  boolean isTrue(String name) {
    return object.at(name).isTrue();
  }

  /// @throws java.time.format.DateTimeParseException for a text that is no moment
  Instant moment(String name) {
    return Instant.parse(text(name));
  }

  @Nullable Instant findMoment(String name) {
    String text = object.text(name);
    return text == null ? null : Instant.parse(text);
  }

  /// The key of this object, as `JsonText` writes it.
  ObjectKey key() {
    String bytes = object.text("keyBytes");
    return bytes == null
        ? ObjectKey.of(text("key"))
        : ObjectKey.ofBytes(Base64.getDecoder().decode(bytes));
  }

  private static IllegalArgumentException missing(String name, String what) {
    return new IllegalArgumentException("there is no " + what + " \"" + name + "\"");
  }
}
