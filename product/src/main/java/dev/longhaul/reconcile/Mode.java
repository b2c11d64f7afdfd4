package dev.longhaul.reconcile;

/// How a reconciler works.
///
/// @param alone whether no other process works on the route's keys, so that the source need not be
///   read again after a write whose precondition is proved (decision 1)
/// @param dryRun whether nothing is changed, neither at the destination nor in the ledger
public record Mode(boolean alone, boolean dryRun) {
  /// One process, changing what has to be changed.
  public static final Mode ALONE = new Mode(true, false);

  /// One of several processes.
  public static final Mode FLEET = new Mode(false, false);

  /// Only says what would be done.
  public static final Mode DRY_RUN = new Mode(true, true);
}
