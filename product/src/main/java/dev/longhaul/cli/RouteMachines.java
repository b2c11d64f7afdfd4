package dev.longhaul.cli;

import dev.longhaul.config.Configuration;
import dev.longhaul.config.Rounds;
import dev.longhaul.config.RouteEntry;
import dev.longhaul.config.StoreEntry;
import dev.longhaul.console.SideMeter;
import dev.longhaul.reconcile.Mode;
import dev.longhaul.reconcile.Reconciler;
import dev.longhaul.running.RouteEngine;
import dev.longhaul.running.RouteOpening;
import dev.longhaul.running.RouteRefused;
import dev.longhaul.scan.Patience;
import dev.longhaul.transfer.BufferPool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/// Makes the engines of a process's routes, which share its memory and what each store allows.
final class RouteMachines implements RouteOpening, AutoCloseable {
  /// How long a store may be busy before its route counts as troubled, and is tried again later.
  private static final Duration FIRST_ANSWER_WITHIN = Duration.ofSeconds(20);

  private final Surroundings around;
  private final Configuration configuration;
  private final BufferPool pool;
  private final Map<String, Throttle> reads = new LinkedHashMap<>();
  private final Map<String, Throttle> writes = new LinkedHashMap<>();

  /// The stores of each route that are open, by route.
  private final Map<String, Sides> open = new ConcurrentSkipListMap<>();

  /// Both stores of a route.
  private record Sides(Opened source, Opened destination) {}

  RouteMachines(Surroundings around, Configuration configuration) {
    this.around = around;
    this.configuration = configuration;
    this.pool =
        new BufferPool(
            configuration.limits().memory().bytes(), place(configuration), around.workers());
    for (StoreEntry store : configuration.stores()) {
      reads.put(store.name(), throttle(store));
      writes.put(store.name(), throttle(store));
    }
  }

  private static BufferPool.Place place(Configuration configuration) {
    return BufferPool.Place.of(
        configuration.stores().stream()
            .flatMap(store -> Stream.ofNullable(store.side().endpoint())));
  }

  /// Frees the memory for objects; whoever used it has ended.
  @Override
  public void close() {
    pool.close();
  }

  /// What was asked so far of the stores that are open.
  List<SideMeter> meters() {
    List<SideMeter> meters = new ArrayList<>();
    open.forEach((route, sides) -> {
      meters.add(new SideMeter(route, "source", sides.source.meter().get()));
      meters.add(new SideMeter(route, "destination", sides.destination.meter().get()));
    });
    return meters;
  }

  private Throttle throttle(StoreEntry store) {
    return Throttle.of(store.concurrency(), null, around.workers(), around.clock());
  }

  @Override
  public void bandwidth(String store, long bytesPerSecond) {
    of(reads, store).bandwidth().change(bytesPerSecond);
  }

  private static Throttle of(Map<String, Throttle> throttles, String store) {
    Throttle throttle = throttles.get(store);
    if (throttle == null) {
      throw new IllegalArgumentException("no store is called " + store);
    }
    return throttle;
  }

  @Override
  public RouteEngine open(Task task) {
    try {
      return new Opening(task).open();
    } catch (UsageException refused) {
      throw new RouteRefused(String.valueOf(refused.getMessage()), refused);
    }
  }

  /// One try to open a route.
  private final class Opening {
    private final Task task;
    private final RouteSettings settings;

    Opening(Task task) {
      this.task = task;
      RouteEntry entry = task.entry();
      this.settings =
          new RouteSettings(
              configuration.at(entry.source()).at(entry.source().prefix()),
              configuration.at(entry.destination()).at(entry.destination().prefix()),
              entry.filters(),
              entry.policy(),
              true);
    }

    RouteEngine open() {
      Opened source = around.stores().source(settings, of(reads, task.entry().source().store()));
      try {
        Opened destination =
            around.stores().destination(settings, of(writes, task.entry().destination().store()));
        try {
          return engine(source, destination);
        } catch (RuntimeException failed) {
          destination.close();
          throw failed;
        }
      } catch (RuntimeException failed) {
        source.close();
        throw failed;
      }
    }

    private OpenedInventory inventory(Rounds.Reports reports) {
      StoreEntry store = configuration.store(reports.store()).orElseThrow();
      return around
          .stores()
          .inventory(store.at(reports.prefix()), settings, of(reads, store.name()));
    }

    private RouteEngine engine(Opened source, Opened destination) {
      Acquaintance acquaintance =
          new Acquaintance(
              around,
              settings,
              new StateSettings.Folder(configuration.state()),
              new Patience(around.clock(), around.randomness(), FIRST_ANSWER_WITHIN),
              task.remarks());
      Knowledge knowledge = acquaintance.writing(source, destination);
      Patience patience =
          new Patience(around.clock(), around.randomness(), LimitSettings.USUAL.giveUpAfter());
      RouteMachine machine =
          new RouteMachine(
              around,
              settings.route(),
              knowledge,
              new RouteMachine.Shared(task.ledger(), pool, patience));
      Sweeping.begin(machine.sweeper(), machine::lookAgain, task.remarks());
      Reconciler reconciler = machine.reconciler(task.breaker(), Mode.ALONE);
      open.put(task.entry().name(), new Sides(source, destination));
      return new RouteEngine(
          reconciler::reconcile,
          machine::storesAnswer,
          new RouteAudits(task, machine, patience, this::inventory),
          () -> {
            source.close();
            destination.close();
          });
    }
  }
}
