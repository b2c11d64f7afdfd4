package dev.longhaul.running;

import dev.longhaul.config.Configuration;
import dev.longhaul.config.IntakeEntry;
import dev.longhaul.config.RouteEntry;
import dev.longhaul.effect.Lifetime;
import dev.longhaul.effect.Workers;
import dev.longhaul.hint.DeadLetters;
import dev.longhaul.hint.IntakeState;
import dev.longhaul.ledger.Messages;
import dev.longhaul.replicate.EventRouter;
import dev.longhaul.replicate.Replication;
import dev.longhaul.replicate.RouteListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// A configuration at work until it is told to stop: all its routes and intakes. Thread-safe; run
/// once, then closed.
public final class Operation implements AutoCloseable {
  /// How long audits wait for intakes that do not receive. An audit later finds what their events
  /// would have told, so waiting for ever would be worse.
  private static final Duration RECEIVING_WITHIN = Duration.ofSeconds(30);

  private final Configuration configuration;
  private final Replication.Effects effects;
  private final Books books;
  private final List<RunningRoute> routes;
  private final List<RunningIntake> intakes;
  private final Reception reception;
  private final Brake brake;
  private final Lifetime lifetime;

  private Operation(
      Configuration configuration,
      Books books,
      Openings openings,
      Replication.Effects effects,
      RouteListener listener) {
    this.configuration = configuration;
    this.effects = effects;
    this.books = books;
    this.lifetime = new Lifetime(effects.workers());
    this.reception = new Reception(effects.workers().monitor());
    this.brake = new Brake(configuration, openings.routes(), effects);
    this.routes = new ArrayList<>();
    RunningRoute.Around around = new RunningRoute.Around(effects, listener);
    for (RouteEntry route : configuration.routes()) {
      routes.add(
          new RunningRoute(
              configuration, route, books.ledger(route.name()), openings.routes(), around));
    }
    this.intakes = new ArrayList<>();
    for (IntakeEntry entry : configuration.intakes()) {
      intakes.add(
          new RunningIntake(
              entry,
              configuration,
              openings.intakes(),
              router(entry, listener),
              new RunningIntake.Around(effects.clock(), reception, listener::remark)));
    }
  }

  /// Opens the ledgers, and asks no store anything yet.
  ///
  /// @param listeners are told of everything that happens, in this order
  /// @throws dev.longhaul.ledger.LedgerException when a ledger cannot be used; none is left open
  public static Operation open(
      Configuration configuration,
      Openings openings,
      Replication.Effects effects,
      List<RouteListener> listeners) {
    Books books = Books.open(configuration, openings.ledgers());
    try {
      return new Operation(configuration, books, openings, effects, new Listeners(listeners));
    } catch (RuntimeException failed) {
      books.closeAfter(failed);
      throw failed;
    }
  }

  private EventRouter router(IntakeEntry entry, RouteListener listener) {
    List<EventRouter.Listening> listening =
        routes.stream()
            .filter(route -> entry.stores().contains(route.entry().source().store()))
            .map(route ->
                new EventRouter.Listening(
                    configuration.at(route.entry().source()).bucket(), route.replication()))
            .toList();
    return new EventRouter(listening, books.messages()::keep, listener::remark);
  }

  /// The routes, in the order in which they are configured.
  public List<Replication> replications() {
    return routes.stream().map(RunningRoute::replication).toList();
  }

  /// How the intakes fare at this moment, in the order in which they are configured.
  public List<IntakeState> intakes() {
    return intakes.stream().map(RunningIntake::state).toList();
  }

  /// Messages that no intake understood.
  public Messages messages() {
    return books.messages();
  }

  /// The messages that the queues put aside, by intake; empty where a queue puts none aside. Each
  /// call asks the queue, and may throw what it throws.
  public Map<String, Supplier<Optional<DeadLetters>>> deadLetters() {
    Map<String, Supplier<Optional<DeadLetters>>> dead = new LinkedHashMap<>();
    for (RunningIntake intake : intakes) {
      if (intake.entry() instanceof IntakeEntry.Queue queue) {
        dead.put(queue.name(), intake::deadLetters);
      }
    }
    return dead;
  }

  /// Works until it is stopped: what is in flight then gets its time, and nothing is taken in.
  ///
  /// @param started is called once everything is under way
  /// @throws RuntimeException what nobody foresaw in one of its parts; the others were ended well
  public void run(Runnable started) {
    brake.set();
    try (Workers.Group working = effects.workers().open("routes")) {
      routes.forEach(route -> start(working, route::run));
      try (Workers.Group receiving = effects.workers().open("intakes")) {
        intakes.forEach(intake -> start(receiving, intake::run));
        start(receiving, this::beginAudits);
        start(receiving, brake::run);
        try {
          started.run();
          lifetime.awaitEnd();
        } finally {
          receiving.cancel();
        }
      } finally {
        routes.forEach(RunningRoute::stop);
      }
    }
    throwWhatFailed();
  }

  private void start(Workers.Group group, Runnable work) {
    lifetime.start(
        group,
        () -> {
          work.run();
          return true;
        });
  }

  private void throwWhatFailed() {
    switch (lifetime.failure().orElse(null)) {
      case null -> {}
      case RuntimeException known -> throw known;
      case Throwable failed -> throw new IllegalStateException(String.valueOf(failed), failed);
    }
  }

  /// An audit misses nothing if events come in before it begins to list (H57).
  private void beginAudits() {
    reception.await(
        configuration.intakes().stream().map(IntakeEntry::name).toList(), RECEIVING_WITHIN);
    routes.forEach(route -> route.replication().ready());
  }

  /// Takes over the bandwidths and timetables of its stores; all else stays as it was opened.
  public void change(Configuration other) {
    brake.change(other);
  }

  /// Asks it to stop. Returns at once.
  public void stop() {
    lifetime.end();
  }

  /// Lets go of the ledgers.
  @Override
  public void close() {
    books.close();
  }
}
