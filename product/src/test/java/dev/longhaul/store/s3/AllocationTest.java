package dev.longhaul.store.s3;

import static dev.longhaul.store.s3.ScriptedServer.answer;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.longhaul.store.Body;
import dev.longhaul.store.BodyDigest;
import dev.longhaul.store.Precondition;
import dev.longhaul.store.ReadRequest;
import dev.longhaul.store.Reading;
import dev.longhaul.store.WriteAnswer;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/// How much memory the two requests of a new small object leave to the collector, by the JVM's own
/// count. The limit is far above what was measured, and far below a copy of the body.
final class AllocationTest extends ScriptedStore {
  private static final int SIZE = 256 << 10;
  private static final int WARM_UP = 200;
  private static final int COPIES = 200;

  /// Measured: 24 KiB.
  private static final long LIMIT = 64 << 10;

  private final byte[] pooled = new byte[SIZE];

  private void copy() {
    Reading<Integer> read =
        store()
            .reader()
            .read(KEY, ReadRequest.current(), (_, _, in) -> in.readNBytes(pooled, 0, SIZE));
    assertThat(read).isEqualTo(new Reading.Complete<>(SIZE));
    WriteAnswer written =
        store()
            .writer()
            .put(KEY, PLAIN, Body.of(pooled, BodyDigest.NONE), new Precondition.IfAbsent());
    assertThat(written).isInstanceOf(WriteAnswer.Written.class);
  }

  @Test
  void aCopyAllocatesFarLessThanItsBytes() {
    ScriptedServer.Answer found = answer(200, STATE, "x".repeat(SIZE));
    ScriptedServer.Answer stored = answer(200, "ETag: \"0123\"\n", "");
    for (int number = 0; number < WARM_UP + COPIES; number++) {
      server.then(found, stored);
    }
    for (int number = 0; number < WARM_UP; number++) {
      copy();
    }
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();

    for (int number = 0; number < COPIES; number++) {
      copy();
    }

    long each = (threads.getCurrentThreadAllocatedBytes() - before) / COPIES;
    assertThat(each).as("bytes allocated per copy").isPositive().isLessThan(LIMIT);
  }
}
