package dev.longhaul.setup;

import dev.longhaul.store.NotificationRule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is to become of a bucket's rules: one of them is ours, by its id, and all others stay as
/// they are (H10). Pure.
///
/// @param others rules that stay
/// @param old the rule with our id as it is now, `null` for none
/// @param wanted the rule with our id as it shall be, `null` to take it out
public record NotificationPlan(
    List<NotificationRule> others,
    @Nullable NotificationRule old,
    @Nullable NotificationRule wanted) {
  public NotificationPlan {
    others = List.copyOf(others);
  }

  /// @param id ours
  public static NotificationPlan of(
      List<NotificationRule> now, String id, @Nullable NotificationRule wanted) {
    List<NotificationRule> others = now.stream().filter(rule -> !rule.id().equals(id)).toList();
    NotificationRule old =
        now.stream().filter(rule -> rule.id().equals(id)).findFirst().orElse(null);
    return new NotificationPlan(others, old, wanted);
  }

  /// Whether all is as it shall be already.
  public boolean isDone() {
    return wanted == null ? old == null : old != null && old.means(wanted);
  }

  /// Rules of others that want events of the same keys. Amazon S3 takes only one rule for an event
  /// of a key, whoever is told.
  public List<NotificationRule> overlaps() {
    NotificationRule mine = wanted;
    return mine == null
        ? List.of()
        : others.stream().filter(other -> overlap(other, mine)).toList();
  }

  /// The whole configuration to write.
  public List<NotificationRule> rules() {
    List<NotificationRule> all = new ArrayList<>(others);
    if (wanted != null) {
      all.add(wanted);
    }
    return all;
  }

  /// The same with our rule for these events.
  NotificationPlan with(List<String> events) {
    return wanted == null ? this : new NotificationPlan(others, old, wanted.with(events));
  }

  /// Whether these are the rules that were written, others' included.
  boolean isShownBy(List<NotificationRule> read) {
    List<NotificationRule> planned = rules();
    return read.size() == planned.size()
        && planned.stream().allMatch(rule -> read.stream().anyMatch(rule::means));
  }

  private static boolean overlap(NotificationRule rule, NotificationRule second) {
    boolean events =
        rule.events().stream()
            .anyMatch(name ->
                second.events().stream().anyMatch(another -> EventNames.overlap(name, another)));
    return events
        && (rule.prefix().startsWith(second.prefix()) || second.prefix().startsWith(rule.prefix()))
        && (rule.suffix().endsWith(second.suffix()) || second.suffix().endsWith(rule.suffix()));
  }
}
