package dev.longhaul.cli;

import dev.longhaul.config.Rounds;
import dev.longhaul.config.RouteEntry;
import dev.longhaul.object.KeyPrefix;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.replicate.AuditKind;
import dev.longhaul.replicate.AuditPlan;
import dev.longhaul.replicate.AuditWork;
import dev.longhaul.route.KeyMapping;
import dev.longhaul.route.Policy;
import dev.longhaul.route.Route;
import dev.longhaul.running.RouteOpening;
import dev.longhaul.scan.Pass;
import dev.longhaul.scan.PassEngine;
import dev.longhaul.scan.PassPlan;
import dev.longhaul.scan.Patience;
import dev.longhaul.scan.RouteScope;
import dev.longhaul.scan.ScanPlan;
import dev.longhaul.scan.SourceReport;
import dev.longhaul.scan.Thoroughness;
import dev.longhaul.scan.Verification;
import dev.longhaul.store.Failure;
import dev.longhaul.store.StoreException;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/// Makes what the audits of a route run.
final class RouteAudits implements AuditWork {
  private final RouteOpening.Task task;
  private final Route route;
  private final RouteMachine machine;
  private final Patience patience;
  private final Function<Rounds.Reports, OpenedInventory> inventories;

  /// @param patience the machine's; how long an audit goes on although nothing goes forward
  /// @param inventories opens the bucket that reports are delivered to
  RouteAudits(
      RouteOpening.Task task,
      RouteMachine machine,
      Patience patience,
      Function<Rounds.Reports, OpenedInventory> inventories) {
    this.inventories = inventories;
    this.task = task;
    this.route = task.entry().route();
    this.machine = machine;
    this.patience = patience;
  }

  @Override
  public Pass pass(AuditPlan plan, PassEngine engine) {
    patience.forward();
    Policy policy = route.policy();
    Policy.Compare compare =
        plan.kind() == AuditKind.METADATA ? Policy.Compare.METADATA : policy.compare();
    ScanPlan listing = machine.scan(scope(plan), compare);
    boolean reported = plan.kind() == AuditKind.INVENTORY;
    PassPlan pass =
        new PassPlan(
            reported ? listing.by(report(plan)) : listing,
            reported ? Policy.Deletes.KEEP : policy.deletes(),
            false,
            lookedAt(plan),
            RouteMachine.limits(task.workers()));
    return new Pass(pass, engine, machine.effects());
  }

  /// The inventory of an audit. Its bucket is opened when it is read, and only then, so that
  /// nothing but this audit suffers when it cannot be.
  private SourceReport report(AuditPlan plan) {
    return taker -> {
      try (OpenedInventory opened = inventories.apply(place(plan))) {
        return machine.report(opened).read(taker);
      } catch (UsageException refused) {
        String why = String.valueOf(refused.getMessage());
        throw new StoreException(new Failure.Refused(why, 0, null), refused);
      }
    };
  }

  private Rounds.Reports place(AuditPlan plan) {
    return task.entry().rounds().audits().stream()
        .filter(audit -> audit.inventory() != null)
        .min(Comparator.comparing(audit -> !audit.toString().equals(plan.name())))
        .map(Rounds.AuditEntry::inventory)
        .orElseThrow(() -> new UsageException("the route has no audit with kind: inventory"));
  }

  /// The ledger is of these two buckets already; their names count all the same.
  @Override
  public String basis(AuditPlan plan) {
    RouteEntry entry = task.entry();
    return String.join(
        "\n",
        plan.kind().name(),
        entry.source().toString(),
        entry.destination().toString(),
        entry.filters().toString(),
        route.policy().toString());
  }

  @Override
  public Verification deep(AuditPlan plan) {
    patience.forward();
    return machine.verification(
        scope(plan), new Thoroughness(true, plan.share()), RouteMachine.limits(task.workers()));
  }

  private RouteScope scope(AuditPlan plan) {
    KeyPrefix prefix = plan.prefix();
    return prefix == null || prefix.equals(route.mapping().source())
        ? machine.scope()
        : new RouteScope(narrowed(route.mapping(), prefix), route.filter());
  }

  /// The same exchange of prefixes, for keys that go on like this.
  private static KeyMapping narrowed(KeyMapping mapping, KeyPrefix prefix) {
    return mapping
        .toDestination(ObjectKey.of(prefix.text()))
        .map(KeyPrefix::of)
        .map(destination -> new KeyMapping(prefix, destination))
        .orElse(mapping);
  }

  private List<ObjectKey> lookedAt(AuditPlan plan) {
    KeyPrefix prefix = plan.prefix();
    return machine.lookedAt().stream()
        .filter(key -> prefix == null || key.startsWith(prefix))
        .toList();
  }
}
