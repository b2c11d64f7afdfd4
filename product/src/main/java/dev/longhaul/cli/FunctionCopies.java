package dev.longhaul.cli;

import dev.longhaul.ledger.Ledger;
import dev.longhaul.ledger.PartRecord;
import dev.longhaul.reconcile.Outcome;
import dev.longhaul.s3copy.CopyJob;
import dev.longhaul.s3copy.CredentialObject;
import dev.longhaul.s3copy.part.BookLedger;
import dev.longhaul.s3copy.part.PartCopies;
import dev.longhaul.s3copy.part.UploadBook;
import dev.longhaul.s3copy.worker.CopyUnavailable;
import dev.longhaul.s3copy.worker.KeyCopy;
import dev.longhaul.store.Failure;
import dev.longhaul.store.UploadId;
import dev.longhaul.transfer.Couriers;
import dev.longhaul.transfer.PartOrder;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The one engine as functions of the original procedure use it: for single keys, and parts of
/// them. Thread-safe.
public final class FunctionCopies implements KeyCopy, PartCopies, AutoCloseable {
  private final KeyCopies copies;

  /// How functions copy.
  ///
  /// @param state where capabilities of stores are remembered from one invocation to the next
  /// @param deletes whether a key that the source does not have is deleted
  /// @param book where uploads are written down; `null` where none outlives its process
  /// @param couriers who carries the parts of large objects to a bucket; `null` for nobody else
  public record Setting(
      LimitSettings limits,
      StateSettings state,
      boolean deletes,
      @Nullable UploadBook book,
      @Nullable Function<String, Couriers> couriers) {}

  /// Asks nobody anything yet.
  ///
  /// @throws UsageException when the environment is wrong
  public FunctionCopies(Surroundings around, Setting setting, Consumer<String> remarks) {
    CopySettings settings = CopySettings.of(around.environment());
    this.copies =
        new KeyCopies(
            around,
            new KeyCopies.Settings(
                setting.deletes() ? settings.mirroring() : settings,
                setting.limits(),
                setting.state(),
                (_, destination) -> ledger(around, setting.book(), destination.location().bucket()),
                setting.couriers()),
            remarks);
  }

  private static Ledger ledger(Surroundings around, @Nullable UploadBook book, String bucket) {
    Ledger forgetful = around.states().forgetful();
    return book == null ? forgetful : new BookLedger(forgetful, book.of(bucket));
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
      return unfinished(job, refused);
    }
  }

  /// What there is to do for the key, without doing it; else as `reconcile`.
  public Outcome look(CopyJob job) {
    try {
      return copies.look(job);
    } catch (CopyUnavailable refused) {
      return unfinished(job, refused);
    }
  }

  private static Outcome unfinished(CopyJob job, CopyUnavailable refused) {
    return new Outcome.Unfinished(
        job.key(), new Failure.Transient(String.valueOf(refused.getMessage())));
  }

  @Override
  public void prepare(CopyJob job) {
    copies.prepare(job);
  }

  @Override
  public Outcome copy(CopyJob job) {
    return copies.copy(job);
  }

  @Override
  public Optional<PartRecord> carry(CopyJob job, PartOrder part) {
    return copies.carry(job, part);
  }

  @Override
  public void drop(CopyJob job, UploadId upload) {
    copies.drop(job, upload);
  }

  /// Drops uploads of the job's key that were begun since then as who we are and that nobody wrote
  /// down; nobody works on the key. Whether any was open.
  ///
  /// @throws dev.longhaul.store.StoreException when the destination gave no answer
  /// @throws CopyUnavailable when the buckets cannot be worked on
  public boolean sweep(CopyJob job, Instant since) {
    return copies.sweep(job, since);
  }

  @Override
  public void close() {
    copies.close();
  }
}
