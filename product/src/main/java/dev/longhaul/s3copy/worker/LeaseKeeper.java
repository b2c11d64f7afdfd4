package dev.longhaul.s3copy.worker;

import dev.longhaul.effect.Clock;
import dev.longhaul.effect.Monitor;
import dev.longhaul.effect.Workers;
import dev.longhaul.s3copy.CopyJob;
import dev.longhaul.s3copy.JobLeases;
import dev.longhaul.s3copy.Lease;
import dev.longhaul.s3copy.TablesUnavailable;
import dev.longhaul.s3copy.Taking;
import dev.longhaul.s3copy.Worker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Renews the leases of all jobs that were taken and not let go of yet. Thread-safe.
///
/// A renewal that gets no answer is tried again by the next round; the length leaves time for
/// three. A lease that is another's by then is held no more, and whoever works on it learns that at
/// the end: the work itself harms nothing, as both reconcile.
final class LeaseKeeper implements AutoCloseable {
  /// How long a job is ours after the last sign of life, and so how soon Monitor may send it again.
  static final Duration LENGTH = Duration.ofMinutes(2);

  static final Duration EVERY = Duration.ofSeconds(30);

  private final JobLeases leases;
  private final Worker self;
  private final Clock clock;
  private final Monitor monitor;
  private final Workers.Group group;

  /// Guarded by the monitor. A job that was lost and came again has two leases, the newer one
  /// valid.
  private final Set<Lease> held = new LinkedHashSet<>();

  private final Set<Lease> lost = new HashSet<>();

  LeaseKeeper(JobLeases leases, Worker self, Workers workers, Clock clock) {
    this.leases = leases;
    this.self = self;
    this.clock = clock;
    this.monitor = workers.monitor();
    this.group = workers.open("leases");
    group.start(this::keep);
  }

  /// Takes a job, and keeps it if it is ours.
  Taking take(CopyJob job) {
    Taking taking = leases.take(job, self, LENGTH);
    if (taking instanceof Taking.Taken(Lease lease)) {
      monitor.enter(() -> held.add(lease));
    }
    return taking;
  }

  /// Takes a job from whoever handed it over, and keeps it if it is ours.
  Optional<Lease> takeOver(Lease handed) {
    Optional<Lease> ours = leases.takeOver(handed, self, LENGTH);
    ours.ifPresent(lease -> monitor.enter(() -> held.add(lease)));
    return ours;
  }

  /// Renews the lease no more; says whether it was still ours, as far as is known.
  boolean letGo(Lease lease) {
    return monitor.enter(() -> {
      held.remove(lease);
      return !lost.remove(lease);
    });
  }

  private boolean keep() {
    while (true) {
      clock.sleep(EVERY);
      List<Lease> all = monitor.enter(() -> new ArrayList<>(held));
      all.forEach(this::renew);
    }
  }

  private void renew(Lease lease) {
    boolean ours;
    try {
      ours = leases.renew(lease, LENGTH);
    } catch (TablesUnavailable unanswered) {
      // The next round asks again, and the lease outlasts three of them.
      ours = true;
    }
    if (!ours) {
      monitor.enter(() -> held.remove(lease) && lost.add(lease));
    }
  }

  /// Renews nothing any more.
  @Override
  public void close() {
    group.cancel();
    group.close();
  }
}
