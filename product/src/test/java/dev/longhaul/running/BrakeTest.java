package dev.longhaul.running;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.config.Bandwidth;
import dev.longhaul.config.Configuration;
import dev.longhaul.config.Days;
import dev.longhaul.config.Timetable;
import dev.longhaul.replicate.Replication;
import dev.longhaul.simulation.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// That stores are read as fast as the hour allows.
final class BrakeTest {
  private final Simulation simulation = new Simulation(3);
  private final List<Long> set = new ArrayList<>();

  @Test
  void followsTheClockOfTheConfiguredPlace() {
    Instant start = simulation.clock().now();
    LocalTime now = LocalDateTime.ofInstant(start, ZoneId.of("Europe/Berlin")).toLocalTime();
    Timetable slow =
        new Timetable(
            List.of(
                new Timetable.Slot(
                    now.plusMinutes(10), now.plusMinutes(20), Days.DAILY, new Bandwidth(1 << 20))));
    Configuration whole =
        Configurations.of(
            List.of(Configurations.route("only", 5)), 4, new Bandwidth(8 << 20), slow);
    simulation.run(() -> {
      Brake brake = new Brake(whole, new Sink(), effects());
      brake.set();
      try (var group = simulation.workers().open("brake")) {
        group.start(() -> {
          brake.run();
          return true;
        });
        simulation.clock().sleep(Duration.ofMinutes(25));
        group.cancel();
      }
      return true;
    });
    assertThat(set).containsExactly(8L << 20, 1L << 20, 8L << 20);
  }

  private Replication.Effects effects() {
    return new Replication.Effects(
        simulation.workers(), simulation.clock(), simulation.randomness());
  }

  /// Remembers every change of the store `from`.
  private final class Sink implements RouteOpening {
    @Override
    public RouteEngine open(Task task) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void bandwidth(String store, long bytesPerSecond) {
      if (store.equals("from") && (set.isEmpty() || set.getLast() != bytesPerSecond)) {
        set.add(bytesPerSecond);
      }
    }
  }
}
