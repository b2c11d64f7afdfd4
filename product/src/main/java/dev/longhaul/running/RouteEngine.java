package dev.longhaul.running;

import dev.longhaul.hint.Hint;
import dev.longhaul.reconcile.Outcome;
import dev.longhaul.replicate.AuditWork;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/// A route with open stores, ready to work. All parts are thread-safe.
///
/// @param reconcile makes one key equal
/// @param storesAnswer whether both stores answer something that is about no key
/// @param audits makes what audits run
/// @param release lets go of the stores
public record RouteEngine(
    Function<Hint, Outcome> reconcile,
    BooleanSupplier storesAnswer,
    AuditWork audits,
    Runnable release)
    implements AutoCloseable {
  @Override
  public void close() {
    release.run();
  }
}
