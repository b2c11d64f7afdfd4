package dev.longhaul.scan;

import dev.longhaul.object.ListedObject;
import java.util.function.Consumer;

/// Tells of the source's objects without listing it, such as an inventory. What it tells is old:
/// entries are hints, and a key that is not among them may exist all the same (H63).
public interface SourceReport {
  /// Hands over every entry, in any order, in the caller's thread. What the taker throws is let
  /// through.
  ///
  /// @return which report it is and how old, for people, without a full stop
  /// @throws dev.longhaul.store.StoreException when the report cannot be had or cannot be trusted;
  ///   then nothing that was handed over counts
  String read(Consumer<ListedObject> taker);
}
