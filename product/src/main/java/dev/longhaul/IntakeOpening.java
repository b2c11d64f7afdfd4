package dev.longhaul;

import dev.longhaul.cli.Queues;
import dev.longhaul.config.Configuration;
import dev.longhaul.config.IntakeEntry;
import dev.longhaul.config.RouteEntry;
import dev.longhaul.config.Secret;
import dev.longhaul.config.ServiceAccess;
import dev.longhaul.config.SideSettings;
import dev.longhaul.config.StoreEntry;
import dev.longhaul.effect.Clock;
import dev.longhaul.effect.Randomness;
import dev.longhaul.effect.Workers;
import dev.longhaul.hint.IntakeFinding;
import dev.longhaul.hint.sqs.SqsIntake;
import dev.longhaul.hint.sqs.SqsSettings;
import dev.longhaul.hint.webhook.WebhookIntake;
import dev.longhaul.hint.webhook.WebhookSettings;
import dev.longhaul.http.Endpoint;
import dev.longhaul.http.TokenGuard;
import dev.longhaul.running.Intakes;
import dev.longhaul.store.aws.AwsAccess;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Opens the ways in which events come in.
final class IntakeOpening implements Intakes, Queues {
  private final SideOpening sides;
  private final Clock clock;
  private final Workers workers;
  private final Randomness randomness;
  private final Map<IntakeEntry.Webhook, WebhookIntake> webhooks = new ConcurrentHashMap<>();

  /// @param sides knows where credentials come from
  IntakeOpening(SideOpening sides, Clock clock, Workers workers, Randomness randomness) {
    this.sides = sides;
    this.clock = clock;
    this.workers = workers;
    this.randomness = randomness;
  }

  @Override
  public Intakes.Opened open(IntakeEntry entry, Configuration whole) {
    return switch (entry) {
      case IntakeEntry.Queue queue -> queue(queue, whole);
      case IntakeEntry.Webhook hook ->
          new Intakes.Opened(webhook(hook), List::of, Optional::empty, () -> {});
    };
  }

  /// What a webhook serves, before, while and after it receives.
  Endpoint endpoint(IntakeEntry.Webhook hook) {
    return webhook(hook).endpoint();
  }

  /// The one of this entry: whoever listens for it and whoever runs it mean the same.
  private WebhookIntake webhook(IntakeEntry.Webhook hook) {
    return webhooks.computeIfAbsent(
        hook,
        _ -> {
          Secret token = hook.token();
          return new WebhookIntake(
              new WebhookSettings(
                  hook.name(),
                  hook.path(),
                  token == null ? Endpoint.OPEN : new TokenGuard(token.reveal()),
                  Math.toIntExact(hook.requests().body().bytes()),
                  hook.requests().perSecond()),
              clock,
              workers);
        });
  }

  private Intakes.Opened queue(IntakeEntry.Queue queue, Configuration whole) {
    List<StoreEntry> stores =
        queue.stores().stream().flatMap(name -> whole.store(name).stream()).toList();
    AwsAccess access = access(queue.access(), stores.getFirst(), whole);
    SqsIntake intake =
        new SqsIntake(settings(queue, access), access.credentials(), clock, workers, randomness);
    List<String> buckets = stores.stream().map(StoreEntry::bucket).toList();
    return new Intakes.Opened(
        intake, () -> intake.check(buckets), intake::deadLetters, intake::close);
  }

  @Override
  public List<IntakeFinding> check(URI queue, SideSettings side) {
    try (SqsIntake intake =
        new SqsIntake(
            SqsSettings.of("setup", queue),
            sides.access(side, null).credentials(),
            clock,
            workers,
            randomness)) {
      return intake.checkFor(side.location().bucket());
    }
  }

  private static SqsSettings settings(IntakeEntry.Queue queue, AwsAccess found) {
    SqsSettings usual = SqsSettings.of(queue.name(), queue.url());
    ServiceAccess access = queue.access();
    String region = access.region();
    if (region == null && access.profile() != null) {
      region = found.region();
    }
    return usual
        .at(
            access.endpoint() == null ? usual.endpoint() : access.endpoint(),
            region == null ? usual.region() : region)
        .paced(queue.pollers(), usual.longPoll(), usual.visibility());
  }

  /// A queue belongs to its store, unless it says as whom it is asked.
  private AwsAccess access(ServiceAccess access, StoreEntry store, Configuration whole) {
    SideSettings side = store.side();
    if (access.credentials() == null && access.profile() == null) {
      return sides.access(side, otherSide(store, whole));
    }
    return sides.access(
        new SideSettings(
            side.location(),
            access.credentials() == null ? side.credentials() : access.credentials(),
            access.profile(),
            access.endpoint(),
            access.region(),
            side.addressing(),
            side.kind(),
            side.payload()),
        otherSide(store, whole));
  }

  /// Where the store's credentials are an object, they lie in the other world of one of its routes.
  private static @Nullable SideSettings otherSide(StoreEntry store, Configuration whole) {
    for (RouteEntry route : whole.routes()) {
      if (route.source().store().equals(store.name())) {
        return whole.at(route.destination()).side();
      }
      if (route.destination().store().equals(store.name())) {
        return whole.at(route.source()).side();
      }
    }
    return null;
  }
}
