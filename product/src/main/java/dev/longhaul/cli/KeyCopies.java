package dev.longhaul.cli;

import dev.longhaul.hint.Hint;
import dev.longhaul.ledger.Ledger;
import dev.longhaul.ledger.LedgerException;
import dev.longhaul.ledger.PartRecord;
import dev.longhaul.reconcile.Mode;
import dev.longhaul.reconcile.Outcome;
import dev.longhaul.reconcile.Reconciler;
import dev.longhaul.s3copy.CopyJob;
import dev.longhaul.s3copy.CredentialObject;
import dev.longhaul.s3copy.part.PartCopies;
import dev.longhaul.s3copy.worker.CopyUnavailable;
import dev.longhaul.s3copy.worker.KeyCopy;
import dev.longhaul.scan.Patience;
import dev.longhaul.store.Failure;
import dev.longhaul.store.StoreException;
import dev.longhaul.store.UploadId;
import dev.longhaul.transfer.BufferPool;
import dev.longhaul.transfer.Couriers;
import dev.longhaul.transfer.PartOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The one engine, for single keys between whatever buckets jobs name: the same acquaintance, the
/// same reconciler as for a route of `run` or `sync`. A pair of buckets is opened when its first
/// job comes, and stays open. Thread-safe.
final class KeyCopies implements KeyCopy, PartCopies, AutoCloseable {
  /// Pairs that one process knows; a procedure has one or two.
  private static final int MOST_PAIRS = 64;

  private static final int TRIES = 8;

  /// After one refusal the credentials were read again; the tries after it tell whether that
  /// helped.
  private static final int TRIES_OF_CREDENTIALS = 3;

  private final Surroundings around;
  private final Settings settings;
  private final Consumer<String> remarks;
  private final BufferPool pool;
  private final Throttle reads;
  private final Throttle writes;
  private final ReentrantLock lock = new ReentrantLock();

  /// Guarded by the lock.
  private final Map<Pair, Slot> slots = new LinkedHashMap<>();

  /// How all jobs are done.
  ///
  /// @param state where capabilities are remembered
  /// @param ledgers makes the ledger of an opened pair
  /// @param couriers who carries the parts of large objects to a bucket; `null` for nobody else
  record Settings(
      CopySettings copies,
      LimitSettings limits,
      StateSettings state,
      BiFunction<Opened, Opened, Ledger> ledgers,
      @Nullable Function<String, Couriers> couriers) {}

  /// What one engine serves.
  private record Pair(String source, String destination, @Nullable CredentialObject credentials) {
    static Pair of(CopyJob job) {
      return new Pair(job.bucket(), job.destinationBucket(), job.credentials());
    }
  }

  KeyCopies(Surroundings around, Settings settings, Consumer<String> remarks) {
    this.around = around;
    this.settings = settings;
    this.remarks = remarks;
    this.pool = new BufferPool(settings.limits().memory().bytes(), around.workers());
    this.reads = Throttle.ofSource(settings.limits(), around);
    this.writes = Throttle.ofDestination(settings.limits(), around);
  }

  @Override
  public void prepare(CopyJob job) {
    slot(job).engine(job);
  }

  @Override
  public Outcome copy(CopyJob job) {
    Engine engine = slot(job).engine(job);
    Hint hint = Hint.of(job.key(), Hint.Cause.EVENT, around.clock().now());
    for (int tries = 1; ; tries++) {
      Outcome outcome = engine.reconciler.reconcile(hint);
      if (!(outcome instanceof Outcome.Unfinished unfinished)
          || !isWorthAnotherTry(unfinished.failure(), tries, engine.patience)) {
        return outcome;
      }
      around.clock().sleep(engine.patience.pause(unfinished.failure(), tries));
    }
  }

  /// What there is to do for the key, without doing it.
  Outcome look(CopyJob job) {
    Hint hint = Hint.of(job.key(), Hint.Cause.EVENT, around.clock().now());
    return slot(job).engine(job).machine.reconciler(() -> true, Mode.DRY_RUN).reconcile(hint);
  }

