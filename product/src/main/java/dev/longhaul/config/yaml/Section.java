package dev.longhaul.config.yaml;

import dev.longhaul.config.Nearest;
import dev.longhaul.config.RefusedSettings;
import dev.longhaul.config.RefusedSettings.Refusal;
import dev.longhaul.config.Secret;
import dev.longhaul.object.Escaped;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Settings under one name. Hands them out typed, notes what is wrong with each and goes on, and in
/// the end refuses the keys that nobody asked for.
final class Section {
  private final Reading reading;
  private final @Nullable Section parent;
  private final String path;
  private final String pattern;
  private final Entry.Mapping mapping;
  private final Set<String> known = new LinkedHashSet<>();
  private boolean sound = true;

  private Section(
      Reading reading,
      @Nullable Section parent,
      String path,
      String pattern,
      Entry.Mapping mapping) {
    this.reading = reading;
    this.parent = parent;
    this.path = path;
    this.pattern = pattern;
    this.mapping = mapping;
  }

  /// The whole file.
  static Section root(Reading reading, Entry.Mapping mapping) {
    return new Section(reading, null, "", "", mapping);
  }

  /// Whether a setting is written.
  boolean has(String key) {
    return field(key).isPresent();
  }

  /// Whether a setting is written as the word `none`.
  boolean isNone(String key) {
    Entry.Field field = field(key).orElse(null);
    return field != null
        && field.value() instanceof Entry.Scalar scalar
        && scalar.text().equals("none");
  }

  /// The value of a setting; `null` where it is left out or wrong.
  <T> @Nullable T find(String key, Function<String, T> parse) {
    Entry.Field field = field(key).orElse(null);
    return field == null ? null : value(key, field.place(), field.value(), parse);
  }

  /// The value of a setting, or what is usual where it is left out.
  <T> T get(String key, Function<String, T> parse, T usual) {
    T value = find(key, parse);
    return value == null ? usual : value;
  }

  /// The value of a setting that cannot be left out.
  ///
  /// @param standIn what takes its place so that the rest is looked at too
  <T> T require(String key, Function<String, T> parse, T standIn) {
    if (field(key).isEmpty()) {
      fail(mapping.place(), "", "has no " + key + "; write " + key + ": and a value");
    }
    return get(key, parse, standIn);
  }

  /// A secret, `null` where there is none.
  @Nullable Secret secret(String key) {
    Entry.Field field = field(key).orElse(null);
    if (field == null) {
      return null;
    }
    return converted(key, field.place(), field.value(), text -> reading.secret(full(key), text));
  }

  /// The values of a list; one value alone counts as a list of it.
  <T> List<T> list(String key, Function<String, T> parse) {
    Entry.Field field = field(key).orElse(null);
    List<T> values = new ArrayList<>();
    if (field != null) {
      List<Entry> items =
          field.value() instanceof Entry.Sequence sequence
              ? sequence.items()
              : List.of(field.value());
      for (Entry item : items) {
        T value = value(key, item.place(), item, parse);
        if (value != null) {
          values.add(value);
        }
      }
    }
    return values;
  }

  /// Names and values that are both free to choose.
  SortedMap<String, String> pairs(String key, Function<String, String> parse) {
    SortedMap<String, String> pairs = new TreeMap<>();
    Entry.Field field = field(key).orElse(null);
    if (field == null) {
      return pairs;
    }
    Entry.Mapping inner = mapping(key, field.place(), field.value());
    for (Entry.Field pair : inner == null ? List.<Entry.Field>of() : inner.fields()) {
      String setting = key + "." + pair.key();
      String value = value(setting, pair.place(), pair.value(), parse);
      if (value != null) {
        pairs.put(pair.key(), value);
      }
    }
    return pairs;
  }

  /// What a section below this one means; empty where it is left out or wrong.
  <T> Optional<T> within(String key, Function<Section, Optional<T>> meaning) {
    Entry.Field field = field(key).orElse(null);
    return field == null ? Optional.empty() : read(key, key, field.place(), field.value(), meaning);
  }

  /// What the sections of a list mean.
  <T> List<T> each(String key, Function<Section, Optional<T>> meaning) {
    Entry.Field field = field(key).orElse(null);
    List<T> all = new ArrayList<>();
    if (field != null && field.value() instanceof Entry.Sequence sequence) {
      for (Entry item : sequence.items()) {
        String name = key + "." + (sequence.items().indexOf(item) + 1);
        read(name, key + ".*", item.place(), item, meaning).ifPresent(all::add);
      }
    } else if (field != null) {
      String kind = field.value().kind();
      fail(field.place(), key, "is a list, each entry after a dash, not " + kind);
    }
    return all;
  }

