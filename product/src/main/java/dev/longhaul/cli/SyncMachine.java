package dev.longhaul.cli;

import dev.longhaul.ledger.Ledger;
import dev.longhaul.ledger.ParkedKey;
import dev.longhaul.reconcile.Equipment;
import dev.longhaul.reconcile.Mode;
import dev.longhaul.reconcile.Reconciler;
import dev.longhaul.reconcile.RunBreaker;
import dev.longhaul.reconcile.StoreEnd;
import dev.longhaul.route.KeyFilter;
import dev.longhaul.route.Policy;
import dev.longhaul.route.Route;
import dev.longhaul.scan.PairJudge;
import dev.longhaul.scan.Pass;
import dev.longhaul.scan.PassEngine;
import dev.longhaul.scan.PassLimits;
import dev.longhaul.scan.PassPlan;
import dev.longhaul.scan.Patience;
import dev.longhaul.scan.RouteScope;
import dev.longhaul.scan.ScanLimits;
import dev.longhaul.scan.ScanPlan;
import dev.longhaul.store.Capabilities;
import dev.longhaul.store.ObjectStore;
import dev.longhaul.store.Observer;
import dev.longhaul.store.StoreException;
import dev.longhaul.transfer.BufferPool;
import dev.longhaul.transfer.Means;
import dev.longhaul.transfer.PartwiseTransfer;
import dev.longhaul.transfer.StoreLimits;
import dev.longhaul.transfer.TransferEnd;
import dev.longhaul.transfer.UploadSweeper;

/// Puts the engine of one run together out of open stores, a ledger and settings.
final class SyncMachine {
  private final Surroundings around;
  private final SyncSettings settings;
  private final Ledger ledger;
  private final Patience patience;
  private final Means means;
  private final End source;
  private final End destination;

  /// One side with what is known of its store.
  private record End(ObjectStore store, Capabilities capabilities) {
    TransferEnd forTransfer() {
      return new TransferEnd(store, () -> capabilities, StoreLimits.AMAZON);
    }

    boolean answers() {
      try {
        store.inspector().headBucket();
        return true;
      } catch (StoreException silent) {
        return false;
      }
    }
  }

  SyncMachine(Surroundings around, SyncSettings settings, Ledger ledger, Knowledge knowledge) {
    this.around = around;
    this.settings = settings;
    this.ledger = ledger;
    this.patience =
        new Patience(around.clock(), around.randomness(), settings.limits().giveUpAfter());
    this.means =
        new Means(
            new BufferPool(settings.limits().memory().bytes(), around.workers()),
            ledger.uploads(),
            around.clock(),
            around.randomness(),
            around.workers(),
            Means.USUAL_STREAMS);
    this.source = new End(Forward.of(knowledge.source().store(), patience), knowledge.ofSource());
    this.destination =
        new End(Forward.of(knowledge.destination().store(), patience), knowledge.ofDestination());
  }

  UploadSweeper sweeper() {
    return new UploadSweeper(destination.forTransfer(), means);
  }

  Pass pass(KeyFilter filter) {
    Policy policy = settings.route().policy();
    Route route = new Route(settings.route().mapping(), filter, policy);
    RunBreaker breaker = breaker();
    Reconciler reconciler = reconciler(route, breaker);
    PairJudge judge =
        new PairJudge(
            source.capabilities().etags(),
            destination.capabilities().etags(),
            ledger.receipts()::find,
            policy.compare());
    ScanPlan scan =
        ScanPlan.of(
            source.store().lister(),
            destination.store().lister(),
            new RouteScope(route.mapping(), filter),
            judge,
            ScanLimits.DEFAULT);
    PassPlan plan =
        new PassPlan(
            scan,
            policy.deletes(),
            settings.deleteLimit() != null,
            ledger.parked().all().stream().map(parked -> parked.key()).toList(),
            limits(settings.limits()));
    PassEngine engine =
        new PassEngine(
            reconciler::reconcile,
            this::park,
            breaker::addKnown,
            () -> source.answers() && destination.answers());
    return new Pass(
        plan,
        engine,
        new Pass.Effects(around.workers(), around.clock(), around.scratch(), patience));
  }

  /// A dry run writes nothing down.
  private void park(ParkedKey parked) {
    if (!settings.dryRun()) {
      ledger.parked().park(parked);
    }
  }

  private RunBreaker breaker() {
    DeleteLimit asked = settings.deleteLimit();
    DeleteLimit limit = asked == null ? DeleteLimit.USUAL : asked;
    return new RunBreaker(limit.keys(), limit.share().percent() / 100);
  }

  private Reconciler reconciler(Route route, RunBreaker breaker) {
    PartwiseTransfer transfer =
        new PartwiseTransfer(source.forTransfer(), destination.forTransfer(), means);
    return new Reconciler(
        route,
        end(source),
        end(destination),
        new Equipment(transfer, ledger, breaker, around.clock()),
        settings.dryRun() ? Mode.DRY_RUN : Mode.ALONE);
  }

  private StoreEnd end(End side) {
    Observer observer = new Observer(side.store(), around.clock());
    return new StoreEnd(side.store(), observer, side::capabilities);
  }

  /// As many keys at once as requests are allowed: each waits for one most of the time.
  static PassLimits limits(LimitSettings limits) {
    PassLimits usual = PassLimits.DEFAULT;
    return new PassLimits(limits.concurrency(), usual.queue(), usual.retries(), usual.grace());
  }
}
