package dev.longhaul.running;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.config.RouteEntry;
import java.util.List;
import org.junit.jupiter.api.Test;

/// How many workers routes of different priorities get.
final class SharesTest {
  @Test
  void theMostUrgentHasAllAndOthersLess() {
    RouteEntry first = Configurations.route("first", 1);
    RouteEntry middle = Configurations.route("middle", 5);
    RouteEntry last = Configurations.route("last", 9);
    var whole = Configurations.of(List.of(first, middle, last), 90);
    assertThat(Shares.workers(whole, first)).isEqualTo(90);
    assertThat(Shares.workers(whole, middle)).isEqualTo(50);
    assertThat(Shares.workers(whole, last)).isEqualTo(10);
  }

  @Test
  void whoIsAloneHasAll() {
    RouteEntry only = Configurations.route("only", 9);
    assertThat(Shares.workers(Configurations.of(List.of(only), 90), only)).isEqualTo(90);
  }

  @Test
  void nobodyIsLeftWithout() {
    RouteEntry first = Configurations.route("first", 1);
    RouteEntry last = Configurations.route("last", 9);
    assertThat(Shares.workers(Configurations.of(List.of(first, last), 2), last)).isEqualTo(1);
  }
}
