package dev.longhaul.store.s3;

import dev.longhaul.object.KeyPrefix;
import dev.longhaul.object.ListedObject;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.store.ListingPage;
import dev.longhaul.store.ListingRequest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Decides whether what came back is surely a page of the listing that was asked for: the one place
/// where that is decided (H54, H58-H60).
///
/// @param bucket name of the bucket
/// @param version which ListObjects was asked
record ListingRules(String bucket, Dialect.Listing version) {
  /// The page, or `Unusable` with the rule it breaks.
  ListingPage page(ListingDraft draft, ListingRequest request) throws ListingDraft.Unusable {
    require(bucket.equals(draft.bucket()), "the page does not name the bucket");
    requirePrefix(draft, request.prefix());
    require(draft.commonPrefixes() == 0, "the page groups keys, which was not asked for");
    Integer count = draft.keyCount();
    require(count == null || count == draft.objects().size(), "KeyCount is not the number of keys");
    require(draft.objects().size() <= request.maxKeys(), "more keys than were asked for");
    requireKeysInRange(draft, request);
    String next = nextToken(draft);
    require(next == null || !next.equals(request.token()), "the token of the page before again");
    return new ListingPage(draft.objects(), draft.isAscending(), next);
  }

  private static void require(boolean holds, String otherwise) throws ListingDraft.Unusable {
    if (!holds) {
      throw new ListingDraft.Unusable(otherwise);
    }
  }

  /// A store may leave out an empty prefix, and may or may not encode the one it repeats.
  private void requirePrefix(ListingDraft draft, KeyPrefix wanted) throws ListingDraft.Unusable {
    byte[] echoed = draft.prefix();
    byte[] bytes = wanted.toBytes();
    if (echoed == null) {
      require(bytes.length == 0, "the page does not name the prefix");
      return;
    }
    boolean same =
        Arrays.equals(echoed, bytes) || Arrays.equals(decoded(KeyText.ENCODED, echoed), bytes);
    require(
        same || Arrays.equals(decoded(KeyText.ENCODED_LITERAL_PLUS, echoed), bytes),
        "the page is of another prefix");
  }

  private static byte[] decoded(KeyText how, byte[] text) {
    try {
      return how.bytes(text, 0, text.length);
    } catch (KeyText.Malformed notEncoded) {
      return text;
    }
  }

  private static void requireKeysInRange(ListingDraft draft, ListingRequest request)
      throws ListingDraft.Unusable {
    ObjectKey after = request.startAfter();
    boolean first = true;
    for (ListedObject object : draft.objects()) {
      require(object.key().startsWith(request.prefix()), "a key outside the prefix");
      if (after != null && (first || !draft.isAscending())) {
        require(
            object.key().compareTo(after) > 0, "a key that is not after the one to start after");
      }
      first = false;
    }
  }

  /// Where the next page begins, `null` after the last: explicitly one or the other (H59).
  private @Nullable String nextToken(ListingDraft draft) throws ListingDraft.Unusable {
    Boolean truncated = draft.truncated();
    require(truncated != null, "the page does not say whether it is the last");
    String token = draft.nextToken();
    if (!Boolean.TRUE.equals(truncated)) {
      require(token == null || token.isEmpty(), "the last page names a next one");
      return null;
    }
    String next = version == Dialect.Listing.V1 ? marker(draft) : token;
    require(next != null && !next.isEmpty(), "a page that is not the last names no next one");
    return next;
  }

  /// ListObjects of the first version goes on after the last key, here percent-encoded.
  private static @Nullable String marker(ListingDraft draft) {
    ObjectKey last = draft.last();
    if (last == null) {
      return null;
    }
    StringBuilder marker = new StringBuilder();
    PercentEncoding.appendQuery(marker, last.toBytes());
    return marker.toString();
  }
}