  /// What sections under names that are free to choose mean.
  <T> List<T> named(String key, Function<Named, Optional<T>> meaning) {
    Entry.Field field = field(key).orElse(null);
    List<T> all = new ArrayList<>();
    Entry.Mapping inner = field == null ? null : mapping(key, field.place(), field.value());
    for (Entry.Field one : inner == null ? List.<Entry.Field>of() : inner.fields()) {
      read(
              key + "." + one.key(),
              key + ".*",
              one.place(),
              one.value(),
              section -> meaning.apply(new Named(one.key(), section)))
          .ifPresent(all::add);
    }
    return all;
  }

  /// A section with the name that was chosen for it.
  record Named(String name, Section section) {}

  /// What the settings amount to; empty where one of them is wrong already, or where they are
  /// refused.
  <T> Optional<T> make(Supplier<T> meaning) {
    if (!sound) {
      return Optional.empty();
    }
    try {
      return Optional.of(meaning.get());
    } catch (RefusedSettings refused) {
      for (Refusal refusal : refused.refusals()) {
        fail(placeOf(refusal.setting()), refusal.setting(), refusal.why());
      }
      return Optional.empty();
    }
  }

  /// Notes something that is wrong with a setting of this section.
  void fail(String key, String what) {
    fail(placeOf(key), key, what);
  }

  /// Refuses the section as a whole: which of its keys are right cannot be told.
  void refuse(String what) {
    mapping.fields().forEach(field -> known.add(field.key()));
    fail(mapping.place(), "", what);
  }

  /// Refuses the keys that nobody asked for.
  void end() {
    for (Entry.Field field : mapping.fields()) {
      if (!known.contains(field.key())) {
        String what =
            Nearest.of(field.key(), known)
                .map(near -> "there is no such setting; did you mean " + near + "?")
                .orElse("there is no such setting here; known are " + String.join(", ", known));
        fail(field.place(), field.key(), what);
      }
    }
  }

  private Optional<Entry.Field> field(String key) {
    known.add(key);
    reading.ask(join(pattern, key));
    return mapping.field(key);
  }

  private <T> @Nullable T value(String key, Place place, Entry entry, Function<String, T> parse) {
    return converted(key, place, entry, text -> parse.apply(reading.text(text)));
  }

  private <T> @Nullable T converted(
      String key, Place place, Entry entry, Function<String, T> conversion) {
    if (!(entry instanceof Entry.Scalar scalar) || scalar.isEmpty()) {
      String remedy =
          entry instanceof Entry.Scalar
              ? "has no value; write one, or leave the line out"
              : "is one value, not " + entry.kind();
      fail(place, key, remedy);
      return null;
    }
    try {
      return conversion.apply(scalar.text());
    } catch (RefusedSettings refused) {
      refused.refusals().forEach(refusal -> fail(place, key, refusal.why()));
    } catch (IllegalArgumentException refused) {
      fail(place, key, String.valueOf(refused.getMessage()));
    }
    return null;
  }

  private <T> Optional<T> read(
      String key,
      String keyPattern,
      Place place,
      Entry entry,
      Function<Section, Optional<T>> meaning) {
    Entry.Mapping inner = mapping(key, place, entry);
    if (inner == null) {
      return Optional.empty();
    }
    Entry.Mapping placed = new Entry.Mapping(place, inner.fields());
    Section section = new Section(reading, this, full(key), join(pattern, keyPattern), placed);
    Optional<T> meant = meaning.apply(section);
    section.end();
    return meant;
  }

  private Entry.@Nullable Mapping mapping(String key, Place place, Entry entry) {
    if (entry instanceof Entry.Mapping inner) {
      return inner;
    }
    fail(place, key, "holds settings with a name each, not " + entry.kind());
    return null;
  }

  /// Where a setting stands, or what is nearest above it of what is written.
  private Place placeOf(String setting) {
    Place place = mapping.place();
    Entry.Mapping level = mapping;
    for (String key : setting.split("\\.", -1)) {
      Entry.Field field = level == null ? null : level.field(key).orElse(null);
      if (field == null) {
        return place;
      }
      place = field.place();
      level = field.value() instanceof Entry.Mapping inner ? inner : null;
    }
    return place;
  }

  private void fail(Place place, String key, String what) {
    for (Section section = this; section != null; section = section.parent) {
      section.sound = false;
    }
    reading.problem(place, Escaped.text(full(key)), what);
  }

  private String full(String key) {
    return join(path, key);
  }

  private static String join(String path, String key) {
    return path.isEmpty() || key.isEmpty() ? path + key : path + "." + key;
  }
}
