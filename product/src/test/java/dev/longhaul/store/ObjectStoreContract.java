package dev.longhaul.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assertions.assertAll;

import dev.longhaul.Hazard;
import dev.longhaul.object.KeyPrefix;
import dev.longhaul.object.ListedObject;
import dev.longhaul.object.Metadata;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.object.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What every implementation of the store ports must do. An implementation extends this class, says
/// how to get an empty bucket, and names what its store lacks.
public abstract class ObjectStoreContract extends UploadsContract {
  /// What is stored under a key of the corpus: nothing that another key has.
  private static byte[] contentOf(ObjectKey key) {
    return bytes("content of " + key);
  }

  /// Does it for each nasty key and reports every key with which it failed.
  private void forEachKey(Consumer<ObjectKey> check) {
    forEachKey(nastyKeys(), check);
  }

  private static void forEachKey(List<ObjectKey> keys, Consumer<ObjectKey> check) {
    assertAll(
        keys.stream()
            .map(key ->
                () ->
                    assertThatCode(() -> check.accept(key))
                        .as("key %s", key)
                        .doesNotThrowAnyException()));
  }

  @Test
  @Hazard({52, 53, 54, 55, 58})
  void nastyKeysAreStoredListedAndReadEachAsItself() {
    nastyKeys().forEach(key -> put(key, contentOf(key)));
    assertThat(list(KeyPrefix.NONE, null, 7).stream().map(ListedObject::key))
        .containsExactlyElementsOf(new TreeSet<>(nastyKeys()));
    forEachKey(key -> {
      assertThat(state(key).size()).isEqualTo(contentOf(key).length);
      assertThat(read(key)).isEqualTo(contentOf(key));
    });
  }

  @Test
  @Hazard({52, 53, 54, 55})
  void nastyKeysAreListedFromThemselvesOn() {
    NavigableSet<ObjectKey> keys = new TreeSet<>(nastyKeys());
    keys.forEach(key -> put(key, contentOf(key)));
    forEachKey(key -> {
      ObjectKey next = keys.higher(key);
      assertThat(first(new ListingRequest(KeyPrefix.NONE, key, null, 1))).isEqualTo(next);
      KeyPrefix itself = KeyPrefix.of(key.text());
      assertThat(first(new ListingRequest(itself, null, null, 1))).isEqualTo(key);
    });
  }

  /// The first key of a page; `null` when it is empty.
  private @Nullable ObjectKey first(ListingRequest request) {
    List<ListedObject> page = store.lister().list(request).objects();
    return page.isEmpty() ? null : page.getFirst().key();
  }

  @Test
  @Hazard({52, 53, 54, 55})
  void nastyKeysAreDeletedEachAlone() {
    needs(Trait.DELETED_KEYS_HIDDEN);
    List<ObjectKey> keys = new ArrayList<>(new TreeSet<>(nastyKeys()));
    keys.forEach(key -> put(key, contentOf(key)));
    List<ObjectKey> kept = new ArrayList<>();
    for (int index = 0; index < keys.size(); index++) {
      if (index % 2 == 0) {
        store.writer().delete(keys.get(index), new Precondition.None());
      } else {
        kept.add(keys.get(index));
      }
    }
    assertThat(list(KeyPrefix.NONE, null, 1000).stream().map(ListedObject::key))
        .containsExactlyElementsOf(kept);
  }

  @Test
  @Hazard({45, 52, 54, 55})
  void nastyKeysAreTagged() {
    needs(Trait.TAGS);
    forEachKey(key -> {
      put(key, contentOf(key), ObjectAttributes.of(Metadata.NONE, tags("by", "put")));
      assertThat(store.reader().tags(key, null)).isEqualTo(tags("by", "put"));
      store.writer().putTags(key, tags("by", "name"), state(key).etag());
      assertThat(store.reader().tags(key, null)).isEqualTo(tags("by", "name"));
      store.writer().putTags(key, Tags.NONE, state(key).etag());
      assertThat(store.reader().tags(key, null)).isEqualTo(Tags.NONE);
    });
  }

  /// The corpus without keys that this store refuses for uploads only.
  protected List<ObjectKey> keysOfUploads() {
    return nastyKeys();
  }

  @Test
  @Hazard({52, 54, 55})
  void nastyKeysAreUploadedInParts() {
    forEachKey(
        keysOfUploads(),
        key -> {
          UploadId id = store.uploads().create(key, plain(), null);
          if (!lacks().contains(Trait.LISTED_UPLOADS)) {
            assertThat(store.uploads().open(key)).extracting(OpenUpload::id).contains(id);
          }
          UploadedPart part = store.uploads().upload(key, id, 1, body(contentOf(key)));
          written(store.uploads().complete(key, id, completion(List.of(part), null)));
          assertThat(read(key)).isEqualTo(contentOf(key));
        });
  }
}
