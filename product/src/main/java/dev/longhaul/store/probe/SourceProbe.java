package dev.longhaul.store.probe;

import dev.longhaul.effect.Clock;
import dev.longhaul.effect.Workers;
import dev.longhaul.object.KeyPrefix;
import dev.longhaul.object.ListedObject;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.object.ObjectState;
import dev.longhaul.object.StorageFacts;
import dev.longhaul.object.Tags;
import dev.longhaul.store.BucketAddress;
import dev.longhaul.store.Capabilities;
import dev.longhaul.store.Capabilities.TagSupport;
import dev.longhaul.store.Failure;
import dev.longhaul.store.ListingPage;
import dev.longhaul.store.ListingRequest;
import dev.longhaul.store.Lookup;
import dev.longhaul.store.ObjectStore;
import dev.longhaul.store.ReadRequest;
import dev.longhaul.store.Reading;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Finds out what reading a few objects of a source can tell; never writes to it (decision 9).
///
/// Amazon S3 is believed what it documents; of any other store only what was seen counts.
public final class SourceProbe {
  /// Objects that are looked at.
  private static final int SAMPLES = 5;

  /// Objects up to this size are read to see whether their ETag is their MD5.
  private static final long MAX_READ = 1 << 20;

  private final ObjectStore store;
  private final Workers workers;
  private final Clock clock;

  public SourceProbe(ObjectStore store, Workers workers, Clock clock) {
    this.store = store;
    this.workers = workers;
    this.clock = clock;
  }

  /// Looks at the first objects under the prefix: a listing, and then a few requests at once.
  public ProbeReport run(KeyPrefix prefix) {
    Attempt<ListingPage> listed =
        Attempt.of(() -> store.lister().list(ListingRequest.first(prefix)));
    ListingPage page = listed.answer();
    List<Sample> samples = new ArrayList<>();
    if (page != null) {
      page.objects().stream().limit(SAMPLES).forEach(entry -> samples.add(new Sample(entry)));
    }
    Round round = new Round();
    samples.forEach(sample -> sample.ask(round));
    round.run(workers);
    VersionCheck versions = new VersionCheck(store.reader(), heads(samples));
    List<Finding> findings = new ArrayList<>();
    findings.add(listing(listed));
    findings.add(tagFinding(samples));
    findings.add(etagFinding(samples));
    versions.finding().ifPresent(findings::add);
    return new ProbeReport(
        capabilities(samples, versions.isPermitted()), findings, List.of(), clock.now());
  }

  /// One object that is looked at.
  private final class Sample {
    private final ListedObject entry;
    private Attempt<Lookup> head = Attempt.notMade();
    private Attempt<Tags> tags = Attempt.notMade();
    private Attempt<Reading<Boolean>> md5 = Attempt.notMade();

    Sample(ListedObject entry) {
      this.entry = entry;
    }

    void ask(Round round) {
      round.add(() -> head = Attempt.of(() -> store.reader().head(entry.key())));
      round.add(() -> tags = Attempt.of(() -> store.reader().tags(entry.key(), null)));
      if (isReadable()) {
        round.add(() -> md5 = Attempt.of(this::read));
      }
    }

    private boolean isReadable() {
      return entry.etag().isMd5Shaped()
          && entry.size() <= MAX_READ
          && !entry.storageClass().contains("GLACIER")
          && !entry.storageClass().contains("ARCHIVE");
    }

    private Reading<Boolean> read() {
      return store
          .reader()
          .read(
              entry.key(),
              ReadRequest.current(),
              (state, _, in) -> state.etag().value().equals(md5(in.readAllBytes())));
    }

    @Nullable Integer count() {
      return head.answer() instanceof Lookup.Found(ObjectState state) ? state.tagCount() : null;
    }

    /// Whether the ETag was the MD5; `null` when that is not known, or must not be so (H25).
    @Nullable Boolean etagIsMd5() {
      boolean managed =
          head.answer() instanceof Lookup.Found(ObjectState state)
              && state.storage().encryption() == StorageFacts.Encryption.STORE_MANAGED;
      if (managed && md5.answer() instanceof Reading.Complete<Boolean>(Boolean equal)) {
        return equal;
      }
      return null;
    }
  }

