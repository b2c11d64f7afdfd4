package dev.longhaul.setup;

import dev.longhaul.effect.Clock;
import dev.longhaul.store.BucketAddress;
import dev.longhaul.store.BucketNotifications;
import dev.longhaul.store.Failure;
import dev.longhaul.store.NotificationRule;
import dev.longhaul.store.StoreException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Puts our rule into a bucket's notification configuration, or takes it out: reads, merges,
/// writes, and reads again.
public final class NotificationSetup {
  private static final int LOOKS = 15;
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  private final BucketNotifications notifications;
  private final BucketAddress.Kind kind;
  private final Clock clock;

  public NotificationSetup(
      BucketNotifications notifications, BucketAddress.Kind kind, Clock clock) {
    this.notifications = notifications;
    this.kind = kind;
    this.clock = clock;
  }

  /// What is asked for.
  ///
  /// @param id the id of our rule
  /// @param target the ARN that is to be told; `null` takes our rule out
  /// @param prefix what keys begin with
  public record Order(String id, @Nullable String target, String prefix) {}

  /// How it ended.
  public sealed interface Result {
    /// The store shows what was written.
    ///
    /// @param leftOut names of events that the store does not know
    record Written(NotificationPlan plan, List<String> leftOut) implements Result {}

    /// The store took it, but does not show it.
    record Unconfirmed(NotificationPlan plan, List<NotificationRule> shown) implements Result {}
  }

  /// What would be done, by what the bucket has now.
  public NotificationPlan plan(Order order) {
    return NotificationPlan.of(notifications.read(), order.id(), wanted(order));
  }

  private @Nullable NotificationRule wanted(Order order) {
    String target = order.target();
    if (target == null) {
      return null;
    }
    List<String> events = EventNames.ladder(kind == BucketAddress.Kind.AWS).getFirst();
    return new NotificationRule(order.id(), target, events, filter(order.prefix()), "", "");
  }

  /// Amazon S3 wants filters encoded as events encode keys; the others take them as they are.
  private String filter(String prefix) {
    return kind == BucketAddress.Kind.AWS
        ? URLEncoder.encode(prefix, StandardCharsets.UTF_8).replace("%2F", "/")
        : prefix;
  }

  /// Writes what a plan says, with fewer events where the store does not know all of them. What the
  /// store refuses for another reason is a `StoreException`.
  public Result carryOut(NotificationPlan plan) {
    List<List<String>> ladder = EventNames.ladder(kind == BucketAddress.Kind.AWS);
    StoreException first = null;
    for (List<String> events : ladder) {
      NotificationPlan tried = plan.with(events);
      try {
        notifications.write(tried.rules());
        return confirmed(tried, leftOut(plan, tried));
      } catch (StoreException refused) {
        first = first == null ? refused : first;
        if (plan.wanted() == null || !isAboutTheRule(refused)) {
          throw refused;
        }
      }
    }
    throw first == null ? new IllegalStateException("nothing to try") : first;
  }

  private static boolean isAboutTheRule(StoreException refused) {
    return refused.failure() instanceof Failure.Refused answer && answer.status() == 400;
  }

  private static List<String> leftOut(NotificationPlan plan, NotificationPlan written) {
    if (plan.wanted() == null || written.wanted() == null) {
      return List.of();
    }
    List<String> taken = written.wanted().events();
    return plan.wanted().events().stream().filter(event -> !taken.contains(event)).toList();
  }

  /// Bucket settings show late on some stores.
  private Result confirmed(NotificationPlan plan, List<String> leftOut) {
    List<NotificationRule> shown = notifications.read();
    for (int look = 1; look < LOOKS && !plan.isShownBy(shown); look++) {
      clock.sleep(BETWEEN_LOOKS);
      shown = notifications.read();
    }
    return plan.isShownBy(shown)
        ? new Result.Written(plan, leftOut)
        : new Result.Unconfirmed(plan, shown);
  }
}
