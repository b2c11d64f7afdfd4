package dev.longhaul.replicate;

import dev.longhaul.ledger.Ledger;
import org.jspecify.annotations.Nullable;

/// How a route fares at one moment.
///
/// @param route its name
/// @param condition in one word what an operator must know first
/// @param work what waits and what is under way
/// @param lag how long keys were behind lately
/// @param counts what became of keys since the process began
/// @param trouble what is wrong with a store, `null` when nothing is
/// @param audits how its audits fare
/// @param history what is known of longer times
public record RouteStatus(
    String route,
    Condition condition,
    Work work,
    Lag.Figures lag,
    RouteCounts counts,
    @Nullable Trouble trouble,
    Audits audits,
    History history) {
  /// What waits and what is under way.
  ///
  /// @param backlog what waits in the ledger
  /// @param inFlight keys being worked on
  /// @param parked keys that cannot be made equal now
  public record Work(Ledger.Backlog backlog, int inFlight, long parked) {}

  /// How audits fare.
  ///
  /// @param last how the last one of the whole route ended, `null` before the first
  /// @param running whether one is under way
  /// @param wanted why one is wanted out of turn, `null` when none is
  public record Audits(@Nullable AuditRecord last, boolean running, @Nullable String wanted) {}

  /// What is known of longer times than this process's.
  ///
  /// @param totals what became of keys since the ledger was made
  /// @param objective how the route fares against its lag objective, over the last six hours
  public record History(RouteTotals totals, ObjectiveStanding objective) {}

  /// In one word; the first that applies.
  public enum Condition {
    /// A person paused it.
    PAUSED,
    /// A store does not serve, or refuses our credentials; nothing is lost, it goes on by itself.
    TROUBLED,
    /// The breaker holds deletes back until a person looked (H61); everything else goes on.
    DELETES_HELD,
    /// No audit was complete yet, so nothing is known of keys without events.
    UNAUDITED,
    /// Something that was told of keys is not known any more; an audit finds it by itself.
    AUDIT_WANTED,
    /// Hints wait.
    BEHIND,
    /// Everything that is known is equal, but for parked keys.
    EQUAL_BUT_PARKED,
    /// Everything that is known is equal.
    EQUAL
  }
}
