package dev.longhaul.scan;

import dev.longhaul.object.ObjectKey;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/// What a verification found about one key.
public sealed interface Finding {
  /// The source's key.
  ObjectKey key();

  /// Both sides are equal, as far as was looked.
  ///
  /// @param bytes those of the source that were read and compared, 0 for none
  record Equal(ObjectKey key, long bytes) implements Finding {}

  /// The sides differ.
  ///
  /// @param aspects never empty, in the order of their declaration
  record Differs(ObjectKey key, Set<Aspect> aspects) implements Finding {
    public Differs {
      aspects = Collections.unmodifiableSet(EnumSet.copyOf(aspects));
    }
  }

  /// It cannot be told whether the sides are equal.
  ///
  /// @param why what a person should know, without a full stop
  record Unknown(ObjectKey key, String why) implements Finding {}
}
