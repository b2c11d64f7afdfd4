package dev.longhaul.config.yaml;

import java.util.List;
import java.util.Optional;

/// A part of the file.
sealed interface Entry {
  Place place();

  /// How many parts it is made of, itself among them.
  int size();

  /// What kind of thing it is, for messages.
  String kind();

  /// One value.
  ///
  /// @param plain whether it stands there without quotes
  record Scalar(Place place, String text, boolean plain) implements Entry {
    /// Whether nothing is written there: `key:` alone, or what YAML takes for it.
    boolean isEmpty() {
      return plain && (text.isEmpty() || text.equals("~") || text.equals("null"));
    }

    @Override
    public int size() {
      return 1;
    }

    @Override
    public String kind() {
      return isEmpty() ? "nothing" : "one value";
    }
  }

  /// Entries one below the other, each with a dash, or in square brackets.
  record Sequence(Place place, List<Entry> items) implements Entry {
    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public int size() {
      return 1 + items.stream().mapToInt(Entry::size).sum();
    }

    @Override
    public String kind() {
      return "a list";
    }
  }

  /// Keys with a value each.
  record Mapping(Place place, List<Field> fields) implements Entry {
    public Mapping {
      fields = List.copyOf(fields);
    }

    @Override
    public int size() {
      return 1 + fields.stream().mapToInt(field -> 1 + field.value().size()).sum();
    }

    @Override
    public String kind() {
      return "settings with a name each";
    }

    Optional<Field> field(String key) {
      return fields.stream().filter(field -> field.key().equals(key)).findFirst();
    }
  }

  /// A key and its value.
  ///
  /// @param place of the key
  record Field(String key, Place place, Entry value) {}
}
