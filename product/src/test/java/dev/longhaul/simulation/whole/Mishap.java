package dev.longhaul.simulation.whole;

/// What can go wrong in the world of one seed. All of it ends when the source is left in peace.
enum Mishap {
  /// Single requests are throttled, or fail for no reason.
  THROTTLING,
  /// For minutes a store throttles nearly everything (H64).
  STORMS,
  /// A request is carried out and its answer lost (H30).
  LOST_ANSWERS,
  /// A change is carried out minutes after whoever asked for it gave up (H17).
  LATE_COMMITS,
  /// Processes die between two calls of a port, and begin again with the ledger they had.
  DEATHS,
  /// What a ledger records lazily is lost with the process.
  LAZY_LEDGER,
  /// A worker, or a whole process, stands still for up to an hour.
  PAUSES,
  /// The clocks of stores and processes are minutes apart (H66).
  CLOCKS_DIFFER,
  /// For minutes the credentials of a store have expired (H67).
  EXPIRED_CREDENTIALS,
  /// Some changes are never told (H1).
  LOST_EVENTS,
  /// Receiving and deleting messages fails, as a whole or for some of a batch (H13).
  QUEUE_TROUBLE,
  /// A listing shows a bucket as it was up to half a minute ago (H58).
  STALE_LISTINGS,
  /// For minutes HEAD says 404 of what is there (H15).
  FALSE_ABSENCE,
  /// Bodies of reads break off (H32).
  CUT_BODIES,
  /// Bodies of reads arrive with a wrong bit (H27).
  FLIPPED_BITS,
  /// Others of the same process leave hardly any memory for bodies.
  SHORT_MEMORY
}
