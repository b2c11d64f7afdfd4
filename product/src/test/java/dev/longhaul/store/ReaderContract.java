package dev.longhaul.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhaul.Hazard;
import dev.longhaul.object.ETag;
import dev.longhaul.object.Incarnation;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.object.ObjectState;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

/// The part of the contract that is about reading objects and the bucket.
abstract class ReaderContract extends StoreContract {
  private static final ObjectKey KEY = ObjectKey.of("read/me.bin");

  @Test
  void theBucketAnswersAndItsClockIsNearOurs() {
    BucketFacts facts = store.inspector().headBucket();
    if (facts.clockAhead() != null) {
      assertThat(facts.clockAhead().abs()).isLessThan(Duration.ofMinutes(5));
    }
  }

  @Test
  void headShowsWhatWasPut() {
    ETag etag = put(KEY, bytes("eleven byte"));
    ObjectState state = state(KEY);
    assertThat(state.etag()).isEqualTo(etag);
    assertThat(state.size()).isEqualTo(11);
    Instant date = state.incarnation().lastModified();
    assertThat(date).as("whole seconds").isEqualTo(date.truncatedTo(ChronoUnit.SECONDS));
    assertThat(state.missingMetadata()).isZero();
  }

  @Test
  @Hazard(15)
  void aMissingKeyIsNotFoundAndNothingElse() {
    put(ObjectKey.of("read/me.bin.longer"), bytes("x"));
    assertThat(store.reader().head(KEY)).isEqualTo(new Lookup.NotFound(false));
    assertThat(readAll(KEY, ReadRequest.current())).isInstanceOf(Reading.Missing.class);
  }

  @Test
  @Hazard(24)
  void aReadBringsTheStateOfItsVeryAnswer() {
    put(KEY, bytes("content"));
    ObjectState head = state(KEY);
    Reading<ObjectState> reading =
        store
            .reader()
            .read(
                KEY,
                ReadRequest.current(),
                (state, length, in) -> {
                  assertThat(length).isEqualTo(7);
                  assertThat(in.readAllBytes()).isEqualTo(bytes("content"));
                  return state;
                });
    assertThat(reading)
        .isInstanceOfSatisfying(
            Reading.Complete.class,
            complete -> {
              ObjectState state = (ObjectState) complete.value();
              assertThat(state.incarnation()).isEqualTo(head.incarnation());
              assertThat(state.metadata()).isEqualTo(head.metadata());
            });
  }

  @Test
  void anEmptyObjectIsRead() {
    put(KEY, new byte[0]);
    assertThat(read(KEY)).isEmpty();
    Incarnation pin = state(KEY).incarnation();
    assertThat(complete(readAll(KEY, new ReadRequest(pin, null)))).isEmpty();
  }

  @Test
  void rangesGiveExactlyTheirBytes() {
    byte[] whole = pattern(100_000, 1);
    put(KEY, whole);
    ObjectState state = state(KEY);
    long[][] ranges = {{0, 1}, {99_999, 1}, {0, 100_000}, {17, 4_096}, {50_000, 50_000}};
    for (long[] range : ranges) {
      byte[] expected =
          java.util.Arrays.copyOfRange(whole, (int) range[0], (int) (range[0] + range[1]));
      assertThat(complete(readAll(KEY, range(state, range[0], range[1])))).isEqualTo(expected);
    }
  }

  @Test
  @Hazard(18)
  void aPinnedReadNeverGivesBytesOfAnotherObject() {
    byte[] old = pattern(1_000, 1);
    put(KEY, old);
    ObjectState before = state(KEY);
    put(KEY, pattern(1_000, 2));
    Reading<byte[]> whole = readAll(KEY, new ReadRequest(before.incarnation(), null));
    Reading<byte[]> range = readAll(KEY, range(before, 10, 100));
    if (before.incarnation().versionId() == null) {
      assertThat(whole).isInstanceOf(Reading.Changed.class);
      assertThat(range).isInstanceOf(Reading.Changed.class);
    } else {
      assertThat(complete(whole)).isEqualTo(old);
    }
  }

  @Test
  @Hazard({18, 19})
  void equalBytesOfAnotherDateOrSizeAreAnotherIncarnation() {
    put(KEY, pattern(1_000, 1));
    Incarnation now = state(KEY).incarnation();
    Incarnation older =
        new Incarnation(
            now.etag(), now.size(), now.lastModified().minusSeconds(60), now.versionId());
    Incarnation larger =
        new Incarnation(now.etag(), now.size() + 1, now.lastModified(), now.versionId());
    for (Incarnation pin : new Incarnation[] {older, larger}) {
      assertThat(readAll(KEY, new ReadRequest(pin, null))).isInstanceOf(Reading.Changed.class);
      assertThat(readAll(KEY, ReadRequest.range(pin, new dev.longhaul.object.ByteRange(5, 10))))
          .isInstanceOf(Reading.Changed.class);
    }
  }

  @Test
  void aPinnedReadOfADeletedKeyIsMissing() {
    put(KEY, bytes("gone soon"));
    ObjectState before = state(KEY);
    store.writer().delete(KEY, new Precondition.None());
    if (before.incarnation().versionId() == null) {
      assertThat(readAll(KEY, range(before, 0, 4))).isInstanceOf(Reading.Missing.class);
    }
    assertThat(readAll(KEY, ReadRequest.current())).isInstanceOf(Reading.Missing.class);
  }

  @Test
  void aReaderMayLeaveBytesUnread() {
    put(KEY, pattern(3 << 20, 1));
    for (int round = 0; round < 3; round++) {
      Reading<Integer> first =
          store.reader().read(KEY, ReadRequest.current(), (_, _, in) -> in.read());
      assertThat(first).isInstanceOf(Reading.Complete.class);
    }
    assertThat(read(KEY)).hasSize(3 << 20);
  }

  @Test
  void whatAReaderThrowsEndsTheReadAsAFailure() {
    put(KEY, bytes("content"));
    assertThatThrownBy(() ->
            store
                .reader()
                .read(
                    KEY,
                    ReadRequest.current(),
                    (_, _, _) -> {
                      throw new IOException("broken by the test");
                    }))
        .isInstanceOf(StoreException.class);
    assertThat(read(KEY)).isEqualTo(bytes("content"));
  }

  @Test
  @Hazard(38)
  void onlyObjectsMadeOfPartsHaveParts() {
    needs(Trait.PART_FACTS);
    put(KEY, bytes("one piece"));
    Incarnation single = state(KEY).incarnation();
    assertThat(store.reader().part(KEY, single, 2)).isEmpty();
    ObjectKey large = ObjectKey.of("read/parts.bin");
    upload(large, plain(), java.util.List.of(pattern(PART, 1), pattern(77, 2)));
    Incarnation pin = state(large).incarnation();
    assertThat(store.reader().part(large, pin, 1)).contains(new PartFacts(2, PART));
    assertThat(store.reader().part(large, pin, 2)).contains(new PartFacts(2, 77));
    put(large, bytes("no parts any more"));
    if (pin.versionId() == null) {
      assertThat(store.reader().part(large, pin, 1)).isEmpty();
    }
  }
}
