package dev.longhaul.store.probe;

import dev.longhaul.object.ObjectKey;
import dev.longhaul.store.Failure;
import dev.longhaul.store.Precondition;
import dev.longhaul.store.ReadRequest;
import dev.longhaul.store.Reading;
import dev.longhaul.store.StoreException;
import dev.longhaul.store.WriteAnswer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Whether bytes come back as they were sent, and what the ETag of one PUT is (H25, H34).
final class ContentCheck implements Check {
  private final Site site;
  private final ObjectKey key;
  private Attempt<WriteAnswer> written = Attempt.notMade();
  private Attempt<Reading<byte[]>> read = Attempt.notMade();

  ContentCheck(Site site) {
    this.site = site;
    this.key = site.key("content");
  }

  @Override
  public void first(Round round) {
    round.add(() -> written = site.put(key, Canary.body(), new Precondition.None()));
  }

  /// The first canary must be stored, or nothing can be found out at all.
  void throwIfRefused() {
    Failure failure = written.failure();
    if (failure != null) {
      throw new StoreException(failure);
    }
  }

  @Override
  public void second(Round round) {
    round.add(() ->
        read =
            Attempt.of(() ->
                site.store()
                    .reader()
                    .read(key, ReadRequest.current(), (_, _, in) -> in.readAllBytes())));
  }

  boolean etagIsMd5() {
    return written
        .stored()
        .filter(stored -> stored.etag().value().equals(Canary.MD5_HEX))
        .isPresent();
  }

  /// Whether the bucket keeps versions, as far as an answer told.
  boolean isVersioned() {
    return written.stored().filter(stored -> stored.versionId() != null).isPresent();
  }

  @Override
  public List<Finding> findings() {
    Optional<Failure> unclear = written.unclear();
    String md5 = "ETag of a PUT is the MD5";
    Finding etag =
        unclear
            .map(why -> Finding.unknown(md5, why))
            .orElseGet(() -> Finding.of(md5, etagIsMd5(), etagDetail()));
    return List.of(content(), etag);
  }

  private String etagDetail() {
    return written
        .stored()
        .map(stored -> "a PUT got " + stored.etag())
        .orElse("a PUT " + written.outcome());
  }

  private Finding content() {
    String subject = "bytes come back as they were sent";
    Optional<Failure> unclear = written.unclear().or(read::unclear);
    if (unclear.isPresent()) {
      return Finding.unknown(subject, unclear.get());
    }
    if (read.answer() instanceof Reading.Complete<byte[]>(byte[] bytes)) {
      boolean equal = Arrays.equals(bytes, Canary.bytes());
      return Finding.of(
          subject, equal, equal ? "read back equal" : bytes.length + " other bytes were read back");
    }
    return Finding.of(subject, false, "reading back " + read.outcome());
  }
}
