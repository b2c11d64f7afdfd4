package dev.longhaul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StopperTest {
  private final AtomicInteger stops = new AtomicInteger();
  private final Stopper stopper = new Stopper();

  @Test
  void stopsTheWorkOnce() {
    stopper.aim(stops::incrementAndGet);
    stopper.request();
    stopper.request();

    assertThat(stops).hasValue(1);
  }

  @Test
  void aWishBeforeTheWorkStopsItWhenItBegins() {
    stopper.request();
    stopper.aim(stops::incrementAndGet);

    assertThat(stops).hasValue(1);
  }

  @Test
  void nothingIsStoppedUnasked() {
    stopper.aim(stops::incrementAndGet);

    assertThat(stops).hasValue(0);
  }
}
