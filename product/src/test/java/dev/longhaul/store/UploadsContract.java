package dev.longhaul.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhaul.Hazard;
import dev.longhaul.MetadataCorpus;
import dev.longhaul.object.ByteRange;
import dev.longhaul.object.Checksum;
import dev.longhaul.object.ChecksumAlgorithm;
import dev.longhaul.object.ETag;
import dev.longhaul.object.Metadata;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.transfer.Digester;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The part of the contract that is about multipart uploads.
abstract class UploadsContract extends WriterContract {
  private static final ObjectKey KEY = ObjectKey.of("upload/me.bin");
  private static final ETag OTHER = new ETag("00000000000000000000000000000000");
  private static final List<byte[]> PARTS =
      List.of(pattern(PART, 1), pattern(PART, 2), pattern(9, 3));

  private UploadId begin() {
    return store.uploads().create(KEY, plain(), null);
  }

  private UploadedPart part(UploadId id, int number, byte[] bytes) {
    return store.uploads().upload(KEY, id, number, body(bytes));
  }

  @Test
  void partsBecomeAnObjectOnlyWhenCompleted() {
    UploadId id = begin();
    UploadedPart first = part(id, 1, PARTS.get(0));
    assertThat(first.size()).isEqualTo(PART);
    assertThat(exists(KEY)).isFalse();
    UploadedPart second = part(id, 2, PARTS.get(2));
    Stored stored =
        written(store.uploads().complete(KEY, id, completion(List.of(first, second), null)));
    assertThat(state(KEY).etag()).isEqualTo(stored.etag());
    assertThat(read(KEY)).isEqualTo(joined(List.of(PARTS.get(0), PARTS.get(2))));
  }

  @Test
  void partsComeInAnyOrderAndTheLastOfANumberWins() {
    UploadId id = begin();
    UploadedPart third = part(id, 3, PARTS.get(2));
    part(id, 1, PARTS.get(1));
    UploadedPart second = part(id, 2, PARTS.get(1));
    UploadedPart first = part(id, 1, PARTS.get(0));
    written(store.uploads().complete(KEY, id, completion(List.of(first, second, third), null)));
    assertThat(read(KEY)).isEqualTo(joined(PARTS));
  }

  @Test
  @Hazard(25)
  void theETagIsMadeOfThePartsMd5s() {
    needs(Trait.MULTIPART_ETAGS);
    Digester md5s = Digester.md5();
    for (byte[] part : PARTS) {
      byte[] md5 = Base64.getDecoder().decode(md5(part));
      md5s.update(md5, 0, md5.length);
    }
    byte[] whole = Base64.getDecoder().decode(md5s.checksum().base64());
    assertThat(upload(KEY, plain(), PARTS).etag().value())
        .isEqualTo(HexFormat.of().formatHex(whole) + "-3");
  }

  @Test
  @Hazard({41, 44, 45})
  void attributesAreSetWhenTheUploadBegins() {
    needs(Trait.TAGS_ON_UPLOADS);
    Metadata metadata =
        new Metadata(MetadataCorpus.of("Name", "caf\u00e9").user(), systemHeaders().getLast());
    upload(KEY, ObjectAttributes.of(metadata, tags("k", "v")), List.of(bytes("small")));
    assertThat(state(KEY).metadata()).isEqualTo(metadata);
    assertThat(store.reader().tags(KEY, null)).isEqualTo(tags("k", "v"));
  }

  @Test
  @Hazard(39)
  void storedPartsAreListedByNumber() {
    UploadId id = begin();
    List<UploadedPart> sent = new ArrayList<>();
    sent.add(part(id, 2, PARTS.get(2)));
    sent.addFirst(part(id, 1, PARTS.get(0)));
    List<UploadedPart> listed = store.uploads().parts(KEY, id);
    assertThat(listed).extracting(UploadedPart::number).containsExactly(1, 2);
    assertThat(listed).extracting(UploadedPart::size).containsExactly((long) PART, 9L);
    assertThat(listed)
        .extracting(UploadedPart::etag)
        .containsExactlyElementsOf(sent.stream().map(UploadedPart::etag).toList());
    store.uploads().abort(KEY, id);
    assertThat(store.uploads().parts(KEY, id)).isEmpty();
  }

  @Test
  @Hazard(27)
  void aPartThatDoesNotMatchItsDigestIsNotStored() {
    needs(Trait.PART_CHECKS);
    UploadId id = begin();
    Body wrong = Body.of(bytes("content"), new BodyDigest(md5(bytes("other")), null));
    assertThatThrownBy(() -> store.uploads().upload(KEY, id, 1, wrong))
        .isInstanceOf(StoreException.class);
    assertThat(store.uploads().parts(KEY, id)).isEmpty();
  }

  @Test
  @Hazard(20)
  void ifAbsentStopsACompletionOntoSomething() {
    needs(Trait.COMPLETE_IF_ABSENT);
    put(KEY, bytes("there before"));
    UploadId id = begin();
    List<UploadedPart> parts = List.of(part(id, 1, bytes("late")));
    Completion ifAbsent = new Completion(parts, new Precondition.IfAbsent(), null);
    assertThat(store.uploads().complete(KEY, id, ifAbsent))
        .isInstanceOf(WriteAnswer.PreconditionFailed.class);
    assertThat(read(KEY)).isEqualTo(bytes("there before"));
  }

