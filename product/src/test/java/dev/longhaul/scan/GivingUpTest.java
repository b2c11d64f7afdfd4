package dev.longhaul.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.store.Failure;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// A pass during which nothing goes forward for 15 minutes ends then, and no other one does.
@Hazard({64, 65})
final class GivingUpTest {
  private static final Failure SLOW_DOWN = new Failure.Throttled("503 SlowDown", 0);
  private static final Failure CUT = new Failure.Transient("the connection was cut");

  private final PassWorld world = new PassWorld(8).filled(200);

  private void assertGivesUp() {
    PassReport report = world.run();
    assertThat(report.end()).isEqualTo(PassReport.End.GAVE_UP);
    assertThat(report.why()).contains("nothing went forward for 15 minutes");
    assertThat(report.counts().unfinished()).isPositive();
    assertThat(world.minutes()).isEqualTo(15);
  }

  @Test
  void whenEveryTryFails() {
    world.storesAnswer = false;
    world.failing = _ -> world.happened.size() > 20 ? SLOW_DOWN : null;
    assertGivesUp();
  }

  @Test
  void namesTheLastFailure() {
    world.storesAnswer = false;
    world.failing = _ -> CUT;
    assertThat(world.run().why()).endsWith("the last failure was: the connection was cut");
  }

  /// As with a destination that is gone: each try reads the source once more, in vain.
  @Test
  void whenEveryTryMovesBytesAndFails() {
    world.storesAnswer = false;
    world.failing =
        _ -> {
          world.patience.moved();
          return CUT;
        };
    assertGivesUp();
  }

  @Test
  void whenEveryTryHangs() {
    world.taking = (_, _) -> Duration.ofDays(1);
    assertGivesUp();
  }

  @Test
  void notWhileBytesOfAHugeObjectMove() {
    world.taking =
        (key, _) -> {
          if (key.text().equals("k0001")) {
            for (int minute = 0; minute < 100; minute++) {
              world.simulation.clock().sleep(Duration.ofMinutes(1));
              world.patience.moved();
            }
          }
          return Duration.ofMillis(20);
        };

    assertThat(world.run().end()).isEqualTo(PassReport.End.COMPLETE);
    assertThat(world.minutes()).isEqualTo(100);
  }

  @Test
  void notWhenAHugeObjectIsBegunASecondTime() {
    world.taking =
        (key, tries) -> {
          if (key.text().equals("k0001") && tries <= 2) {
            for (int minute = 0; minute < 60; minute++) {
              world.simulation.clock().sleep(Duration.ofMinutes(1));
              world.patience.moved();
            }
          }
          return Duration.ofMillis(20);
        };
    world.failing =
        key ->
            key.text().equals("k0001") && Integer.valueOf(1).equals(world.tries.get("k0001"))
                ? CUT
                : null;

    assertThat(world.run().end()).isEqualTo(PassReport.End.COMPLETE);
    assertThat(world.minutes()).isEqualTo(120);
  }
}
