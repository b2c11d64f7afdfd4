package dev.longhaul.store;

import java.util.List;

/// One rule by which a bucket tells somebody what happens in it.
///
/// @param id its name; empty where the store gave none
/// @param target the ARN that is told; empty for EventBridge and for what is not known here
/// @param events names of events, such as `s3:ObjectCreated:*`; empty for all
/// @param prefix what keys begin with, as the rule writes it
/// @param suffix what keys end with
/// @param document the rule as the store wrote it, so that it is written back with all that is not
///   known here; empty for a rule that is to be made
public record NotificationRule(
    String id, String target, List<String> events, String prefix, String suffix, String document) {
  public NotificationRule {
    events = List.copyOf(events);
  }

  /// Whether both say the same, however a store orders and writes it.
  public boolean means(NotificationRule other) {
    return id.equals(other.id)
        && target.equals(other.target)
        && events.stream().sorted().toList().equals(other.events.stream().sorted().toList())
        && prefix.equals(other.prefix)
        && suffix.equals(other.suffix);
  }

  /// The same rule for these events.
  public NotificationRule with(List<String> others) {
    return new NotificationRule(id, target, others, prefix, suffix, "");
  }
}