  @Test
  @Hazard(20)
  void ifMatchStopsACompletionOntoAnythingElse() {
    needs(Trait.COMPLETE_IF_MATCH);
    ETag there = put(KEY, bytes("there before"));
    UploadId id = begin();
    List<UploadedPart> parts = List.of(part(id, 1, bytes("late")));
    Completion wrong = new Completion(parts, new Precondition.IfMatch(OTHER), null);
    assertThat(store.uploads().complete(KEY, id, wrong))
        .isInstanceOf(WriteAnswer.PreconditionFailed.class);
    assertThat(read(KEY)).isEqualTo(bytes("there before"));
    UploadId again = begin();
    List<UploadedPart> more = List.of(part(again, 1, bytes("right")));
    Completion right = new Completion(more, new Precondition.IfMatch(there), null);
    written(store.uploads().complete(KEY, again, right));
    assertThat(read(KEY)).isEqualTo(bytes("right"));
  }

  @Test
  @Hazard({26, 27})
  void theChecksumOfTheWholeIsCheckedAndKept() {
    needs(Trait.UPLOAD_CHECKSUMS);
    Checksum right = checksum(ChecksumAlgorithm.CRC32C, bytes("whole"));
    Checksum wrong = checksum(ChecksumAlgorithm.CRC32C, bytes("other"));
    UploadId id = store.uploads().create(KEY, plain(), ChecksumAlgorithm.CRC32C);
    List<UploadedPart> parts = List.of(part(id, 1, bytes("whole")));
    assertThat(store.uploads().complete(KEY, id, completion(parts, wrong)))
        .isInstanceOf(WriteAnswer.DigestRefused.class);
    assertThat(exists(KEY)).isFalse();
    UploadId again = store.uploads().create(KEY, plain(), ChecksumAlgorithm.CRC32C);
    List<UploadedPart> more = List.of(part(again, 1, bytes("whole")));
    written(store.uploads().complete(KEY, again, completion(more, right)));
    assertThat(state(KEY).checksums()).contains(right);
  }

  @Test
  @Hazard(30)
  void whatIsNotOpenOrNotThereCannotBeCompleted() {
    UploadId id = begin();
    UploadedPart part = part(id, 1, bytes("x"));
    UploadedPart never = new UploadedPart(2, 5, part.etag(), null);
    assertThatThrownBy(
            () -> store.uploads().complete(KEY, id, completion(List.of(part, never), null)))
        .isInstanceOf(StoreException.class);
    store.uploads().abort(KEY, id);
    try {
      // A store also knows an upload no more after it completed it, so this may be uncertain.
      assertThat(store.uploads().complete(KEY, id, completion(List.of(part), null)))
          .isInstanceOf(WriteAnswer.Ambiguous.class);
    } catch (StoreException refused) {
      assertThat(refused.failure()).isInstanceOf(Failure.Refused.class);
    }
    assertThat(exists(KEY)).isFalse();
  }

  @Test
  @Hazard(40)
  void abortDropsTheUploadAndIsIdempotent() {
    UploadId id = begin();
    part(id, 1, bytes("x"));
    store.uploads().abort(KEY, id);
    store.uploads().abort(KEY, id);
    assertThat(exists(KEY)).isFalse();
    needs(Trait.LISTED_UPLOADS);
    assertThat(store.uploads().open(KEY)).isEmpty();
  }

  @Test
  @Hazard(40)
  void openUploadsAreThoseOfExactlyTheKey() {
    needs(Trait.LISTED_UPLOADS);
    UploadId one = begin();
    UploadId two = begin();
    store.uploads().create(ObjectKey.of("upload/me.bin2"), plain(), null);
    store.uploads().create(ObjectKey.of("upload/me.bin/x"), plain(), null);
    List<OpenUpload> open = store.uploads().open(KEY);
    assertThat(open).extracting(OpenUpload::id).containsExactlyInAnyOrder(one, two);
    assertThat(open).extracting(OpenUpload::key).containsOnly(KEY);
    assertThat(store.uploads().open(ObjectKey.of("upload/me"))).isEmpty();
  }

  @Test
  void partsAreCopiedFromTheObjectItself() {
    needs(Trait.COPIED_PARTS);
    byte[] whole = joined(List.of(PARTS.get(0), PARTS.get(2)));
    ETag etag = upload(KEY, plain(), List.of(PARTS.get(0), PARTS.get(2))).etag();
    UploadId id =
        store
            .uploads()
            .create(KEY, ObjectAttributes.of(MetadataCorpus.of("new", "yes"), tags()), null);
    List<UploadedPart> parts = new ArrayList<>();
    for (ByteRange range : List.of(new ByteRange(0, PART), new ByteRange(PART, 9))) {
      parts.add(
          store
              .uploads()
              .copyPart(new MultipartUploads.PartCopy(KEY, id, parts.size() + 1, range), etag));
    }
    MultipartUploads.PartCopy late = new MultipartUploads.PartCopy(KEY, id, 3, new ByteRange(0, 1));
    assertThatThrownBy(() -> store.uploads().copyPart(late, OTHER))
        .isInstanceOf(StoreException.class);
    written(store.uploads().complete(KEY, id, completion(parts, null)));
    assertThat(read(KEY)).isEqualTo(whole);
    assertThat(state(KEY).metadata().user()).containsKey("new");
  }
}
