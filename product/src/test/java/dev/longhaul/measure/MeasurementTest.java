package dev.longhaul.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Percentage.withPercentage;

import dev.longhaul.Hazard;
import dev.longhaul.object.KeyPrefix;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.simulation.Simulation;
import dev.longhaul.store.Failure;
import dev.longhaul.store.ObjectStore;
import dev.longhaul.store.Operation;
import dev.longhaul.store.StoreException;
import dev.longhaul.store.calls.GuardedStore;
import dev.longhaul.store.calls.MeteredCalls;
import dev.longhaul.store.memory.InMemoryStore;
import dev.longhaul.store.memory.Interference;
import dev.longhaul.store.memory.MemoryCall;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Measuring, in simulated time, stores whose speed is known.
class MeasurementTest {
  private static final String FOLDER = "p/.longhaul-probe/t/";
  private static final Duration ONE_WAY = Duration.ofMillis(50);
  private final Simulation simulation = new Simulation(11);
  private final InMemoryStore memory = new InMemoryStore("bucket");
  private final MeteredCalls metered = new MeteredCalls();
  private final ObjectStore store = GuardedStore.of(memory.ports(), metered, metered);

  @BeforeEach
  void everyRequestTakesATenthOfASecond() {
    memory.interfere(Interference.delaying(simulation.clock(), ONE_WAY));
  }

  private Measurement measurement(long bytes) {
    return new Measurement(
        new Measurement.Side(store, metered::read),
        simulation.workers(),
        simulation.clock(),
        new Measurement.Effort(Duration.ofSeconds(5), bytes, 4, 20));
  }

  private Measurement.Written write(long bytes) {
    return simulation.run(() -> measurement(bytes).writing(FOLDER, simulation.randomness()));
  }

  private SideFigures read() {
    return simulation.run(
        () -> measurement(Long.MAX_VALUE).reading(SourceSamples.of(store, KeyPrefix.of(""))));
  }

  private static Flow known(@Nullable Flow flow) {
    return Objects.requireNonNull(flow);
  }

  @Test
  void writingTellsTheWayAndWhatOneAndManyStreamsMove() {
    SideFigures figures = write(Long.MAX_VALUE).figures();

    assertThat(figures.roundTrip()).isEqualTo(ONE_WAY.multipliedBy(2));
    assertThat(known(figures.one()).rate()).isCloseTo(10, withPercentage(10));
    assertThat(known(figures.many()).bandwidth())
        .isCloseTo(40.0 * Measurement.LARGE, withPercentage(10));
    assertThat(known(figures.small()).rate()).isCloseTo(200, withPercentage(10));
  }

  @Test
  void howLongAWayTakesToGetGoingDoesNotCount() {
    memory.interfere(
        new Interference() {
          private int puts;

          @Override
          public void before(MemoryCall call) {
            boolean young = call.operation() == Operation.PUT && ++puts <= 2;
            simulation.clock().sleep(ONE_WAY.multipliedBy(young ? 20 : 2));
          }
        });

    assertThat(known(write(Long.MAX_VALUE).figures().one()).rate())
        .isCloseTo(10, withPercentage(10));
  }

  @Test
  void whatWasWrittenIsRemovedAndNothingElse() {
    memory.put("p/other", "stays");

    assertThat(write(Long.MAX_VALUE).left()).isZero();

    assertThat(memory.objects().keySet()).containsExactly(ObjectKey.of("p/other"));
    assertThat(memory.calls())
        .filteredOn(call -> !call.operation().isRepeatable())
        .isNotEmpty()
        .allMatch(call -> String.valueOf(call.key()).startsWith(FOLDER));
  }

  @Test
  void whatCannotBeRemovedIsCounted() {
    Failure refused = new Failure.Refused("no", 403, "AccessDenied");
    memory.interfere(
        Interference.delaying(simulation.clock(), ONE_WAY)
            .inside(Interference.failing(Operation.DELETE, 3, refused)));

    assertThat(write(Long.MAX_VALUE).left()).isEqualTo(3);
    assertThat(memory.objects()).hasSize(3);
  }

  @Test
  void aFlowEndsWhenItHasMovedEnough() {
    Flow one = known(write(3L * Measurement.LARGE).figures().one());

    assertThat(one.bytes()).isLessThanOrEqualTo(3L * Measurement.LARGE);
    assertThat(one.time()).isLessThan(Duration.ofSeconds(1));
  }

  @Test
  void aStoreThatRefusesEndsItAndWhatWasWrittenIsStillRemoved() {
    memory.interfere(
        new Interference() {
          private int puts;

          @Override
          public void before(MemoryCall call) {
            simulation.clock().sleep(ONE_WAY);
            if (call.operation() == Operation.PUT && ++puts > 5) {
              throw new StoreException(new Failure.Refused("quota", 403, "QuotaExceeded"));
            }
          }
        });

    assertThatThrownBy(() -> write(Long.MAX_VALUE))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("quota");
    assertThat(memory.objects()).isEmpty();
  }

  @Test
  @Hazard(64)
  void pleasForLessAreCountedAndEndNothing() {
    Failure slowDown = new Failure.Throttled("503 SlowDown", 0);
    memory.interfere(
        Interference.delaying(simulation.clock(), ONE_WAY)
            .inside(
                new Interference() {
                  @Override
                  public Object after(MemoryCall call, Object answer) {
                    boolean small = String.valueOf(call.key()).contains("small-7");
                    return call.operation() == Operation.PUT && small
                        ? new dev.longhaul.store.WriteAnswer.Ambiguous(slowDown)
                        : answer;
                  }
                }));

    SideFigures figures = write(Long.MAX_VALUE).figures();

    assertThat(known(figures.small()).throttled()).isPositive();
    assertThat(known(figures.one()).throttled()).isZero();
  }

  @Test
  void readingWritesNothingAndMeasuresWhatIsThere() {
    memory.put("large", "x".repeat(3 * Measurement.LARGE));
    memory.put("small", "y".repeat(100));

    SideFigures figures = read();

    assertThat(known(figures.one()).bandwidth())
        .isCloseTo(10.0 * Measurement.LARGE, withPercentage(15));
    assertThat(known(figures.small()).rate()).isCloseTo(200, withPercentage(10));
    assertThat(memory.calls()).allMatch(call -> call.operation().isRepeatable());
  }

  @Test
  void anEmptySourceShowsItsDistanceOnly() {
    SideFigures figures = read();

    assertThat(figures).isEqualTo(new SideFigures(ONE_WAY.multipliedBy(2), null, null, null));
    assertThat(figures.bandwidth()).isZero();
    assertThat(figures.rate()).isZero();
  }

  @Test
  @Hazard(18)
  void aSampleThatChangesMeanwhileEndsItWithItsName() {
    memory.put("large", "x".repeat(2 * Measurement.LARGE));
    memory.interfere(
        new Interference() {
          private int reads;

          @Override
          public void before(MemoryCall call) {
            simulation.clock().sleep(ONE_WAY);
            if (call.operation() == Operation.GET && ++reads == 3) {
              memory.put("large", "z".repeat(2 * Measurement.LARGE));
            }
          }
        });

    assertThatThrownBy(this::read)
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("key large");
  }
}
