package dev.longhaul.console;

import dev.longhaul.effect.Clock;
import dev.longhaul.hint.DeadLetters;
import dev.longhaul.hint.IntakeState;
import dev.longhaul.http.Answer;
import dev.longhaul.http.Endpoint;
import dev.longhaul.http.Request;
import dev.longhaul.ledger.LedgerException;
import dev.longhaul.ledger.Messages;
import dev.longhaul.replicate.Replication;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/// The console of a process: endpoints for a listener, and the samples that rates are made of.
/// Thread-safe.
public final class Console {
  /// A body of keys, each as long as it gets and every byte escaped.
  private static final int BODY = 1 << 20;

  private final Parts parts;
  private final Access access;
  private final Reporter reporter;
  private final Metrics metrics;

  /// What the console is about.
  ///
  /// @param version of the program
  /// @param intakes how each fares now
  /// @param dead the dead letters of each intake that is a queue, asked anew each time; empty where
  ///   its queue has none
  /// @param messages those that nobody understood
  /// @param sides what was asked of the stores so far, of those that could be opened
  public record Parts(
      String version,
      List<Replication> routes,
      Supplier<List<IntakeState>> intakes,
      Map<String, Supplier<Optional<DeadLetters>>> dead,
      Messages messages,
      Supplier<List<SideMeter>> sides) {
    public Parts {
      routes = List.copyOf(routes);
      dead = Collections.unmodifiableMap(new TreeMap<>(dead));
    }
  }

  public Console(Parts parts, Access access, Clock clock) {
    this.parts = parts;
    this.access = access;
    this.reporter = new Reporter(parts, clock);
    this.metrics = new Metrics(parts.sides());
  }

  /// Takes the samples that rates are made of, until the caller is cancelled.
  public void run() {
    reporter.sample();
  }

  /// What is served. The page, and whether the process is alive and ready, are open to everybody;
  /// they show nothing that is anybody's.
  public List<Endpoint> endpoints() {
    RouteApi routes = new RouteApi(parts.routes());
    MessageApi messages = new MessageApi(parts.messages(), parts.dead());
    Health health = new Health(reporter);
    StatusPage page = StatusPage.load();
    return List.of(
        Endpoint.get("/", Endpoint.OPEN, page::answer),
        Endpoint.get("/health/live", Endpoint.OPEN, _ -> Health.live()),
        Endpoint.get("/health/ready", Endpoint.OPEN, _ -> health.ready()),
        Endpoint.get("/metrics", access, careful(_ -> metrics.answer(reporter.report()))),
        get("/api/status", _ -> Answers.json(StatusJson.text(reporter.report()))),
        get("/api/intakes", _ -> Answers.json(StatusJson.intakes(reporter.report()))),
        new Endpoint(RouteApi.PATH, Set.of("GET", "POST"), BODY, access, careful(routes::answer)),
        get("/api/messages", messages::list),
        post("/api/messages/forget", messages::forget),
        get("/api/dead-letters", messages::letters),
        post("/api/dead-letters/redrive", messages::redrive));
  }

  private Endpoint get(String path, Endpoint.Handler handler) {
    return Endpoint.get(path, access, careful(handler));
  }

  private Endpoint post(String path, Endpoint.Handler handler) {
    return Endpoint.post(path, BODY, access, careful(handler));
  }

  /// What cannot be meant is the caller's; what the ledger cannot do passes.
  private static Endpoint.Handler careful(Endpoint.Handler handler) {
    return request -> answer(handler, request);
  }

  private static Answer answer(Endpoint.Handler handler, Request request) {
    try {
      return handler.answer(request).with("Cache-Control", "no-store");
    } catch (IllegalArgumentException meaningless) {
      return Answers.refused(400, String.valueOf(meaningless.getMessage()));
    } catch (LedgerException failed) {
      return Answers.refused(503, String.valueOf(failed.getMessage()));
    }
  }
}
