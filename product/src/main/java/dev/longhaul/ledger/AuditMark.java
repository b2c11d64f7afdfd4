package dev.longhaul.ledger;

import dev.longhaul.object.ObjectKey;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How far an audit that is not over came (decision 13).
///
/// @param audit its name
/// @param basis what it rests on, such as filters and both ends; a mark made on another one says
///   nothing
/// @param begun when
/// @param seen what is done with
/// @param left what still has to be listed; everything else was listed, and of what differed there
///   every key was settled, parked or written down as pending
public record AuditMark(String audit, String basis, Instant begun, Seen seen, List<Stretch> left) {
  public AuditMark {
    left = List.copyOf(left);
  }

  /// What was counted outside of what is left.
  ///
  /// @param sourceKeys listed of the source
  /// @param destinationKeys listed of the destination
  /// @param differences keys that were not equal
  public record Seen(long sourceKeys, long destinationKeys, long differences) {}

  /// A part of the key space, in keys that follow the prefix of a side.
  ///
  /// @param after only keys after this one; `null` from the start
  /// @param until only keys up to this one, itself included; `null` to the end
  public record Stretch(@Nullable ObjectKey after, @Nullable ObjectKey until) {}
}
