package dev.longhaul.s3copy.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.NastyKeys;
import dev.longhaul.effect.ManualClock;
import dev.longhaul.hint.EnvelopeParser;
import dev.longhaul.hint.ObjectEvent;
import dev.longhaul.hint.Parsed;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.s3copy.CopyJob;
import dev.longhaul.s3copy.JobText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Jobs on their way to functions and to a queue.
final class WaysToWorkersTest {
  private static final long MIB = 1 << 20;
  private final List<String> sent = new ArrayList<>();

  private static CopyJob job(ObjectKey key) {
    return new CopyJob("one", "near", key, "far", FunctionWorld.CREDENTIALS);
  }

  private FunctionDispatch functions(@Nullable Dispatch beyond) {
    return new FunctionDispatch(
        (function, payload) -> {
          assertThat(JobText.job(payload)).isEqualTo(job(ObjectKey.of("k")));
          sent.add(function);
        },
        FunctionDispatch.Names.USUAL,
        _ -> 100 * MIB,
        beyond);
  }

  @Test
  void smallObjectsGoToSingleAndLargeOnesToMpu() {
    FunctionDispatch dispatch = functions(null);
    for (long size : List.of(0L, 5 * MIB, 5 * MIB + 1, 100 * MIB)) {
      assertThat(dispatch.send(job(ObjectKey.of("k")), size))
          .isInstanceOf(Dispatch.Answer.Sent.class);
    }
    assertThat(sent)
        .containsExactly(
            "S3CopyToChina-Single",
            "S3CopyToChina-Single",
            "S3CopyToChina-MPU",
            "S3CopyToChina-MPU");
  }

  @Test
  void whatNoFunctionCanCarryGoesToOthersOrNobody() {
    Dispatch.Answer others = new Dispatch.Answer.Sent("i-1", "command");
    assertThat(functions((_, _) -> others).send(job(ObjectKey.of("k")), 100 * MIB + 1))
        .isEqualTo(others);
    assertThat(functions(null).send(job(ObjectKey.of("k")), 100 * MIB + 1))
        .isInstanceOf(Dispatch.Answer.Nobody.class);
    assertThat(sent).isEmpty();
  }

  /// What `longhaul run` reads out of its queue.
  @Test
  @Hazard(4)
  void aQueueGetsAnEventThatNamesTheKeyAsItIs() {
    ManualClock clock = new ManualClock();
    List<String> queue = new ArrayList<>();
    QueueDispatch dispatch = new QueueDispatch(queue::add, "queue", clock);
    assertThat(dispatch.tells()).isFalse();
    for (ObjectKey key : NastyKeys.all()) {
      if (!ObjectKey.of(key.text()).equals(key)) {
        continue;
      }
      dispatch.send(job(key), 7);
      assertThat(EnvelopeParser.parse(queue.removeLast(), clock.now()))
          .isInstanceOfSatisfying(
              Parsed.Events.class,
              parsed -> {
                ObjectEvent event = parsed.events().getFirst();
                assertThat(event.bucket()).isEqualTo("near");
                assertThat(event.keys()).contains(key);
              });
    }
  }
}
