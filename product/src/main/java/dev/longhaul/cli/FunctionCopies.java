package dev.longhaul.cli;

import dev.longhaul.reconcile.Outcome;
import dev.longhaul.s3copy.CopyJob;
import dev.longhaul.s3copy.CredentialObject;
import dev.longhaul.s3copy.worker.CopyUnavailable;
import dev.longhaul.store.Failure;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The one engine as functions of the original procedure use it: for single keys, and deleting what
/// the source does not have. Thread-safe.
public final class FunctionCopies implements AutoCloseable {
  private final KeyCopies copies;

  /// Asks nobody anything yet.
  ///
  /// @param state where capabilities of stores are remembered from one invocation to the next
  /// @throws UsageException when the environment is wrong
  public FunctionCopies(
      Surroundings around, LimitSettings limits, StateSettings state, Consumer<String> remarks) {
    this.copies =
        new KeyCopies(
            around,
            new KeyCopies.Settings(
                CopySettings.of(around.environment()).mirroring(),
                limits,
                state,
                (_, _) -> around.states().forgetful()),
            remarks);
  }

  /// The object that the environment names for the destination's credentials.
  public static @Nullable CredentialObject credentials(Surroundings around) {
    return CopySettings.object(around.environment());
  }

  /// Buckets that cannot be worked on are `Unfinished`, too: the next job may be about others.
  public Outcome reconcile(CopyJob job) {
    try {
      return copies.copy(job);
    } catch (CopyUnavailable refused) {
      return new Outcome.Unfinished(
          job.key(), new Failure.Transient(String.valueOf(refused.getMessage())));
    }
  }

  @Override
  public void close() {
    copies.close();
  }
}
