package dev.longhaul.s3copy.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhaul.object.ObjectKey;
import dev.longhaul.s3copy.CopyJob;
import dev.longhaul.s3copy.Worker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Which machine is sent a job.
final class InstanceDispatchTest {
  private final FunctionWorld world = new FunctionWorld();

  private static CopyJob job(int number) {
    return new CopyJob("job" + number, "source", ObjectKey.of("key" + number), "destination", null);
  }

  private Map<String, Long> sentByInstance() {
    return world.sent.stream()
        .collect(Collectors.groupingBy(FunctionWorld.Command::instance, Collectors.counting()));
  }

  private static String sent(InstanceDispatch dispatch, CopyJob job) {
    return switch (dispatch.send(job, 1)) {
      case Dispatch.Answer.Sent(String worker, var _) -> worker;
      case Dispatch.Answer.Nobody(String why) -> throw new AssertionError(why);
    };
  }

  @Test
  void workIsSpreadEvenly() {
    world.fleet.add(world.online("i-2"));
    world.fleet.add(world.online("i-3"));
    InstanceDispatch dispatch = world.dispatch();
    for (int number = 0; number < 30; number++) {
      sent(dispatch, job(number));
    }
    assertThat(sentByInstance()).isEqualTo(Map.of("i-1", 10L, "i-2", 10L, "i-3", 10L));
  }

  @Test
  void whoHasJobsOpenIsSentFewer() {
    world.fleet.add(world.online("i-2"));
    for (int number = 100; number < 104; number++) {
      world.tables.leases().take(job(number), new Worker("i-1", null), FunctionWorld.LEASE);
    }
    InstanceDispatch dispatch = world.dispatch();
    for (int number = 0; number < 6; number++) {
      sent(dispatch, job(number));
    }
    assertThat(sentByInstance()).isEqualTo(Map.of("i-1", 1L, "i-2", 5L));
  }

  @Test
  void ofThoseWithEquallyMuchToDoTheOneThatWasHeardLastIsSentTheJob() {
    world.fleet.clear();
    for (int minute : new int[] {3, 1, 2}) {
      Instant ping = world.clock.now().minus(Duration.ofMinutes(minute));
      world.fleet.add(new Instance("i-" + minute, true, ping, true));
    }
    world.fleet.add(new Instance("i-never", true, null, true));
    InstanceDispatch dispatch = world.dispatch();
    for (String next : List.of("i-1", "i-2", "i-3", "i-never", "i-1")) {
      assertThat(sent(dispatch, job(1))).isEqualTo(next);
    }
  }

  @Test
  void whoIsNotOnlineIsSentNothing() {
    world.fleet.clear();
    world.fleet.add(new Instance("i-lost", false, world.clock.now(), true));
    assertThatThrownBy(() -> world.dispatch().send(job(1), 1))
        .isInstanceOf(NotSent.class)
        .hasMessageContaining("none of the 1 instances with the tag Role=s3sync is online")
        .hasMessageContaining("i-lost was heard last 2026-11-24T00:00:00Z");
    world.fleet.add(world.online("i-2"));
    assertThat(sent(world.dispatch(), job(1))).isEqualTo("i-2");
  }

  @Test
  void whoFailsIsAvoidedForAWhileAndOthersTakeOver() {
    world.fleet.add(world.online("i-2"));
    world.unfit.add("i-1");
    InstanceDispatch dispatch = world.dispatch();
    for (int number = 0; number < 5; number++) {
      assertThat(sent(dispatch, job(number))).isEqualTo("i-2");
    }
    world.unfit.clear();
    assertThat(sent(dispatch, job(5))).as("avoided still").isEqualTo("i-2");
    world.clock.advance(InstanceDispatch.AVOIDED);
    sent(dispatch, job(6));
    sent(dispatch, job(7));
    assertThat(sentByInstance()).containsEntry("i-1", 1L);
  }

  @Test
  void whenAllFailItSaysWhyForEach() {
    world.fleet.add(world.online("i-2"));
    world.unfit.addAll(List.of("i-1", "i-2"));
    assertThatThrownBy(() -> world.dispatch().send(job(1), 1))
        .isInstanceOf(NotSent.class)
        .hasMessageContaining("i-1: InvalidInstanceId")
        .hasMessageContaining("i-2: InvalidInstanceId");
  }

  @Test
  void theFleetIsAskedForOnceInAWhile() {
    InstanceDispatch dispatch = world.dispatch();
    sent(dispatch, job(1));
    sent(dispatch, job(2));
    assertThat(world.fleetAsked).isEqualTo(1);
    world.clock.advance(InstanceDispatch.BELIEVED);
    sent(dispatch, job(3));
    assertThat(world.fleetAsked).isEqualTo(2);
  }
}