  private static String md5(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("this Java lacks MD5", missing);
    }
  }

  private boolean isAws() {
    return store.address().kind() == BucketAddress.Kind.AWS;
  }

  private static SortedMap<ObjectKey, ObjectState> heads(List<Sample> samples) {
    SortedMap<ObjectKey, ObjectState> heads = new TreeMap<>();
    for (Sample sample : samples) {
      if (sample.head.answer() instanceof Lookup.Found(ObjectState state)) {
        heads.put(sample.entry.key(), state);
      }
    }
    return heads;
  }

  private Capabilities capabilities(List<Sample> samples, boolean readsVersions) {
    Capabilities.Etags etags = new Capabilities.Etags(etagsAreMd5(samples), isAws());
    return new Capabilities(
        Capabilities.Preconditions.UNPROVED,
        etags,
        new TreeSet<>(),
        false,
        tags(samples),
        new TreeSet<>(),
        new TreeMap<>(),
        readsVersions);
  }

  private boolean etagsAreMd5(List<Sample> samples) {
    boolean seen = false;
    for (Sample sample : samples) {
      Boolean equal = sample.etagIsMd5();
      if (equal != null && !equal) {
        return false;
      }
      seen |= equal != null;
    }
    return seen || isAws();
  }

  /// What is known of tags; a count missing from an object with tags shows that none is sent, a
  /// missing count of an object without tags shows nothing (decision 18).
  private TagSupport tags(List<Sample> samples) {
    TagSupport known = TagSupport.UNKNOWN;
    for (Sample sample : samples) {
      Failure failure = sample.tags.failure();
      Tags tags = sample.tags.answer();
      if (failure instanceof Failure.WrongCredentials) {
        return TagSupport.FORBIDDEN;
      }
      if (failure instanceof Failure.Refused(_, int status, _) && status != 404) {
        return TagSupport.NONE;
      }
      if (tags != null && !tags.isEmpty()) {
        known = sample.count() == null ? TagSupport.ASKED : TagSupport.COUNTED;
      } else if (tags != null && known == TagSupport.UNKNOWN && isAws()) {
        known = TagSupport.COUNTED;
      }
    }
    return known;
  }

  private static Finding listing(Attempt<ListingPage> listed) {
    String subject = "listing in byte order";
    ListingPage page = listed.answer();
    if (page == null) {
      return new Finding(subject, Finding.Verdict.UNKNOWN, "a listing " + listed.outcome());
    }
    return Finding.of(
        subject,
        page.ascending(),
        page.objects().size() + " keys " + (page.ascending() ? "rise" : "do not rise"));
  }

  private Finding tagFinding(List<Sample> samples) {
    String subject = "tags";
    return switch (tags(samples)) {
      case COUNTED -> Finding.of(subject, true, "read, and counted with every answer");
      case ASKED, PLAIN -> Finding.of(subject, true, "read, not counted: each object is asked");
      case NONE -> Finding.of(subject, false, "the store has none");
      case FORBIDDEN ->
          Finding.of(
              subject,
              false,
              "the credentials may not read them: allow s3:GetObjectTagging, or leave tags alone"
                  + " with --tags ignore");
      case UNKNOWN ->
          new Finding(
              subject,
              Finding.Verdict.UNKNOWN,
              "no tagged object was seen: each object is asked until one is");
    };
  }

  private Finding etagFinding(List<Sample> samples) {
    boolean read = samples.stream().anyMatch(sample -> sample.etagIsMd5() != null);
    String detail = read ? "small objects were read and compared" : "no object could show it";
    String subject = "ETag of a PUT is the MD5";
    return read || isAws()
        ? Finding.of(subject, etagsAreMd5(samples), read ? detail : "documented so")
        : new Finding(subject, Finding.Verdict.UNKNOWN, detail);
  }
}
