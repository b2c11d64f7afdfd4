package dev.longhaul.alert;

import dev.longhaul.config.AlertEntry;
import dev.longhaul.config.AlertEntry.Occasion;
import dev.longhaul.effect.Workers;
import dev.longhaul.hint.IntakeState;
import dev.longhaul.ledger.Ledger;
import dev.longhaul.ledger.ParkedKey;
import dev.longhaul.replicate.AuditRecord;
import dev.longhaul.replicate.Replication;
import dev.longhaul.replicate.RouteStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Looks every few seconds at how routes and intakes fare, and tells those who asked for it what
/// needs them: once, again after a while, and when it ended. Runs beside the routes and holds up
/// none of them. Thread-safe; run once.
///
/// It looks at what is, not at what happened: so nothing is missed however short or long it lasts,
/// and what is over before anybody could act is not told. What was told outlives the process, in
/// the route's ledger.
public final class Alerts {
  /// How often it looks.
  static final Duration EVERY = Duration.ofSeconds(10);

  private final Replication.Effects effects;
  private final List<Watched> routes;
  private final Supplier<List<IntakeState>> intakes;
  private final List<Recipient> recipients;
  private final SortedMap<Concern.Id, Concern> lasting = new TreeMap<>();

  /// Somebody who is told.
  ///
  /// @param entry what of, and how often
  public record Receiver(AlertEntry entry, AlertTarget target) {}

  /// A route that is looked at.
  ///
  /// @param parked some of its parked keys; asked for only when there are any
  /// @param memory where is written down what was told
  public record Watched(
      String route,
      Supplier<RouteStatus> status,
      Supplier<List<ParkedKey>> parked,
      Ledger.Facts memory) {
    /// One that works.
    public static Watched of(Replication route) {
      return new Watched(
          route.name(), route::status, () -> route.parked(null, Concern.KEYS), route.facts());
    }
  }

  /// What became of what one receiver was to be told, since the process began.
  ///
  /// @param alert its name
  /// @param told notices it took
  /// @param givenUp notices that could not be told to it
  public record Counts(String alert, long told, long givenUp) {}

  private record Recipient(AlertEntry entry, Telling telling, Outbox outbox) {}

  /// @param remarks is told what an operator should read of the telling itself
  public Alerts(
      List<Receiver> receivers,
      List<Watched> routes,
      Supplier<List<IntakeState>> intakes,
      Replication.Effects effects,
      Consumer<String> remarks) {
    this.effects = effects;
    this.routes = List.copyOf(routes);
    this.intakes = intakes;
    this.recipients =
        receivers.stream()
            .map(receiver -> {
              AlertEntry entry = receiver.entry();
              Outbox.Ears ears = new Outbox.Ears(remarks, notice -> delivered(entry, notice));
              return new Recipient(
                  entry,
                  new Telling(entry.on(), entry.againAfter()),
                  new Outbox(entry.name(), receiver.target(), effects, ears));
            })
            .toList();
  }

  /// Looks and tells until it is cancelled; what is not told by then stays untold, and the next
  /// process tells it. Routes and their ledgers must be open for as long.
  public void run() {
    if (recipients.isEmpty()) {
      return;
    }
    recall();
    try (Workers.Group group = effects.workers().open("alerts")) {
      for (Recipient recipient : recipients) {
        group.start(() -> {
          recipient.outbox().run();
          return true;
        });
      }
      try {
        while (true) {
          look();
          effects.clock().sleep(EVERY);
        }
      } finally {
        group.cancel();
      }
    }
  }

  /// Of each receiver.
  public List<Counts> counts() {
    return recipients.stream().map(recipient -> recipient.outbox().counts()).toList();
  }

  private void look() {
    Instant now = effects.clock().now();
    SortedMap<Concern.Id, Concern> found = new TreeMap<>();
    for (Watched route : routes) {
      concerns(route, now).forEach(concern -> found.put(concern.id(), concern));
    }
    for (IntakeState intake : intakes.get()) {
      Concerns.of(intake, now).ifPresent(concern -> found.put(concern.id(), concern));
    }
    found.replaceAll((id, concern) -> {
      Concern before = lasting.get(id);
      return before != null && before.since().isBefore(concern.since())
          ? concern.since(before.since())
          : concern;
    });
    lasting.clear();
    lasting.putAll(found);
    for (Recipient recipient : recipients) {
      recipient.telling().next(found.values(), now).forEach(recipient.outbox()::add);
    }
  }

  private List<Concern> concerns(Watched route, Instant now) {
    RouteStatus status = route.status().get();
    List<ParkedKey> parked = status.work().parked() > 0 ? route.parked().get() : List.of();
    List<Concern> found = new ArrayList<>(Concerns.of(status, parked, now));
    AuditRecord last = status.audits().last();
    if (last != null && !last.isComplete()) {
      // One that could not be finished says nothing about what the one before found.
      Subject subject = new Subject(Subject.Kind.ROUTE, route.route());
      Concern before = lasting.get(new Concern.Id(subject, Occasion.AUDIT));
      if (before != null) {
        found.add(before);
      }
    }
    return found;
  }

  private void delivered(AlertEntry entry, Notice notice) {
    Concern concern = notice.concern();
    memory(concern.subject())
        .ifPresent(facts -> facts.record(fact(entry, concern.occasion()), Told.line(notice)));
  }

  private Optional<Ledger.Facts> memory(Subject subject) {
    return routes.stream()
        .filter(route -> subject.equals(new Subject(Subject.Kind.ROUTE, route.route())))
        .map(Watched::memory)
        .findFirst();
  }

  private void recall() {
    for (Watched route : routes) {
      Subject subject = new Subject(Subject.Kind.ROUTE, route.route());
      for (Recipient recipient : recipients) {
        for (Occasion occasion : recipient.entry().on()) {
          route
              .memory()
              .find(fact(recipient.entry(), occasion))
              .flatMap(line -> Told.of(line, subject, occasion))
              .ifPresent(told -> {
                recipient.telling().remember(told.concern(), told.at());
                lasting.putIfAbsent(told.concern().id(), told.concern());
              });
        }
      }
    }
  }

  private static String fact(AlertEntry entry, Occasion occasion) {
    return "alert." + entry.name() + "." + Notice.word(occasion);
  }
}
