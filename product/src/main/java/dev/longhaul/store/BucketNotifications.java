package dev.longhaul.store;

import java.util.List;

/// The rules by which a bucket sends events. Thread-safe, never retries.
///
/// Stores know no precondition here: between reading and writing somebody else may write, and the
/// later one wins (H10). So whoever writes reads at the last moment, and again afterwards.
public interface BucketNotifications {
  /// All rules, also of kinds that are not known here; what was written a moment ago may not show
  /// yet.
  List<NotificationRule> read();

  /// Replaces all rules by these. What the store does not take is a `StoreException`, and then
  /// nothing has changed.
  void write(List<NotificationRule> rules);
}
