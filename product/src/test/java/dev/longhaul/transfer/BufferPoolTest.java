package dev.longhaul.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhaul.effect.Cancelled;
import dev.longhaul.effect.Workers;
import dev.longhaul.effect.system.SystemWorkers;
import dev.longhaul.simulation.Simulation;
import dev.longhaul.store.BodyInput;
import dev.longhaul.store.BodyOutput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BufferPoolTest {
  private static final long MIB = 1L << 20;
  private static final long BUDGET = 20 * MIB;

  private final BufferPool pool = new BufferPool(BUDGET, new SystemWorkers());

  @Test
  void aSmallObjectDoesNotOccupyAWholeMib() {
    try (Chunks small = pool.take(10_000);
        Chunks middle = pool.take(300_000);
        Chunks large = pool.take(16 * MIB);
        Chunks none = pool.take(0)) {
      assertThat(small.capacity()).isEqualTo(64 << 10);
      assertThat(middle.capacity()).isEqualTo(5 * (64 << 10));
      assertThat(large.capacity()).isBetween(16 * MIB, 16 * MIB + (64 << 10));
      assertThat(none.capacity()).isZero();
      assertThat(pool.inUse()).isEqualTo(small.capacity() + middle.capacity() + large.capacity());
    }
    assertThat(pool.inUse()).isZero();
    assertThat(pool.highWater()).isBetween(16 * MIB, 17 * MIB);
  }

  @Test
  void closingTwiceGivesBackOnce() {
    Chunks chunks = pool.take(MIB);
    chunks.close();
    chunks.close();
    assertThat(pool.inUse()).isZero();
    assertThatThrownBy(() -> chunks.writeTo(BodyOutput.of(new ByteArrayOutputStream()), 0, 1))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void refusesWhatItCanNeverHold() {
    assertThatThrownBy(() -> pool.take(BUDGET)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new BufferPool(MIB, new SystemWorkers()))
        .hasMessageContaining("at least");
  }

  @Test
  void triesWithoutWaiting() {
    try (Chunks most = pool.take(17 * MIB)) {
      assertThat(most.capacity()).isGreaterThanOrEqualTo(17 * MIB);
      assertThat(pool.tryTake(3 * MIB)).isEmpty();
      assertThat(pool.tryTake(700_000)).isPresent().get().satisfies(Chunks::close);
    }
  }

  @ParameterizedTest
  @EnumSource
  void fillsAndWritesAnyStretch(BufferPool.Place place) throws IOException {
    BufferPool pool = new BufferPool(BUDGET, place, new SystemWorkers());
    byte[] bytes = new byte[(int) (2 * MIB + 70_000)];
    new Random(1).nextBytes(bytes);
    CrcDigester digester = new CrcDigester(Crc.CRC32C);
    try (Chunks chunks = pool.take(bytes.length)) {
      chunks.fill(BodyInput.of(new ByteArrayInputStream(bytes)), bytes.length, digester);
      CrcDigester again = new CrcDigester(Crc.CRC32C);
      chunks.digest(again, 0, bytes.length);
      assertThat(again.value()).isEqualTo(digester.value());
      for (int[] stretch : new int[][] {{0, bytes.length}, {1_048_570, 20}, {0, 0}, {5, 3}}) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        chunks.writeTo(BodyOutput.of(out), stretch[0], stretch[1]);
        assertThat(out.toByteArray())
            .isEqualTo(java.util.Arrays.copyOfRange(bytes, stretch[0], stretch[0] + stretch[1]));
      }
      assertThatThrownBy(
              () -> chunks.writeTo(BodyOutput.of(new ByteArrayOutputStream()), 3 * MIB, 1))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void whatLiesOutsideTheHeapIsFreedAsSoonAsOthersNeedItsShare() throws IOException {
    BufferPool pool = new BufferPool(BUDGET, BufferPool.Place.OUTSIDE_HEAP, new SystemWorkers());
    List<ByteBuffer> views = new ArrayList<>();
    long all = 17L * BufferPool.LARGE;
    try (Chunks large = pool.take(all)) {
      large.writeTo(seeing(views), 0, all);
    }
    assertThat(views).hasSize(17).allSatisfy(view -> assertThat(view.get(0)).isZero());

    for (int taken = 0; taken < 40; taken++) {
      // Not given back, as others are to need all of it.
      assertThat(pool.tryTake(MIB / 2)).isPresent();
    }

    assertThat(views)
        .allSatisfy(view ->
            assertThatThrownBy(() -> view.get(0)).isInstanceOf(IllegalStateException.class));
  }

  @Test
  void whatIsInUseAtTheEndIsFreedWhenItIsGivenBack() throws IOException {
    BufferPool pool = new BufferPool(BUDGET, BufferPool.Place.OUTSIDE_HEAP, new SystemWorkers());
    List<ByteBuffer> views = new ArrayList<>();
    try (Chunks used = pool.take(BufferPool.LARGE)) {
      pool.close();
      used.writeTo(seeing(views), 0, BufferPool.LARGE);
      assertThat(views.getFirst().get(0)).isZero();
    }

    assertThatThrownBy(() -> views.getFirst().get(0)).isInstanceOf(IllegalStateException.class);
  }

  private static BodyOutput seeing(List<ByteBuffer> views) {
    return new BodyOutput() {
      @Override
      public int write(ByteBuffer from) {
        views.add(from.duplicate());
        int all = from.remaining();
        from.position(from.limit());
        return all;
      }
    };
  }

  @Test
  void chunksLieOutsideTheHeapWhereAnyBodyComesFromASocket() {
    URI http = URI.create("HTTP://store");
    URI https = URI.create("https://store");
    assertThat(BufferPool.Place.of(Stream.of(https, http)))
        .isEqualTo(BufferPool.Place.OUTSIDE_HEAP);
    assertThat(BufferPool.Place.of(Stream.of(https))).isEqualTo(BufferPool.Place.HEAP);
  }

  @Test
  @dev.longhaul.Hazard({32, 33})
  void neverCutsABodyOffSilently() {
    try (Chunks chunks = pool.take(100)) {
      assertThatThrownBy(() ->
              chunks.fill(
                  BodyInput.of(new ByteArrayInputStream(new byte[99])), 100, Digester.NOTHING))
          .isInstanceOf(EOFException.class)
          .hasMessageContaining("1 bytes before");
      assertThatThrownBy(() ->
              chunks.fill(
                  BodyInput.of(new ByteArrayInputStream(new byte[101])), 100, Digester.NOTHING))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("goes on");
    }
  }

  @Test
  void staysWithinTheBudgetAndServesEverybody() {
    for (int seed = 0; seed < 300; seed++) {
      Simulation simulation = new Simulation(seed);
      Random sizes = new Random(seed);
      simulation.run(() -> {
        BufferPool shared = new BufferPool(BUDGET, simulation.workers());
        try (Workers.Group group = simulation.workers().open("takers")) {
          for (int job = 0; job < 12; job++) {
            long bytes = sizes.nextBoolean() ? 16 * MIB : sizes.nextInt(200_000);
            group.start(() -> {
              for (int round = 0; round < 4; round++) {
                try (Chunks chunks = shared.take(bytes)) {
                  assertThat(chunks.capacity()).isGreaterThanOrEqualTo(bytes);
                  simulation.step("use");
                }
              }
              return true;
            });
          }
        }
        assertThat(shared.inUse()).isZero();
        assertThat(shared.highWater()).isLessThanOrEqualTo(BUDGET);
        return true;
      });
    }
  }

  @Test
  void aSmallRequestDoesNotWaitForLargeOnes() {
    Simulation simulation = new Simulation(5);
    List<String> order =
        simulation.run(() -> {
          List<String> served = new ArrayList<>();
          BufferPool shared = new BufferPool(BUDGET, simulation.workers());
          Chunks held = shared.take(16 * MIB);
          try (Workers.Group group = simulation.workers().open("takers")) {
            group.start(() -> serve(shared, 16 * MIB, "large", served));
            untilWaiting(simulation, shared);
            group.start(() -> serve(shared, 1, "small", served)).join();
            held.close();
          }
          return served;
        });
    assertThat(order).containsExactly("small", "large");
  }

  @Test
  void smallRequestsKeepToTheirShareWhileALargeOneWaits() {
    for (int seed = 0; seed < 30; seed++) {
      Simulation simulation = new Simulation(seed);
      simulation.run(() -> {
        BufferPool shared = new BufferPool(BUDGET, simulation.workers());
        boolean[] large = new boolean[1];
        try (Workers.Group group = simulation.workers().open("takers")) {
          for (int job = 0; job < 60; job++) {
            group.start(() -> {
              // Goes on until the large one was served: it must be, whatever the order.
              while (!large[0]) {
                try (Chunks small = shared.take(MIB)) {
                  simulation.step("use " + small.capacity());
                }
              }
              return true;
            });
          }
          group.start(() -> {
            try (Chunks chunks = shared.take(17 * MIB)) {
              large[0] = chunks.capacity() > 0;
            }
            return true;
          });
        }
        return large[0];
      });
    }
  }

  @Test
  void whoIsCancelledWhileWaitingLeavesTheQueue() {
    for (int seed = 0; seed < 50; seed++) {
      Simulation simulation = new Simulation(seed);
      simulation.run(() -> {
        BufferPool shared = new BufferPool(BUDGET, simulation.workers());
        Chunks held = shared.take(10 * MIB);
        try (Workers.Group group = simulation.workers().open("takers")) {
          Workers.Job<Boolean> job =
              group.start(() -> serve(shared, 16 * MIB, "never", new ArrayList<>()));
          untilWaiting(simulation, shared);
          group.cancel();
          assertThatThrownBy(job::join).isInstanceOf(Cancelled.class);
        }
        shared.take(5 * MIB).close();
        held.close();
        assertThat(shared.inUse()).isZero();
        return true;
      });
    }
  }

  /// Nobody gets memory at once while somebody waits for it.
  private static void untilWaiting(Simulation simulation, BufferPool pool) {
    while (true) {
      simulation.step("look");
      boolean waits = pool.tryTake(2 * MIB).map(chunks -> close(chunks)).isEmpty();
      if (waits) {
        return;
      }
    }
  }

  private static boolean close(Chunks chunks) {
    chunks.close();
    return true;
  }

  private static boolean serve(BufferPool pool, long bytes, String name, List<String> served) {
    try (Chunks chunks = pool.take(bytes)) {
      served.add(name);
      return chunks.capacity() > 0;
    }
  }
}
