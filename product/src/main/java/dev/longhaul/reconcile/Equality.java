package dev.longhaul.reconcile;

import dev.longhaul.ledger.Receipt;
import dev.longhaul.object.Checksum;
import dev.longhaul.object.ETag;
import dev.longhaul.object.Incarnation;
import dev.longhaul.object.ListedObject;
import dev.longhaul.object.ObjectState;
import dev.longhaul.object.StorageFacts;
import dev.longhaul.object.StorageFacts.Archive;
import dev.longhaul.object.StorageFacts.Encryption;
import dev.longhaul.object.Tags;
import dev.longhaul.reconcile.Sight.Seen;
import dev.longhaul.reconcile.Verdict.Aspect;
import dev.longhaul.reconcile.Verdict.Evidence;
import dev.longhaul.route.Policy;
import dev.longhaul.store.BodyDigest;
import dev.longhaul.store.Capabilities;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Whether two states of a key are equal, and by what that is known (H35). Never by size and time.
///
/// @param source what the source was proved to do
/// @param destination what the destination was proved to do
public record Equality(Policy policy, Capabilities source, Capabilities destination) {

  /// Compares what was read of both sides.
  ///
  /// @param receipt the one of this key, `null` for none
  public Verdict compare(Seen from, Seen to, @Nullable Receipt receipt) {
    return switch (bytes(from, to, receipt)) {
      case Bytes.Different() -> new Verdict.BytesDiffer();
      case Bytes.Unproved() -> new Verdict.NotProved();
      case Bytes.Same(Evidence evidence) -> attributes(from, to, evidence);
    };
  }

  /// Whether two listings alone show equal objects, so that the next scan needs no request: one
  /// size, one ETag of a store whose ETags are made from the bytes, and an earlier date at the
  /// source (decision 3). HEAD knows seconds only and listings may know more (H23), so two dates of
  /// one second show nothing.
  public boolean showsInListings(ObjectState from, ObjectState to) {
    return from.size() == to.size()
        && sameEtag(from, to)
        && from.incarnation().lastModified().getEpochSecond()
            < to.incarnation().lastModified().getEpochSecond();
  }

  /// Whether a listed destination surely has other bytes than the source: another size, or another
  /// MD5 than that of the bytes held, where the destination's ETags are MD5s.
  public boolean surelyDiffers(Seen from, ListedObject to) {
    if (from.state().size() != to.size()) {
      return true;
    }
    String md5 = md5Of(from);
    return md5 != null
        && destination.etags().singleIsMd5()
        && to.etag().isMd5Shaped()
        && !to.etag().value().equalsIgnoreCase(md5);
  }

  /// The tags, when they are known: read, or surely none by the store's count (decision 18).
  static @Nullable Tags knownTags(Seen seen, Capabilities store) {
    if (seen.tags() != null) {
      return seen.tags();
    }
    Integer count = seen.state().tagCount();
    boolean none =
        switch (store.tags()) {
          case NONE -> true;
          case COUNTED -> count == null || count == 0;
          case ASKED, PLAIN, UNKNOWN, FORBIDDEN -> count != null && count == 0;
        };
    return none ? Tags.NONE : null;
  }

  /// The class the destination's object shall have, `null` for the bucket's own (H47).
  @Nullable String wantedClass(ObjectState from) {
    String wanted = policy.storageClasses().get(from.storage().storageClass());
    boolean refused =
        wanted != null && Boolean.FALSE.equals(destination.storageClasses().get(wanted));
    return refused ? null : wanted;
  }

  private sealed interface Bytes {
    record Same(Evidence evidence) implements Bytes {}

    record Different() implements Bytes {}

    record Unproved() implements Bytes {}
  }

  private Bytes bytes(Seen from, Seen to, @Nullable Receipt receipt) {
    ObjectState one = from.state();
    ObjectState other = to.state();
    if (one.size() != other.size()) {
      return new Bytes.Different();
    }
    if (one.size() == 0) {
      return new Bytes.Same(Evidence.EMPTY);
    }
    Optional<Boolean> agree = Checksum.agree(checksums(from), other.checksums());
    if (agree.isPresent()) {
      return agree.get() ? new Bytes.Same(Evidence.CHECKSUM) : new Bytes.Different();
    }
    if (sameEtag(one, other) || md5Matches(from, other)) {
      return new Bytes.Same(Evidence.ETAG);
    }
    String md5 = md5Of(from);
    if (md5 != null && isTrustedMd5(other, destination)) {
      return new Bytes.Different();
    }
    return receipt != null && covers(receipt, one, other)
        ? new Bytes.Same(Evidence.RECEIPT)
        : new Bytes.Unproved();
  }

