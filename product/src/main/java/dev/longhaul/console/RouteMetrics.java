package dev.longhaul.console;

import dev.longhaul.ledger.Ledger;
import dev.longhaul.replicate.AuditRecord;
import dev.longhaul.replicate.ObjectiveStanding;
import dev.longhaul.replicate.RouteCounts;
import dev.longhaul.replicate.RouteStatus;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Instant;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// The figures of one route for Prometheus.
final class RouteMetrics {
  private static final String SECONDS = "seconds";

  private final Subject<RouteStatus> route;
  private final Supplier<ProcessReport> report;

  private RouteMetrics(Subject<RouteStatus> route, Supplier<ProcessReport> report) {
    this.route = route;
    this.report = report;
  }

  /// Registers them.
  ///
  /// @param report what the scrape tells
  static void add(MeterRegistry registry, Supplier<ProcessReport> report, String name) {
    Subject<RouteStatus> route =
        new Subject<>(
            registry,
            "longhaul.route",
            Tags.of("route", name),
            () ->
                report.get().routes().stream()
                    .map(RouteReport::status)
                    .filter(status -> status.route().equals(name))
                    .findFirst()
                    .orElse(null));
    RouteMetrics metrics = new RouteMetrics(route, report);
    metrics.conditions();
    metrics.work();
    metrics.counts();
    metrics.objective();
    metrics.audits();
  }

  private void conditions() {
    for (RouteStatus.Condition condition : RouteStatus.Condition.values()) {
      route
          .with("condition", Words.of(condition))
          .gauge(
              "condition",
              "1 for the condition the route is in, 0 for all others.",
              null,
              status -> status.condition() == condition ? 1 : 0);
    }
    for (Standing standing : Standing.values()) {
      route
          .with("standing", Words.of(standing))
          .gauge(
              "standing",
              "1 for what is known of the route: equal, different, or unknown.",
              null,
              status -> Standing.of(status) == standing ? 1 : 0);
    }
  }

  private void work() {
    route.gauge("pending", "Keys whose hints wait.", null, of(Ledger.Backlog::pending));
    route.gauge(
        "gone",
        "Keys that the source does not have any more and that are deleted once their grace ends.",
        null,
        of(Ledger.Backlog::waiting));
    route.gauge("held", "Keys whose deletes wait for a person.", null, of(Ledger.Backlog::held));
    route.gauge(
        "parked", "Keys that cannot be made equal now.", null, status -> status.work().parked());
    route.gauge("in.flight", "Keys being worked on.", null, status -> status.work().inFlight());
    route.gauge(
        "oldest.pending",
        "Age of the oldest event that is not proved yet, 0 when nothing waits.",
        SECONDS,
        status -> {
          Instant oldest = status.work().backlog().oldest();
          return oldest == null ? 0 : StatusJson.seconds(oldest, report.get().at());
        });
  }

  private static ToDoubleFunction<RouteStatus> of(ToDoubleFunction<Ledger.Backlog> figure) {
    return status -> figure.applyAsDouble(status.work().backlog());
  }

  private void counts() {
    count("hints", "Hints that came in: of events, audits and people.", RouteCounts::hints);
    count("copied.bytes", "Bytes of bodies carried.", counts -> counts.proved().bytes());
    count("retries", "Times that a store gave no answer for a key.", RouteCounts::retried);
    count(
        "overflowed.hints",
        "Hints that were not kept because too many waited; an audit finds what they told.",
        RouteCounts::overflowed);
    outcome("equal", counts -> counts.proved().equal());
    outcome("copied", counts -> counts.proved().copied());
    outcome("updated", counts -> counts.proved().updated());
    outcome("deleted", counts -> counts.proved().deleted());
    outcome("kept", RouteCounts::kept);
    outcome("parked", RouteCounts::parked);
    outcome("delete-held", RouteCounts::held);
  }

  private void count(String name, String meaning, ToDoubleFunction<RouteCounts> figure) {
    route.counter(
        name, meaning, status -> figure.applyAsDouble(status.history().totals().counts()));
  }

  private void outcome(String word, ToDoubleFunction<RouteCounts> figure) {
    route
        .with("outcome", word)
        .counter(
            "keys",
            "Works on keys by what became of them.",
            status -> figure.applyAsDouble(status.history().totals().counts()));
  }

  private void objective() {
    route.gauge(
        "objective.share",
        "Share of events that is to be proved in time, 0 to 1.",
        null,
        standing(standing -> standing.objective().share()));
    route.gauge(
        "objective.within",
        "Time within which that share is to be proved.",
        SECONDS,
        standing(standing -> standing.objective().within().toMillis() / 1000.0));
    route.gauge(
        "objective.attained",
        "Share of events that was proved in time over the last six hours, 0 to 1.",
        null,
        standing(ObjectiveStanding::attained));
    route.gauge(
        "objective.missed",
        "1 while the objective is being missed, else 0.",
        null,
        standing(standing -> standing.isMissed() ? 1 : 0));
    burn("5m", standing -> standing.fast().shorter());
    burn("1h", standing -> standing.fast().longer());
    burn("30m", standing -> standing.slow().shorter());
    burn("6h", standing -> standing.slow().longer());
  }

  private void burn(String window, ToDoubleFunction<ObjectiveStanding> figure) {
    route
        .with("window", window)
        .gauge(
            "objective.burn.rate",
            "How many times faster than the objective allows events were late.",
            null,
            standing(figure));
  }

  private static ToDoubleFunction<RouteStatus> standing(
      ToDoubleFunction<ObjectiveStanding> figure) {
    return status -> figure.applyAsDouble(status.history().objective());
  }

  private void audits() {
    audit(
        "audit.age",
        "Time since the last audit of the whole route ended, NaN before the first.",
        SECONDS,
        last -> StatusJson.seconds(last.ended(), report.get().at()));
    audit(
        "audit.duration",
        "How long the last audit took, NaN before the first.",
        SECONDS,
        last -> StatusJson.seconds(last.begun(), last.ended()));
    audit("audit.keys", "Keys of the source that the last audit saw.", null, AuditRecord::keys);
    audit(
        "audit.differences",
        "Keys that were not equal when the last audit looked.",
        null,
        AuditRecord::differences);
    for (AuditRecord.Result result : AuditRecord.Result.values()) {
      route
          .with("result", Words.of(result))
          .gauge(
              "audit.result",
              "1 for how the last audit ended, 0 for all others.",
              null,
              status -> {
                AuditRecord last = status.audits().last();
                return last != null && last.result() == result ? 1 : 0;
              });
    }
    route.gauge(
        "audit.running",
        "1 while an audit is under way, else 0.",
        null,
        status -> status.audits().running() ? 1 : 0);
    route.gauge(
        "audit.wanted",
        "1 while an audit out of turn is wanted, since something told is not known any more.",
        null,
        status -> status.audits().wanted() == null ? 0 : 1);
  }

  private void audit(
      String name, String meaning, @Nullable String unit, ToDoubleFunction<AuditRecord> figure) {
    route.gauge(
        name,
        meaning,
        unit,
        status -> {
          AuditRecord last = status.audits().last();
          return last == null ? Double.NaN : figure.applyAsDouble(last);
        });
  }
}
