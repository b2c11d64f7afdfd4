package dev.longhaul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.config.UnusableConfiguration;
import dev.longhaul.config.UnusableConfiguration.Problem;
import dev.longhaul.effect.Background;
import dev.longhaul.effect.Supervisor;
import dev.longhaul.effect.system.SystemClock;
import dev.longhaul.effect.system.SystemWorkers;
import dev.longhaul.replicate.RouteStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// What whoever looks after a process is told of it.
final class PulseTest {
  private final RunWorld world = new RunWorld();

  @Test
  void hearsOfTheWholeLifeOfAProcess() {
    world.route("a", "b");
    world.bucket("a").put("key", "bytes");
    world.start();
    world.await("equal", () -> world.told.contains("routes: 1 equal; keys: 0 waiting, 0 parked"));
    assertThat(world.told).contains("ready").doesNotContain("reloading", "stopping");
    world.reload();
    world.await("read", () -> world.screen.err().contains("nothing in it differs"));
    world.await("ready again", () -> signs().size() == 3);
    assertThat(world.stop()).isEqualTo(ExitCode.DONE);
    assertThat(signs()).containsExactly("ready", "reloading", "ready", "stopping");
  }

  @Test
  void isReadyAgainAlsoAfterAFileThatIsWrong() {
    world.route("a", "b");
    world.start();
    world.await("running", () -> world.told.contains("ready"));
    world.edit =
        _ -> {
          throw new UnusableConfiguration("f", List.of(new Problem(1, 1, "", "is wrong")));
        };
    world.reload();
    world.await("ready again", () -> signs().size() == 3);
    assertThat(signs()).containsExactly("ready", "reloading", "ready");
    assertThat(world.stop()).isEqualTo(ExitCode.DONE);
  }

  private List<String> signs() {
    return world.told.stream().filter(sign -> !sign.startsWith("routes: ")).toList();
  }

  @Test
  void isNotToldThatAProcessWorksWhoseRoutesDoNotAnswer() throws InterruptedException {
    AtomicBoolean broken = new AtomicBoolean(true);
    AtomicInteger beats = new AtomicInteger();
    CountDownLatch asked = new CountDownLatch(3);
    CountDownLatch alive = new CountDownLatch(1);
    LinkedBlockingQueue<String> said = new LinkedBlockingQueue<>();
    Pulse pulse =
        new Pulse(
            new Counting(beats, alive),
            () -> {
              asked.countDown();
              return answered(broken);
            },
            said::add);
    try (Background _ = pulse.begin(new SystemWorkers(), new SystemClock())) {
      assertThat(asked.await(5, TimeUnit.MINUTES)).isTrue();
      assertThat(beats).hasValue(0);
      assertThat(said)
          .singleElement()
          .asString()
          .contains("cannot tell how the routes fare: ")
          .doesNotContain("\u001b");
      broken.set(false);
      assertThat(alive.await(5, TimeUnit.MINUTES)).isTrue();
    }
  }

  private static List<RouteStatus> answered(AtomicBoolean broken) {
    if (broken.get()) {
      throw new IllegalStateException("a defect\u001b[2J");
    }
    return List.of();
  }

  /// Counts how often it heard that all is well.
  private record Counting(AtomicInteger beats, CountDownLatch alive) implements Supervisor {
    @Override
    public void ready() {}

    @Override
    public void reloading() {}

    @Override
    public void stopping() {}

    @Override
    public void alive(String status) {
      beats.incrementAndGet();
      alive.countDown();
    }

    @Override
    public Optional<Duration> pulse() {
      return Optional.of(Duration.ofMillis(1));
    }
  }
}