  /// One ETag on both sides, where at least one store was proved to make it from the bytes: then
  /// the other's can only have come from the same bytes, even if that store was never probed, as a
  /// source never is (decision 9). That ETags differ proves something only where both are MD5s.
  private boolean sameEtag(ObjectState one, ObjectState other) {
    if (!same(one.etag(), other.etag()) || isForeign(one) || isForeign(other)) {
      return false;
    }
    if (one.etag().parts() > 0) {
      return source.etags().multipartIsMd5OfMd5s() || destination.etags().multipartIsMd5OfMd5s();
    }
    return one.etag().isMd5Shaped()
        && (source.etags().singleIsMd5() || destination.etags().singleIsMd5());
  }

  private boolean md5Matches(Seen from, ObjectState other) {
    String md5 = md5Of(from);
    return md5 != null
        && isTrustedMd5(other, destination)
        && other.etag().value().equalsIgnoreCase(md5);
  }

  /// The MD5 of the source's bytes in hexadecimal: of those held, or the source's trusted ETag.
  private @Nullable String md5Of(Seen from) {
    BodyDigest held = from.held();
    if (held != null && held.contentMd5() != null) {
      return HexFormat.of().formatHex(Base64.getDecoder().decode(held.contentMd5()));
    }
    return isTrustedMd5(from.state(), source) ? from.state().etag().value() : null;
  }

  private static boolean isTrustedMd5(ObjectState state, Capabilities store) {
    return store.etags().singleIsMd5() && state.etag().isMd5Shaped() && !isForeign(state);
  }

  /// Whether a key of somebody's encrypts the object: then its ETag is no MD5 (H25).
  private static boolean isForeign(ObjectState state) {
    return state.storage().encryption() != Encryption.STORE_MANAGED;
  }

  private static boolean same(ETag one, ETag other) {
    return one.value().equalsIgnoreCase(other.value());
  }

  private static List<Checksum> checksums(Seen from) {
    BodyDigest held = from.held();
    if (held == null || held.checksum() == null) {
      return from.state().checksums();
    }
    List<Checksum> all = new ArrayList<>(from.state().checksums());
    all.add(held.checksum());
    return all;
  }

  private static boolean covers(Receipt receipt, ObjectState one, ObjectState other) {
    return receipt.source().equals(sideOf(one)) && receipt.destination().equals(sideOf(other));
  }

  /// A state as a listing will show it.
  static Receipt.Side sideOf(ObjectState state) {
    Incarnation incarnation = state.incarnation();
    return new Receipt.Side(
        incarnation.etag(), incarnation.size(), incarnation.lastModified().toEpochMilli());
  }

  private Verdict attributes(Seen from, Seen to, Evidence evidence) {
    Set<Aspect> differing = EnumSet.noneOf(Aspect.class);
    if (!from.state().metadata().equals(to.state().metadata())
        || to.state().missingMetadata() > 0) {
      differing.add(Aspect.METADATA);
    }
    if (!hasWantedClass(from.state(), to.state().storage())) {
      differing.add(Aspect.STORAGE_CLASS);
    }
    if (policy.tags() == Policy.TagRule.COPY) {
      Tags wanted = knownTags(from, source);
      Tags found = knownTags(to, destination);
      if (wanted == null) {
        return new Verdict.TagsWanted(Side.SOURCE);
      }
      if (found == null && !countDiffers(wanted, to.state().tagCount())) {
        return new Verdict.TagsWanted(Side.DESTINATION);
      }
      if (!wanted.equals(found)) {
        differing.add(Aspect.TAGS);
      }
    }
    return differing.isEmpty()
        ? new Verdict.Equal(evidence)
        : new Verdict.OnlyAttributesDiffer(evidence, differing);
  }

  private static boolean countDiffers(Tags wanted, @Nullable Integer count) {
    return count != null && count != wanted.values().size();
  }

  /// The class counts only when the policy names one for the source's class and asks for a look at
  /// more than listings; an archived destination is never fought over with a lifecycle rule (H47).
  private boolean hasWantedClass(ObjectState from, StorageFacts to) {
    String wanted = wantedClass(from);
    return wanted == null
        || policy.compare() == Policy.Compare.LISTING
        || to.archive() != Archive.READABLE
        || wanted.equals(to.storageClass());
  }
}
