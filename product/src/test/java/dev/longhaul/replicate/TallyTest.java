package dev.longhaul.replicate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.object.ObjectKey;
import dev.longhaul.reconcile.Outcome;
import dev.longhaul.transfer.Proof;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// What is counted, and what the next process reads of it.
final class TallyTest {
  private static final ObjectKey KEY = ObjectKey.of("key");

  @Test
  void theNextProcessAddsToWhatItFinds() {
    Tally first = new Tally("");
    first.hinted(3);
    first.overflowed(4);
    first.add(new Outcome.Copied(KEY, 10, new Proof.EqualEtags()));
    first.add(new Outcome.Deleted(KEY));
    first.lagged(Duration.ofMillis(900));
    first.lagged(Duration.ofDays(2));
    Tally second = new Tally(first.line());
    second.hinted(1);
    second.add(new Outcome.Copied(KEY, 5, new Proof.EqualEtags()));
    second.lagged(Duration.ofMillis(100));
    second.overflowed(3);

    RouteTotals totals = Tally.totals(second.line());
    assertThat(second.counts())
        .isEqualTo(new RouteCounts(1, new RouteCounts.Proved(0, 1, 5, 0, 0), 0, 0, 0, 0, 3));
    assertThat(totals.counts())
        .isEqualTo(new RouteCounts(4, new RouteCounts.Proved(0, 2, 15, 0, 1), 0, 0, 0, 0, 7));
    assertThat(totals.lag().count()).isEqualTo(3);
    assertThat(totals.lag().sum()).isEqualTo(Duration.ofDays(2).plusSeconds(1));
    assertThat(totals.lag().within())
        .as("each bound counts those below it too")
        .startsWith(1L, 1L, 1L, 2L, 2L)
        .endsWith(2L);
  }

  @Test
  void whatCannotBeReadCountsAsNone() {
    for (String damaged :
        new String[] {"", " ", "\u0000", "copied", "copied=", "=1", "copied=1e9"}) {
      assertThat(Tally.totals(damaged).counts().proved().copied()).isZero();
    }
    assertThat(Tally.totals("copied=99999999999999999999 equal=4").counts().proved())
        .isEqualTo(new RouteCounts.Proved(4, 0, 0, 0, 0));
  }
}
