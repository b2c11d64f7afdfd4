package dev.longhaul.s3copy.part;

import dev.longhaul.hint.Hint;
import dev.longhaul.ledger.PartRecord;
import dev.longhaul.object.KeyPrefix;
import dev.longhaul.reconcile.Equipment;
import dev.longhaul.reconcile.Mode;
import dev.longhaul.reconcile.Outcome;
import dev.longhaul.reconcile.Reconciler;
import dev.longhaul.reconcile.RunBreaker;
import dev.longhaul.reconcile.StoreEnd;
import dev.longhaul.route.KeyMapping;
import dev.longhaul.route.Policy;
import dev.longhaul.route.Route;
import dev.longhaul.s3copy.CopyJob;
import dev.longhaul.s3copy.CopyTables;
import dev.longhaul.s3copy.JobLeases;
import dev.longhaul.s3copy.JobRecords;
import dev.longhaul.s3copy.JobScans;
import dev.longhaul.s3copy.PartJob;
import dev.longhaul.s3copy.Worker;
import dev.longhaul.s3copy.worker.CopyWorker;
import dev.longhaul.s3copy.worker.JobEnd;
import dev.longhaul.s3copy.worker.KeyCopy;
import dev.longhaul.s3copy.worker.SyncTimes;
import dev.longhaul.store.ObjectStore;
import dev.longhaul.store.Observer;
import dev.longhaul.store.UploadId;
import dev.longhaul.store.calls.BodyFlow;
import dev.longhaul.store.calls.Call;
import dev.longhaul.store.calls.CallPolicy;
import dev.longhaul.store.calls.GuardedStore;
import dev.longhaul.store.memory.HonestProbe;
import dev.longhaul.store.memory.InMemoryStore;
import dev.longhaul.transfer.BufferPool;
import dev.longhaul.transfer.Means;
import dev.longhaul.transfer.PartCarriage;
import dev.longhaul.transfer.PartOrder;
import dev.longhaul.transfer.PartwiseTransfer;
import dev.longhaul.transfer.StoreLimits;
import dev.longhaul.transfer.TransferEnd;
import dev.longhaul.transfer.UploadSweeper;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/// One process of a function: the real worker over ports that end with it. It dies at the call that
/// the world names, and nothing that it would do after that is done.
final class PartProcess implements KeyCopy, PartCopies, AutoCloseable {
  private static final StoreLimits LIMITS =
      new StoreLimits(10_000, 1, 5L << 30, 5L << 30, 5L << 40);

  private static final Policy KEEP =
      new Policy(
          Policy.Deletes.KEEP, Policy.TagRule.COPY, new TreeMap<>(), null, Policy.Compare.LISTING);

  private final PartWorld world;
  private final String name;
  private final boolean mortal;
  private boolean dead;
  final CopyTables tables;
  final PartTables partTables;
  private final CopyWorker worker;
  private final PartWorker functions;
  private final Reconciler reconciler;
  private final PartCarriage carriage;
  private final UploadSweeper sweeper;
  private final ObjectStore to;

  /// The end of a process.
  static final class Died extends Error {
    private static final long serialVersionUID = 1L;

    Died(String name) {
      super(name + " died", null, false, false);
    }
  }

  PartProcess(PartWorld world, String name, boolean mortal) {
    this.world = world;
    this.name = name;
    this.mortal = mortal;
    this.tables =
        new CopyTables(
            port(JobLeases.class, world.jobs),
            port(JobRecords.class, world.jobs),
            port(JobScans.class, world.jobs));
    PartTables all = world.parts.tables();
    this.partTables =
        new PartTables(
            port(UploadNotes.class, all.notes()),
            port(UploadRows.class, all.uploads()),
            port(PartRows.class, all.parts()));
    UploadBook book = new UploadBook(partTables);
    PartPace pace = new PartPace(partTables.notes(), PartPace.USUAL, () -> Duration.ofMinutes(15));
    PartCouriers couriers =
        new PartCouriers(
            partTables,
            part ->
                port(() -> {
                  world.queue.add(part);
                  return true;
                }),
            world.simulation.workers(),
            world.simulation.clock());
    BookLedger ledger = new BookLedger(world.forgetful(), book.of("far"));
    this.to = guarded(world.destination);
    TransferEnd source = end(guarded(world.source));
    TransferEnd destination = end(to);
    Means means = means(ledger);
    this.carriage = new PartCarriage(source, destination, means);
    this.sweeper = new UploadSweeper(destination, means);
    this.reconciler =
        reconciler(
            source,
            destination,
            ledger,
            new PartwiseTransfer(source, destination, means, couriers.to("far", pace)));
    this.worker =
        new CopyWorker(
            tables,
            new Worker(name, null),
            new CopyWorker.Work(this, SyncTimes.NONE, world::line),
            world.simulation.workers(),
            world.simulation.clock());
    this.functions =
        new PartWorker(
            partTables,
            tables,
            new PartWorker.Work(worker, this, book, couriers, pace),
            world.simulation.workers(),
            world.simulation.clock());
  }

