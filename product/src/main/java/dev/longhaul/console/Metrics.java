package dev.longhaul.console;

import dev.longhaul.hint.IntakeState;
import dev.longhaul.http.Answer;
import dev.longhaul.store.Operation;
import dev.longhaul.store.calls.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/// The figures of a process for Prometheus. No key is ever a label: names of routes, intakes and
/// stores are, and constants. Thread-safe.
///
/// All figures of a scrape are of one moment.
final class Metrics {
  private static final String MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Supplier<List<SideMeter>> sides;
  private final AtomicReference<Moment> latest;
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  /// What one scrape tells.
  private record Moment(ProcessReport report, Map<String, Meter> sides) {}

  Metrics(Supplier<List<SideMeter>> sides) {
    this.sides = sides;
    ProcessReport nothing =
        new ProcessReport("", Instant.EPOCH, Instant.EPOCH, List.of(), List.of(), 0);
    this.latest = new AtomicReference<>(new Moment(nothing, Map.of()));
    registry.getPrometheusRegistry().register(new LagCollector(() -> latest.get().report()));
    process();
  }

  /// What Prometheus reads, of the moment of this report.
  Answer answer(ProcessReport report) {
    Map<String, Meter> meters = new TreeMap<>();
    List<SideMeter> found = sides.get();
    found.forEach(side -> meters.put(side.name(), side.meter()));
    latest.set(new Moment(report, meters));
    for (SideMeter side : found) {
      if (known.add("side " + side.name())) {
        store(side);
      }
    }
    for (RouteReport route : report.routes()) {
      if (known.add("route " + route.name())) {
        RouteMetrics.add(registry, () -> latest.get().report(), route.name());
      }
    }
    for (IntakeState intake : report.intakes()) {
      if (known.add("intake " + intake.name())) {
        intake(intake.name());
      }
    }
    return Answer.of(200, MEDIA_TYPE, registry.scrape().getBytes(StandardCharsets.UTF_8));
  }

  private void process() {
    Subject<ProcessReport> process =
        new Subject<>(registry, "longhaul", Tags.empty(), () -> latest.get().report());
    process.gauge(
        "uptime",
        "Time since the process began.",
        "seconds",
        report -> StatusJson.seconds(report.started(), report.at()));
    process.gauge(
        "messages.unreadable",
        "Messages of intakes that nobody understood and that are kept.",
        null,
        ProcessReport::unreadable);
    Runtime java = Runtime.getRuntime();
    process.gauge(
        "memory.used",
        "Memory of the Java heap that is in use.",
        "bytes",
        _ -> java.totalMemory() - java.freeMemory());
    process.gauge(
        "memory.limit", "Memory that the Java heap may use.", "bytes", _ -> java.maxMemory());
  }

  private void intake(String name) {
    Subject<IntakeState> intake =
        new Subject<>(
            registry,
            "longhaul.intake",
            Tags.of("intake", name),
            () ->
                latest.get().report().intakes().stream()
                    .filter(one -> one.name().equals(name))
                    .findFirst()
                    .orElse(null));
    intake.counter("messages", "Messages received.", state -> state.counts().messages());
    intake.counter("events", "Object events in them.", state -> state.counts().events());
    intake.gauge(
        "troubled",
        "1 while nothing can be received, else 0.",
        null,
        state -> state.trouble() == null ? 0 : 1);
    intake.gauge("idle", "Time since the latest message, NaN before it.", "seconds", this::idle);
  }

  private double idle(IntakeState state) {
    Instant last = state.lastReceived();
    return last == null ? Double.NaN : StatusJson.seconds(last, latest.get().report().at());
  }

  private void store(SideMeter side) {
    Subject<Meter> store =
        new Subject<>(
            registry,
            "longhaul.store",
            Tags.of("route", side.route(), "side", side.side()),
            () -> latest.get().sides().get(side.name()));
    for (Operation operation : Operation.values()) {
      store
          .with("operation", Words.of(operation))
          .counter(
              "requests",
              "Requests by kind, tries that failed included.",
              meter -> meter.of(operation));
    }
    store.counter("received.bytes", "Bytes of bodies read.", Meter::received);
    store.counter("sent.bytes", "Bytes of bodies written.", Meter::sent);
    store.counter(
        "throttled", "Requests that were answered with a plea for less.", Meter::throttled);
    store.counter("failed", "Requests that failed otherwise, or may have.", Meter::failed);
    store.gauge("in.flight", "Requests on their way.", null, Meter::inFlight);
  }
}
