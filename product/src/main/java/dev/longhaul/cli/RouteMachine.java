package dev.longhaul.cli;

import dev.longhaul.hint.Hint;
import dev.longhaul.ledger.Ledger;
import dev.longhaul.ledger.ParkedKey;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.reconcile.DeleteBreaker;
import dev.longhaul.reconcile.Equality;
import dev.longhaul.reconcile.Equipment;
import dev.longhaul.reconcile.Mode;
import dev.longhaul.reconcile.Reconciler;
import dev.longhaul.reconcile.StoreEnd;
import dev.longhaul.route.Policy;
import dev.longhaul.route.Route;
import dev.longhaul.scan.PairJudge;
import dev.longhaul.scan.Pass;
import dev.longhaul.scan.PassLimits;
import dev.longhaul.scan.Patience;
import dev.longhaul.scan.RouteScope;
import dev.longhaul.scan.ScanLimits;
import dev.longhaul.scan.ScanPlan;
import dev.longhaul.scan.SourceReport;
import dev.longhaul.scan.Thoroughness;
import dev.longhaul.scan.Verification;
import dev.longhaul.scan.VerifyPlan;
import dev.longhaul.scan.inventory.Inventory;
import dev.longhaul.store.Capabilities;
import dev.longhaul.store.ObjectStore;
import dev.longhaul.store.Observer;
import dev.longhaul.store.StoreException;
import dev.longhaul.transfer.BufferPool;
import dev.longhaul.transfer.Couriers;
import dev.longhaul.transfer.Means;
import dev.longhaul.transfer.PartCarriage;
import dev.longhaul.transfer.PartwiseTransfer;
import dev.longhaul.transfer.StoreLimits;
import dev.longhaul.transfer.TransferEnd;
import dev.longhaul.transfer.UploadSweeper;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Puts the engine of one route together out of open stores, what they were proved to do, and a
/// ledger: the same for a single pass, a verification and continuous replication.
final class RouteMachine {
  private final Surroundings around;
  private final Route route;
  private final Ledger ledger;
  private final Patience patience;
  private final Means means;
  private final End source;
  private final End destination;

  /// One side with what is known of its store.
  private record End(ObjectStore store, Supplier<Capabilities> capabilities) {
    TransferEnd forTransfer() {
      return new TransferEnd(store, capabilities, StoreLimits.AMAZON);
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

  /// What a machine uses and shares with others.
  ///
  /// @param patience is told of every byte and answer that goes forward
  record Shared(Ledger ledger, BufferPool pool, Patience patience) {
    /// For a machine that is alone in its process.
    static Shared of(Surroundings around, LimitSettings limits, Ledger ledger, BufferPool pool) {
      return new Shared(
          ledger, pool, new Patience(around.clock(), around.randomness(), limits.giveUpAfter()));
    }
  }

  /// Memory for a machine between these two that is alone in its process.
  static BufferPool pool(
      Surroundings around, LimitSettings limits, Opened source, Opened destination) {
    BufferPool.Place place =
        BufferPool.Place.of(
            Stream.of(source, destination).map(side -> side.store().address().endpoint()));
    return new BufferPool(limits.memory().bytes(), place, around.workers());
  }

  RouteMachine(Surroundings around, Route route, Knowledge knowledge, Shared shared) {
    this.around = around;
    this.route = route;
    this.ledger = shared.ledger();
    this.patience = shared.patience();
    this.means =
        new Means(
            shared.pool(),
            ledger.uploads(),
            around.clock(),
            around.randomness(),
            around.workers(),
            Means.USUAL_STREAMS);
    this.source = new End(Forward.of(knowledge.source().store(), patience), knowledge.ofSource());
    this.destination =
        new End(Forward.of(knowledge.destination().store(), patience), knowledge.ofDestination());
  }

  /// Whether both stores answer something that is about no key.
  boolean storesAnswer() {
    return source.answers() && destination.answers();
  }

  UploadSweeper sweeper() {
    return new UploadSweeper(destination.forTransfer(), means);
  }

  /// Writes down that a destination key may have lost its object.
  void lookAgain(ObjectKey destinationKey) {
    Instant now = around.clock().now();
    route
        .mapping()
        .toSource(destinationKey)
        .map(key -> Hint.of(key, Hint.Cause.SCAN, now))
        .ifPresent(hint -> ledger.hints().add(List.of(hint), now));
  }

  PartCarriage carriage() {
    return new PartCarriage(source.forTransfer(), destination.forTransfer(), means);
  }

  Reconciler reconciler(DeleteBreaker breaker, Mode mode) {
    return reconciler(breaker, mode, null);
  }

  /// @param couriers who carries the parts of large objects; `null` for nobody else
  Reconciler reconciler(DeleteBreaker breaker, Mode mode, @Nullable Couriers couriers) {
    PartwiseTransfer transfer =
        new PartwiseTransfer(source.forTransfer(), destination.forTransfer(), means, couriers);
    return new Reconciler(
        route,
        end(source),
        end(destination),
        new Equipment(transfer, ledger, breaker, around.clock()),
        mode);
  }

  private StoreEnd end(End side) {
    Observer observer = new Observer(side.store(), around.clock());
    return new StoreEnd(side.store(), observer, side.capabilities());
  }

  /// Both listings of these keys, compared in this way.
  ScanPlan scan(RouteScope scope, Policy.Compare compare) {
    PairJudge judge =
        new PairJudge(
            () -> source.capabilities().get().etags(),
            () -> destination.capabilities().get().etags(),
            ledger.receipts()::find,
            compare);
    return ScanPlan.of(
        source.store().lister(), destination.store().lister(), scope, judge, ScanLimits.DEFAULT);
  }

  /// Inventories in place of the source's listing.
  SourceReport report(OpenedInventory inventory) {
    return new Inventory(
        Forward.of(inventory.store(), patience),
        inventory.path(),
        source.store().address().bucket(),
        new Inventory.Means(around.scratch(), around.clock(), inventory.parquet()));
  }

  /// Keys that are looked at whatever the listings show: parked ones, and those with an upload that
  /// was begun and not ended.
  List<ObjectKey> lookedAt() {
    return Stream.concat(
            ledger.parked().all().stream().map(ParkedKey::key),
            ledger.uploads().open().stream()
                .flatMap(upload -> route.mapping().toSource(upload.key()).stream()))
        .distinct()
        .toList();
  }

  /// All of the route's keys.
  RouteScope scope() {
    return new RouteScope(route.mapping(), route.filter());
  }

  Verification verification(RouteScope scope, Thoroughness thoroughness, PassLimits limits) {
    VerifyPlan plan =
        new VerifyPlan(
            scan(scope, Policy.Compare.LISTING),
            source.store().reader(),
            destination.store().reader(),
            new Equality(
                route.policy().comparing(closely(thoroughness)),
                source.capabilities().get(),
                destination.capabilities().get()),
            thoroughness,
            limits);
    return new Verification(plan, effects());
  }

  private static Policy.Compare closely(Thoroughness thoroughness) {
    return thoroughness.metadata() ? Policy.Compare.METADATA : Policy.Compare.LISTING;
  }

  Pass.Effects effects() {
    return new Pass.Effects(around.workers(), around.clock(), around.scratch(), patience);
  }

  /// As many keys at once as requests are allowed: each waits for one most of the time.
  static PassLimits limits(int concurrency) {
    PassLimits usual = PassLimits.DEFAULT;
    return new PassLimits(concurrency, usual.queue(), usual.retries(), usual.grace());
  }
}
