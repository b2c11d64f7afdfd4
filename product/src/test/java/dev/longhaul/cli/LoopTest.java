package dev.longhaul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.effect.system.SystemClock;
import dev.longhaul.effect.system.SystemRandomness;
import dev.longhaul.effect.system.SystemWorkers;
import dev.longhaul.store.Failure;
import dev.longhaul.store.Operation;
import dev.longhaul.store.StoreException;
import dev.longhaul.store.memory.Interference;
import dev.longhaul.store.memory.MemoryCall;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// One bucket behind two names is found by a canary (H14).
class LoopTest {
  private final World world = new World();

  @BeforeEach
  void anObject() {
    world.source.put("a/one", "content");
  }

  private void alias() {
    world.stores = StoresInMemory.ofAlias(world.source, "other-name");
  }

  private ExitCode doctor(String source, String destination) {
    DoctorCommand command =
        new DoctorCommand(
            world.stores,
            new SystemRandomness(),
            new HostTuning(Path.of("/nowhere"), _ -> Optional.empty()),
            () -> Throttle.of(8, null, new SystemWorkers(), new SystemClock()));
    return new CommandLines(List.of(command), List::of)
        .run(List.of("doctor", source, destination), world.screen.terminal());
  }

  @Test
  @Hazard(14)
  void oneBucketUnderTwoNamesIsNoRoute() {
    alias();

    assertThat(world.run("sync")).isEqualTo(ExitCode.USAGE);

    assertThat(world.screen.err()).contains("showed up in", "choose prefixes apart");
    assertThat(world.source.objects()).hasSize(1);
    // The canary and nothing else was written, and it was removed.
    assertThat(world.source.count(Operation.PUT)).isOne();
    assertThat(world.source.count(Operation.DELETE)).isOne();
  }

  @Test
  @Hazard(14)
  void prefixesApartInOneBucketAreARoute() {
    alias();

    ExitCode code = world.type("sync", "s3://one/a/", "s3://two/b/", "--state", "somewhere");

    assertThat(code).as(world.screen.err()).isEqualTo(ExitCode.DONE);
    assertThat(world.source.objects()).hasSize(2);
    assertThat(doctor("s3://one/a/", "s3://two/b/")).isEqualTo(ExitCode.DONE);
    assertThat(world.screen.out()).contains("both locations are in one bucket");
  }

  @Test
  @Hazard(14)
  void doctorFindsOneBucketUnderTwoNames() {
    alias();

    assertThat(doctor("s3://one", "s3://two")).isEqualTo(ExitCode.DIFFERENT);
    assertThat(world.screen.out()).contains("fail  route");
  }

  @Test
  @Hazard(14)
  void aSourceThatDoesNotSayIsRemarkedOn() {
    world.source.interfere(
        new Interference() {
          @Override
          public void before(MemoryCall call) {
            if (call.operation() == Operation.HEAD
                && String.valueOf(call.key()).contains("/canary")) {
              throw new StoreException(new Failure.WrongCredentials("403 for it", 403, null));
            }
          }
        });

    assertThat(world.run("sync")).isEqualTo(ExitCode.DONE);

    assertThat(world.screen.err()).contains("one bucket is not known: 403 for it");
  }
}