  private Means means(BookLedger ledger) {
    return new Means(
        new BufferPool(32 << 20, world.simulation.workers()),
        ledger.uploads(),
        world.simulation.clock(),
        world.simulation.randomness(),
        world.simulation.workers(),
        2);
  }

  private Reconciler reconciler(
      TransferEnd source, TransferEnd destination, BookLedger ledger, PartwiseTransfer transfer) {
    return new Reconciler(
        Route.of(new KeyMapping(KeyPrefix.NONE, KeyPrefix.NONE), KEEP),
        storeEnd(source),
        storeEnd(destination),
        new Equipment(transfer, ledger, new RunBreaker(1_000, 0), world.simulation.clock()),
        Mode.FLEET);
  }

  /// Whether it is not to be sent again.
  boolean invoke(Object message) {
    PartEnd end =
        message instanceof PartJob part ? functions.part(part) : functions.job((CopyJob) message);
    world.line(name + ": " + message + ": " + end);
    return switch (end) {
      case PartEnd.Carried _, PartEnd.Idle _ -> true;
      case PartEnd.Ended(JobEnd job) -> !(job instanceof JobEnd.Undone);
      case PartEnd.Undone _ -> false;
    };
  }

  private <T> T port(Supplier<T> call) {
    live();
    world.simulation.step(name);
    live();
    if (mortal && world.calls++ == world.dies) {
      dead = true;
      throw new Died(name);
    }
    T answer = call.get();
    if (!world.isWhole()) {
      throw new AssertionError("the destination holds what the source never was");
    }
    return answer;
  }

  private void live() {
    if (dead) {
      throw new Died(name);
    }
  }

  private <T> T port(Class<T> type, T inner) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (_, method, arguments) ->
                counted(
                    method.getName(),
                    () -> {
                      try {
                        return method.invoke(inner, arguments);
                      } catch (InvocationTargetException thrown) {
                        throw unchecked(thrown.getTargetException());
                      } catch (IllegalAccessException impossible) {
                        throw new IllegalStateException(impossible);
                      }
                    })));
  }

  private <T> T counted(String method, Supplier<T> call) {
    if (method.equals("each")) {
      world.readings++;
    }
    return port(call);
  }

  private static RuntimeException unchecked(Throwable thrown) {
    if (thrown instanceof RuntimeException unchecked) {
      return unchecked;
    }
    throw (Error) thrown;
  }

  private ObjectStore guarded(InMemoryStore store) {
    return GuardedStore.of(
        store.ports(),
        new CallPolicy() {
          @Override
          public <T> T call(Call call, Supplier<T> request) {
            return port(request);
          }
        },
        BodyFlow.FREE);
  }

  private static TransferEnd end(ObjectStore store) {
    return new TransferEnd(store, () -> HonestProbe.of(Set.of()), LIMITS);
  }

  private StoreEnd storeEnd(TransferEnd end) {
    return new StoreEnd(
        end.store(), new Observer(end.store(), world.simulation.clock()), end.capabilities());
  }

  @Override
  public void prepare(CopyJob job) {
    live();
  }

  @Override
  public Outcome copy(CopyJob job) {
    return reconciler.reconcile(
        Hint.of(job.key(), Hint.Cause.EVENT, world.simulation.clock().now()));
  }

  @Override
  public Optional<PartRecord> carry(CopyJob job, PartOrder part) {
    return carriage.carry(part);
  }

  @Override
  public void drop(CopyJob job, UploadId upload) {
    sweeper.drop(job.key(), upload);
  }

  @Override
  public void close() {
    worker.close();
  }
}
