package dev.longhaul.ledger;

import dev.longhaul.object.ObjectKey;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One row of a ledger, for people and other programs.
///
/// @param kind of row, such as `hint`
public record LedgerRow(String kind, List<Field> fields) {
  public LedgerRow {
    fields = List.copyOf(fields);
  }

  /// One value of a row by its name, which may be none.
  public record Field(String name, @Nullable Value value) {}

  /// What a field holds.
  public sealed interface Value {
    /// The key of an object.
    record Key(ObjectKey key) implements Value {}

    /// Words.
    record Text(String text) implements Value {}

    /// A whole number.
    record Whole(long number) implements Value {}

    /// A moment.
    record Time(Instant at) implements Value {}
  }
}
