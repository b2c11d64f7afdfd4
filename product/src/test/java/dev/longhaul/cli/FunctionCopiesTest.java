package dev.longhaul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.object.ObjectKey;
import dev.longhaul.reconcile.Outcome;
import dev.longhaul.s3copy.CopyJob;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The engine as functions use it.
final class FunctionCopiesTest {
  private final World world = new World();

  @Test
  void bucketsThatCannotBeWorkedOnEndNoMoreThanTheirJob() {
    List<String> remarks = new ArrayList<>();
    CopyJob job = new CopyJob("one", "source", ObjectKey.of("k"), "destination", null);
    try (FunctionCopies copies =
        new FunctionCopies(
            world.surroundings(),
            new FunctionCopies.Setting(
                LimitSettings.USUAL, new StateSettings.None(), true, null, null),
            remarks::add)) {
      assertThat(copies.reconcile(job))
          .isInstanceOfSatisfying(
              Outcome.Unfinished.class,
              unfinished ->
                  assertThat(unfinished.failure().message())
                      .endsWith("says where the destination's credentials are"));
    }
  }
}
