package dev.longhaul.store.probe;

import dev.longhaul.object.ObjectKey;
import dev.longhaul.store.Completion;
import dev.longhaul.store.Failure;
import dev.longhaul.store.MultipartUploads;
import dev.longhaul.store.OpenUpload;
import dev.longhaul.store.Precondition;
import dev.longhaul.store.StoreException;
import dev.longhaul.store.UploadId;
import dev.longhaul.store.UploadedPart;
import dev.longhaul.store.WriteAnswer;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// One upload of one part, completed under a precondition.
final class UploadTrial {
  private static final UploadId NONE = new UploadId("none");

  private final Site site;
  private final ObjectKey key;
  private Attempt<UploadId> created = Attempt.notMade();
  private Attempt<UploadedPart> uploaded = Attempt.notMade();
  private Attempt<WriteAnswer> completed = Attempt.notMade();
  private Attempt<UploadId> aborted = Attempt.notMade();

  UploadTrial(Site site, ObjectKey key) {
    this.site = site;
    this.key = key;
  }

  void create() {
    created = Attempt.of(() -> site.store().uploads().create(key, site.attributes(), null));
  }

  void upload() {
    UploadId id = created.answer();
    if (id != null) {
      uploaded = Attempt.of(() -> site.store().uploads().upload(key, id, 1, Canary.body()));
    }
  }

  /// @param precondition asked for when the other rounds have ended
  void complete(Supplier<Precondition> precondition) {
    UploadId id = created.answer();
    UploadedPart part = uploaded.answer();
    if (id != null && part != null) {
      Completion completion = new Completion(List.of(part), precondition.get(), null);
      completed = Attempt.of(() -> site.store().uploads().complete(key, id, completion));
    }
  }

  /// How completing ended, or what made it impossible.
  Attempt<?> outcome() {
    if (created.failure() != null) {
      return created;
    }
    return uploaded.failure() != null ? uploaded : completed;
  }

  /// Aborts what may be open, also an upload whose creation got no answer.
  void abort() {
    if (completed.stored().isEmpty()) {
      aborted = Attempt.of(this::abortAll);
    }
  }

  private UploadId abortAll() {
    UploadId id = created.answer();
    if (id != null) {
      abort(id);
    } else if (created.unclear().isPresent()) {
      for (OpenUpload open : site.store().uploads().open(key)) {
        site.store().uploads().abort(key, open.id());
      }
    }
    return id == null ? NONE : id;
  }

  /// An abort that fails may have worked, or another may work: only what is still listed stays.
  private void abort(UploadId id) {
    MultipartUploads uploads = site.store().uploads();
    try {
      uploads.abort(key, id);
    } catch (StoreException _) {
      if (uploads.open(key).stream().anyMatch(open -> open.id().equals(id))) {
        uploads.abort(key, id);
      }
    }
  }

  /// What may still be open, for people; empty when nothing is.
  Optional<String> left() {
    Failure failure = aborted.failure();
    return completed.stored().isPresent() || failure == null
        ? Optional.empty()
        : Optional.of("perhaps an upload of key " + key + ": " + failure.message());
  }
}
