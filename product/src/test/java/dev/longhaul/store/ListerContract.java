package dev.longhaul.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.object.KeyPrefix;
import dev.longhaul.object.ListedObject;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.object.ObjectState;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The part of the contract that is about listings.
abstract class ListerContract extends ReaderContract {
  /// All pages of a listing, each page checked.
  final List<ListedObject> list(KeyPrefix prefix, @Nullable ObjectKey after, int pageSize) {
    List<ListedObject> all = new ArrayList<>();
    Set<String> tokens = new HashSet<>();
    ListingRequest request = new ListingRequest(prefix, after, null, pageSize);
    for (int page = 0; page < 1_000; page++) {
      ListingPage answer = store.lister().list(request);
      assertThat(answer.objects()).hasSizeLessThanOrEqualTo(pageSize);
      assertThat(answer.ascending()).isTrue();
      all.addAll(answer.objects());
      String token = answer.nextToken();
      if (token == null) {
        return all;
      }
      assertThat(tokens.add(token)).as("a new token").isTrue();
      request = request.next(token);
    }
    throw new AssertionError("the listing has no end");
  }

  static List<String> keys(List<ListedObject> listed) {
    return listed.stream().map(entry -> entry.key().text()).toList();
  }

  private void putAll(String... keys) {
    Stream.of(keys).forEach(key -> put(ObjectKey.of(key), bytes(key)));
  }

  @Test
  void anEmptyBucketHasOneEmptyPage() {
    ListingPage page = store.lister().list(ListingRequest.first(KeyPrefix.NONE));
    assertThat(page.objects()).isEmpty();
    assertThat(page.nextToken()).isNull();
  }

  @Test
  @Hazard({58, 59})
  void pagesHoldEveryKeyOnceInByteOrder() {
    needs(Trait.BYTE_ORDER);
    putAll("b", "a", "a/b", "a0", "Z", "\ue000", "\ud83d\ude00", "\u00e9", "a/b/c");
    for (int pageSize : new int[] {1, 2, 4, 9, 1000}) {
      assertThat(keys(list(KeyPrefix.NONE, null, pageSize)))
          .containsExactly("Z", "a", "a/b", "a/b/c", "a0", "b", "\u00e9", "\ue000", "\ud83d\ude00");
    }
  }

  @Test
  void prefixAndStartAreTakenLiterally() {
    putAll("a/1", "a/2", "a/3", "ab", "b");
    assertThat(keys(list(KeyPrefix.of("a"), null, 2))).containsExactly("a/1", "a/2", "a/3", "ab");
    assertThat(keys(list(KeyPrefix.of("a/"), null, 2))).containsExactly("a/1", "a/2", "a/3");
    assertThat(keys(list(KeyPrefix.of("a/2"), null, 2))).containsExactly("a/2");
    assertThat(keys(list(KeyPrefix.of("c"), null, 2))).isEmpty();
    assertThat(keys(list(KeyPrefix.of("a/"), ObjectKey.of("a/1"), 1)))
        .containsExactly("a/2", "a/3");
    assertThat(keys(list(KeyPrefix.NONE, ObjectKey.of("a/25"), 10)))
        .containsExactly("a/3", "ab", "b");
    assertThat(keys(list(KeyPrefix.NONE, ObjectKey.of("b"), 10))).isEmpty();
  }

  @Test
  void entriesSayWhatHeadSays() {
    ObjectKey key = ObjectKey.of("entry");
    put(key, bytes("twelve bytes"));
    ObjectState state = state(key);
    ListedObject entry = list(KeyPrefix.NONE, null, 10).getFirst();
    assertThat(entry.key()).isEqualTo(key);
    assertThat(entry.size()).isEqualTo(12);
    assertThat(entry.etag()).isEqualTo(state.etag());
    assertThat(entry.storageClass()).isEqualTo("STANDARD");
    assertThat(java.time.Instant.ofEpochMilli(entry.lastModifiedMillis()))
        .isCloseTo(
            state.incarnation().lastModified(),
            org.assertj.core.api.Assertions.within(1, ChronoUnit.SECONDS));
  }

  @Test
  void onlyObjectsAreListed() {
    needs(Trait.DELETED_KEYS_HIDDEN);
    putAll("kept", "deleted");
    store.writer().delete(ObjectKey.of("deleted"), new Precondition.None());
    store.uploads().create(ObjectKey.of("open"), plain(), null);
    assertThat(keys(list(KeyPrefix.NONE, null, 10))).containsExactly("kept");
  }
}
