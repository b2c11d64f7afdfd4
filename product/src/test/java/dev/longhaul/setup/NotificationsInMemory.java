package dev.longhaul.setup;

import dev.longhaul.store.BucketNotifications;
import dev.longhaul.store.Failure;
import dev.longhaul.store.NotificationRule;
import dev.longhaul.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A bucket's rules, with what stores do: refuse names of events, and show late what was written.
public final class NotificationsInMemory implements BucketNotifications {
  private final List<List<NotificationRule>> written = new ArrayList<>();
  private List<NotificationRule> rules = new ArrayList<>();
  private List<NotificationRule> shown = rules;
  private @Nullable Set<String> known;
  private int late;

  /// Puts a rule of somebody else there.
  public void has(NotificationRule rule) {
    rules.add(rule);
  }

  /// Takes rules with these events only.
  public void knows(Set<String> events) {
    known = events;
  }

  /// Shows what is written only after so many reads.
  public void showsLate(int reads) {
    late = reads;
  }

  @Override
  public List<NotificationRule> read() {
    if (late > 0 && !written.isEmpty()) {
      late--;
    } else {
      shown = rules;
    }
    return List.copyOf(shown);
  }

  @Override
  public void write(List<NotificationRule> all) {
    Set<String> taken = known;
    if (taken != null && all.stream().anyMatch(rule -> !taken.containsAll(rule.events()))) {
      throw new StoreException(new Failure.Refused("no such event", 400, "InvalidArgument"));
    }
    written.add(List.copyOf(all));
    shown = List.copyOf(rules);
    rules = new ArrayList<>(all);
  }

  /// What was written, one after the other.
  public List<List<NotificationRule>> written() {
    return written;
  }
}
