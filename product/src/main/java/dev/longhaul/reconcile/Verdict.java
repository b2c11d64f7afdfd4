package dev.longhaul.reconcile;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/// What comparing two states of a key says (H35).
public sealed interface Verdict {
  /// Bytes, metadata and whatever else the policy counts are equal.
  record Equal(Evidence evidence) implements Verdict {}

  /// The bytes are surely not the same.
  record BytesDiffer() implements Verdict {}

  /// The bytes are the same, something else is not.
  ///
  /// @param aspects never empty, in the order of their declaration
  record OnlyAttributesDiffer(Evidence evidence, Set<Aspect> aspects) implements Verdict {
    public OnlyAttributesDiffer {
      aspects = Collections.unmodifiableSet(EnumSet.copyOf(aspects));
    }
  }

  /// Nothing shows that the bytes are the same, and nothing that they are not: a receipt, a
  /// checksum or carrying the bytes again has to.
  record NotProved() implements Verdict {}

  /// The bytes are the same; the tags of one side have to be read before more can be said.
  record TagsWanted(Side side) implements Verdict {}

  /// By what the bytes were found equal.
  enum Evidence {
    /// Both have none.
    EMPTY,
    /// A whole-object checksum of one algorithm, from both stores (H26).
    CHECKSUM,
    /// One ETag, made from the bytes (H25).
    ETAG,
    /// A receipt that names exactly these two states.
    RECEIPT
  }

  /// What an object has besides its bytes.
  enum Aspect {
    METADATA,
    TAGS,
    STORAGE_CLASS
  }
}
