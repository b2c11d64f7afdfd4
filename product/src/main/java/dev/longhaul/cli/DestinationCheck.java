package dev.longhaul.cli;

import dev.longhaul.effect.Randomness;
import dev.longhaul.object.ETag;
import dev.longhaul.object.Metadata;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.object.Tags;
import dev.longhaul.route.Policy.TagRule;
import dev.longhaul.store.Body;
import dev.longhaul.store.BodyDigest;
import dev.longhaul.store.Failure;
import dev.longhaul.store.ListingRequest;
import dev.longhaul.store.Lookup;
import dev.longhaul.store.ObjectAttributes;
import dev.longhaul.store.ObjectStore;
import dev.longhaul.store.Precondition;
import dev.longhaul.store.StoreException;
import dev.longhaul.store.UploadId;
import dev.longhaul.store.WriteAnswer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Whether the destination may be written as copies need it, tried on a canary that is removed
/// again (decision 9); and whether that canary shows at the source, which would be a loop (H14).
final class DestinationCheck {
  private static final String ABOUT = "destination";
  private static final Tags TAGS = new Tags(new TreeMap<>(Map.of("longhaul", "canary")));
  private final ObjectStore store;
  private final ObjectStore source;
  private final boolean touching;
  private final TagRule tags;
  private final ObjectKey canary;
  private final Opened destination;
  private final List<Finding> findings = new ArrayList<>();

  DestinationCheck(Opened source, Opened destination, TagRule tags, Randomness randomness) {
    this.store = destination.store();
    this.source = source.store();
    this.touching = Overlap.touch(source.prefix(), destination.prefix());
    this.destination = destination;
    this.tags = tags;
    this.canary =
        ObjectKey.of(
            destination.prefix().text() + ".longhaul-probe/" + randomness.token() + "/doctor");
  }

  List<Finding> findings() {
    attempt(
        "may be listed",
        "allow s3:ListBucket",
        () -> store.lister().list(new ListingRequest(destination.prefix(), null, null, 1)));
    ETag written = write(Tags.NONE, "objects may be written", "allow s3:PutObject");
    if (written != null) {
      whileCanaryExists(written);
    }
    attempt(
        "uploads in parts may be opened, listed and aborted",
        "allow s3:PutObject, s3:AbortMultipartUpload, s3:ListBucketMultipartUploads and"
            + " s3:ListMultipartUploadParts",
        this::tryUpload);
    return findings;
  }

  private void whileCanaryExists(ETag written) {
    lookForLoop();
    attempt("objects may be looked at", "allow s3:GetObject", () -> store.reader().head(canary));
    if (tags == TagRule.COPY) {
      String remedy =
          "allow s3:PutObjectTagging and s3:GetObjectTagging, or leave tags alone with"
              + " --tags ignore";
      ETag tagged = write(TAGS, "objects may be written with tags", remedy);
      attempt("tags may be read", remedy, () -> store.reader().tags(canary, null));
      written = tagged == null ? written : tagged;
    }
    attempt(
        "objects may be deleted",
        "allow s3:DeleteObject, and remove " + canary + " by hand",
        () -> expectWritten(store.writer().delete(canary, new Precondition.None())));
  }

  private @Nullable ETag write(Tags withTags, String what, String remedy) {
    byte[] bytes = "longhaul doctor was here\n".getBytes(StandardCharsets.US_ASCII);
    try {
      WriteAnswer answer =
          store
              .writer()
              .put(
                  canary,
                  ObjectAttributes.of(Metadata.NONE, withTags),
                  Body.of(bytes, BodyDigest.md5(bytes)),
                  new Precondition.None());
      ETag etag = expectWritten(answer);
      findings.add(Finding.ok(ABOUT, what));
      return etag;
    } catch (StoreException refused) {
      findings.add(Finding.fail(ABOUT, refused.failure().message(), remedy));
      return null;
    }
  }

  /// A bucket may have two addresses, or copy itself back: only the canary tells (H14).
  private void lookForLoop() {
    try {
      switch (source.reader().head(canary)) {
        case Lookup.NotFound _ ->
            findings.add(Finding.ok("route", "what is written to the destination stays there"));
        case Lookup.Found _ when !touching ->
            findings.add(
                Finding.ok("route", "both locations are in one bucket, with prefixes apart"));
        case Lookup.Found _ ->
            findings.add(
                Finding.fail(
                    "route",
                    "an object written to the destination showed up at the source",
                    "both locations are one bucket, or the destination is replicated back:"
                        + " check bucket and endpoint of each side"));
      }
    } catch (StoreException refused) {
      findings.add(
          Finding.warn("route", refused.failure().message(), "so a loop could not be ruled out"));
    }
  }

  private void tryUpload() {
    ObjectAttributes attributes = ObjectAttributes.of(Metadata.NONE, Tags.NONE);
    UploadId id = store.uploads().create(canary, attributes, null);
    try {
      store.uploads().open(canary);
      store.uploads().parts(canary, id);
    } finally {
      store.uploads().abort(canary, id);
    }
  }

  private void attempt(String what, String remedy, Runnable call) {
    try {
      call.run();
      findings.add(Finding.ok(ABOUT, what));
    } catch (StoreException refused) {
      findings.add(Finding.fail(ABOUT, refused.failure().message(), remedy));
    }
  }

  private static ETag expectWritten(WriteAnswer answer) {
    return switch (answer) {
      case WriteAnswer.Written written -> written.stored().etag();
      case WriteAnswer.Ambiguous ambiguous -> throw new StoreException(ambiguous.failure());
      case WriteAnswer.DigestRefused refused ->
          throw new StoreException(new Failure.Transient(refused.message()));
      case WriteAnswer.PreconditionFailed _ ->
          throw new StoreException(
              new Failure.Transient("a precondition failed on a key that nobody else knows"));
    };
  }
}
