package dev.longhaul.store.s3;

import static dev.longhaul.store.s3.ScriptedServer.answer;
import static dev.longhaul.store.s3.ScriptedServer.error;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.object.ByteRange;
import dev.longhaul.object.Incarnation;
import dev.longhaul.store.Failure;
import dev.longhaul.store.ReadRequest;
import dev.longhaul.store.Reading;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A read is of the pinned incarnation or says that it is not (H18).
final class PinnedReadTest extends ScriptedStore {
  private static final ReadRequest MIDDLE = ReadRequest.range(pin(10), new ByteRange(2, 4));

  private Reading<String> read(ReadRequest request) {
    return store()
        .reader()
        .read(
            KEY, request, (_, _, body) -> new String(body.readAllBytes(), StandardCharsets.UTF_8));
  }

  private Failure failureOfRead(ReadRequest request) {
    return failureOf(() -> read(request));
  }

  private static String partial(String range) {
    return STATE + "Content-Range: bytes " + range + "\n";
  }

  @Test
  @Hazard(18)
  void pinsARange() {
    server.then(answer(206, partial("2-5/10"), "2345"));

    assertThat(read(MIDDLE)).isEqualTo(new Reading.Complete<>("2345"));
    assertThat(server.request().headers())
        .containsEntry("if-match", "\"0123\"")
        .containsEntry("range", "bytes=2-5")
        .doesNotContainKey("x-amz-checksum-mode");
  }

  @Test
  @Hazard(18)
  void namesTheVersionOnlyWhereThatIsPermitted() {
    server.then(answer(200, STATE, "x"), answer(200, STATE, "x"));
    ReadRequest pinned = new ReadRequest(new Incarnation(ETAG, 1, MODIFIED_AT, "v=1+2"), null);

    read(pinned);
    opened().speak(Dialect.DEFAULT.withVersions(true));
    read(pinned);

    assertThat(server.requests())
        .extracting(ScriptedServer.Captured::target)
        .containsExactly("/bucket/some/key", "/bucket/some/key?versionId=v%3D1%2B2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ETag: \"4567\"\nLast-Modified: " + MODIFIED + "\nContent-Range: bytes 2-5/10\n",
        """
        ETag: "0123"
        Last-Modified: Tue, 24 Nov 2026 01:02:04 GMT
        Content-Range: bytes 2-5/10
        """,
        "ETag: \"0123\"\nLast-Modified: " + MODIFIED + "\nContent-Range: bytes 2-5/11\n",
      })
  @Hazard({18, 24})
  void takesNoBytesOfAnotherIncarnationFromAServerThatIgnoresIfMatch(String headers) {
    server.then(answer(206, headers, "2345"));

    assertThat(read(MIDDLE)).isInstanceOf(Reading.Changed.class);
  }

  @Test
  @Hazard(18)
  void noticesAnotherVersionOfTheSameBytes() {
    server.then(answer(200, STATE + "x-amz-version-id: v2\n", "x"));
    Incarnation first = new Incarnation(ETAG, 1, MODIFIED_AT, "v1");

    assertThat(read(new ReadRequest(first, null))).isInstanceOf(Reading.Changed.class);
  }

  @Test
  @Hazard(18)
  void refusesTheWholeObjectWhereARangeWasAskedFor() {
    server.then(answer(200, STATE, "0123456789"));

    assertThat(failureOfRead(MIDDLE))
        .isInstanceOfSatisfying(
            Failure.Refused.class, refused -> assertThat(refused.code()).isEqualTo("RangeIgnored"));
  }

  @Test
  @Hazard(18)
  void takesAnotherWholeObjectInsteadOfARangeForAChange() {
    server.then(answer(200, STATE, "01234567890"));

    assertThat(read(MIDDLE)).isInstanceOf(Reading.Changed.class);
  }

  @ParameterizedTest
  @CsvSource({"3-6/10", "2-4/10", "2-5/*", "x"})
  @Hazard(18)
  void refusesAnotherRange(String range) {
    server.then(answer(206, partial(range), "2345"));

    assertThat(failureOfRead(MIDDLE)).isInstanceOf(Failure.Transient.class);
  }

  @Test
  @Hazard(18)
  void refusesARangeOfAnotherLength() {
    server.then(answer(206, partial("2-5/10"), "234"));

    assertThat(failureOfRead(MIDDLE)).isInstanceOf(Failure.Transient.class);
  }

  @Test
  @Hazard(18)
  void refusesAPartWhereTheWholeWasAskedFor() {
    server.then(answer(206, partial("0-3/10"), "0123"));

    assertThat(failureOfRead(ReadRequest.current())).isInstanceOf(Failure.Transient.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {412, 416})
  @Hazard(18)
  void takesAFailedPreconditionForAChange(int status) {
    server.then(error(status, "Whatever"));

    assertThat(read(MIDDLE)).isInstanceOf(Reading.Changed.class);
  }

  @Test
  @Hazard(18)
  void takesTheLossOfThePinnedVersionForAChange() {
    server.then(error(404, "NoSuchVersion"));

    assertThat(read(MIDDLE)).isInstanceOf(Reading.Changed.class);
  }

  @Test
  void acceptsAPinFromAListingWithMilliseconds() {
    server.then(answer(200, STATE, "x"));
    Incarnation listed = new Incarnation(ETAG, 1, MODIFIED_AT.plusMillis(123), null);

    assertThat(read(new ReadRequest(listed, null))).isInstanceOf(Reading.Complete.class);
  }
}