  @Override
  public Optional<PartRecord> carry(CopyJob job, PartOrder part) {
    return slot(job).engine(job).machine.carriage().carry(part);
  }

  @Override
  public void drop(CopyJob job, UploadId upload) {
    slot(job).engine(job).machine.sweeper().drop(job.key(), upload);
  }

  /// Drops uploads of the job's key that were begun since then as who we are and that nobody wrote
  /// down; nobody works on the key. Whether any was open.
  boolean sweep(CopyJob job, Instant since) {
    return slot(job).engine(job).machine.sweeper().sweep(job.key(), since);
  }

  /// A store that throttles is waited for as long as anything goes forward (H64).
  private static boolean isWorthAnotherTry(Failure failure, int tries, Patience patience) {
    return switch (failure) {
      case Failure.Throttled _ -> !patience.isOver();
      case Failure.Transient _ -> tries < TRIES;
      case Failure.WrongCredentials _ -> tries < TRIES_OF_CREDENTIALS;
      case Failure.Refused _ -> false;
    };
  }

  private Slot slot(CopyJob job) {
    lock.lock();
    try {
      Pair pair = Pair.of(job);
      Slot known = slots.get(pair);
      if (known == null && slots.size() >= MOST_PAIRS) {
        throw new CopyUnavailable(
            "jobs name more than "
                + MOST_PAIRS
                + " pairs of buckets and credentials; is the sender"
                + " one of yours?",
            null);
      }
      return slots.computeIfAbsent(pair, _ -> new Slot());
    } finally {
      lock.unlock();
    }
  }

  /// Lets go of all buckets; nothing is being copied any more.
  @Override
  public void close() {
    List<Slot> all;
    lock.lock();
    try {
      all = new ArrayList<>(slots.values());
      slots.clear();
    } finally {
      lock.unlock();
    }
    all.forEach(Slot::close);
  }

  /// An open pair.
  private record Engine(
      Opened source,
      Opened destination,
      Ledger ledger,
      RouteMachine machine,
      Reconciler reconciler,
      Patience patience) {}

  /// The place of one pair: whoever comes first opens it, and the others wait for that.
  private final class Slot {
    private final ReentrantLock opening = new ReentrantLock();
    private @Nullable Engine engine;

    Engine engine(CopyJob job) {
      opening.lock();
      try {
        if (engine == null) {
          engine = open(settings.copies().route(job));
        }
        return engine;
      } catch (UsageException | StoreException | LedgerException refused) {
        throw new CopyUnavailable(String.valueOf(refused.getMessage()), refused);
      } finally {
        opening.unlock();
      }
    }

    void close() {
      if (engine != null) {
        engine.ledger.close();
        engine.source.close();
        engine.destination.close();
      }
    }

    private Engine open(RouteSettings route) {
      Opened source = around.stores().source(route, reads);
      try {
        Opened destination = around.stores().destination(route, writes);
        try {
          return engine(route, source, destination);
        } catch (RuntimeException failed) {
          destination.close();
          throw failed;
        }
      } catch (RuntimeException failed) {
        source.close();
        throw failed;
      }
    }

    private Engine engine(RouteSettings route, Opened source, Opened destination) {
      Patience patience =
          new Patience(around.clock(), around.randomness(), settings.limits().giveUpAfter());
      Acquaintance acquaintance =
          new Acquaintance(around, route, settings.state(), patience, remarks);
      Knowledge knowledge = acquaintance.writing(source, destination);
      Ledger ledger = settings.ledgers().apply(source, destination);
      try {
        RouteMachine machine =
            new RouteMachine(
                around, route.route(), knowledge, new RouteMachine.Shared(ledger, pool, patience));
        machine.sweeper().findLost(_ -> {});
        // Other instances may have jobs of the same keys.
        Function<String, Couriers> couriers = settings.couriers();
        Reconciler reconciler =
            machine.reconciler(
                () -> true,
                Mode.FLEET,
                couriers == null ? null : couriers.apply(destination.location().bucket()));
        return new Engine(source, destination, ledger, machine, reconciler, patience);
      } catch (RuntimeException failed) {
        ledger.close();
        throw failed;
      }
    }
  }
}
