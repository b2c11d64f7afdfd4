package dev.longhaul.store.s3;

import static dev.longhaul.store.s3.ScriptedServer.answer;
import static dev.longhaul.store.s3.ScriptedServer.error;
import static dev.longhaul.store.s3.ScriptedServer.raw;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.store.Failure;
import dev.longhaul.store.Lookup;
import dev.longhaul.store.PartFacts;
import dev.longhaul.store.ReadRequest;
import dev.longhaul.store.Reading;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class S3ReaderTest extends ScriptedStore {
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
  void readsAWholeObject() {
    server.then(answer(200, STATE, "0123456789"));

    assertThat(read(ReadRequest.current())).isEqualTo(new Reading.Complete<>("0123456789"));
    assertThat(server.request().line()).isEqualTo("GET /bucket/some/key HTTP/1.1");
    assertThat(server.request().headers()).containsEntry("x-amz-checksum-mode", "ENABLED");
  }

  @Test
  @Hazard(32)
  void failsWhenTheBodyEndsEarly() {
    server.then(
        raw("HTTP/1.1 200 OK\r\nETag: \"0123\"\r\nLast-Modified: "
                + MODIFIED
                + "\r\n"
                + "Content-Length: 10\r\n\r\n01234")
            .thenCloses());

    assertThat(failureOfRead(ReadRequest.current())).isInstanceOf(Failure.Transient.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Transfer-Encoding: chunked\r\n"})
  @Hazard(32)
  void refusesABodyWithoutALength(String framing) {
    String body = framing.isEmpty() ? "01234" : "5\r\n01234\r\n0\r\n\r\n";
    server.then(
        raw("HTTP/1.1 200 OK\r\nETag: \"0123\"\r\nLast-Modified: "
                + MODIFIED
                + "\r\n"
                + framing
                + "\r\n"
                + body)
            .thenCloses());

    assertThat(failureOfRead(ReadRequest.current()).message()).contains("Content-Length");
  }

  @Test
  @Hazard(65)
  void givesUpABodyThatStalls() {
    store(S3Settings.DEFAULT.with(SHORT));
    server.then(
        raw("HTTP/1.1 200 OK\r\nETag: \"0123\"\r\nLast-Modified: "
                + MODIFIED
                + "\r\n"
                + "Content-Length: 10\r\n\r\n01234")
            .thenStalls());

    assertThat(failureOfRead(ReadRequest.current())).isInstanceOf(Failure.Throttled.class);
  }

  @Test
  @Hazard(65)
  void givesUpAnAnswerThatNeverComes() {
    store(S3Settings.DEFAULT.with(SHORT));
    server.then(raw("").thenStalls());

    assertThat(failureOfRead(ReadRequest.current())).isInstanceOf(Failure.Throttled.class);
  }

  @Test
  void keepsTheConnectionOfABodyThatWasRead() {
    server.then(answer(200, STATE, "0123"), answer(200, STATE, "4567"));

    read(ReadRequest.current());
    read(ReadRequest.current());

    assertThat(server.connections()).isEqualTo(1);
  }

  @Test
  void givesUpTheConnectionOfALargeBodyThatWasNotRead() {
    String large = "x".repeat(100_000);
    server.then(answer(200, STATE, large), answer(200, STATE, large));
    ReadRequest current = ReadRequest.current();

    store().reader().read(KEY, current, (_, _, body) -> body.read());
    store().reader().read(KEY, current, (_, _, body) -> body.read());

    assertThat(server.connections()).isEqualTo(2);
  }

  @Test
  @Hazard(15)
  void takesOnlyAWellFormedNoSuchKeyForAMissingKey() {
    server.then(
        error(404, "NoSuchKey"),
        answer(404, "", ""),
        answer(404, "", "<html><body>not here</body></html>"),
        error(404, "NoSuchBucket"));

    assertThat(read(ReadRequest.current())).isInstanceOf(Reading.Missing.class);
    assertThat(failureOfRead(ReadRequest.current())).isInstanceOf(Failure.Transient.class);
    assertThat(failureOfRead(ReadRequest.current())).isInstanceOf(Failure.Transient.class);
    assertThat(failureOfRead(ReadRequest.current())).isInstanceOf(Failure.WrongCredentials.class);
  }

  @ParameterizedTest
  @CsvSource({
    "301, WrongCredentials",
    "400, Refused",
    "401, WrongCredentials",
    "403, WrongCredentials",
    "405, Refused",
    "429, Throttled",
    "500, Throttled",
    "503, Throttled"
  })
  @Hazard({15, 64})
  void knowsNothingOfAKeyWhenAHeadIsRefused(int status, String kind) {
    server.then(raw("HTTP/1.1 " + status + " No\r\nContent-Length: 0\r\n\r\n"));

    assertThat(failureOf(() -> store().reader().head(KEY)).getClass().getSimpleName())
        .isEqualTo(kind);
  }

  @Test
  @Hazard({15, 43})
  void tellsADeleteMarkerFromAMissingKey() {
    server.then(
        raw("HTTP/1.1 404 No\r\nx-amz-delete-marker: true\r\n\r\n"),
        raw("HTTP/1.1 404 No\r\nx-amz-delete-marker: false\r\n\r\n"));

    assertThat(store().reader().head(KEY)).isEqualTo(new Lookup.NotFound(true));
    assertThat(store().reader().head(KEY)).isEqualTo(new Lookup.NotFound(false));
  }

  @Test
  @Hazard(48)
  void saysThatAnArchivedObjectCannotBeRead() {
    server.then(error(403, "InvalidObjectState"));

    assertThat(failureOfRead(ReadRequest.current()))
        .isInstanceOfSatisfying(
            Failure.Refused.class,
            refused -> {
              assertThat(refused.code()).isEqualTo("InvalidObjectState");
              assertThat(refused.message()).contains("archived");
            });
  }

  @Test
  @Hazard(64)
  void passesOnHowLongToWait() {
    server.then(answer(503, "Retry-After: 7\n", "<Error><Code>SlowDown</Code></Error>"));

    assertThat(failureOfRead(ReadRequest.current()))
        .isInstanceOfSatisfying(
            Failure.Throttled.class,
            throttled -> assertThat(throttled.retryAfterMillis()).isEqualTo(7000));
  }

  @Test
  void readsPartFactsOnlyOfThePinnedObject() {
    String count = "x-amz-mp-parts-count: 3\n";
    server.then(
        head(206, partial("0-3/10") + count + "Content-Length: 4\n"),
        head(200, STATE + "Content-Length: 10\n"),
        head(206, partial("0-3/11") + count + "Content-Length: 4\n"),
        head(501, ""));

    assertThat(store().reader().part(KEY, pin(10), 1)).contains(new PartFacts(3, 4));
    assertThat(store().reader().part(KEY, pin(10), 1)).isEmpty();
    assertThat(store().reader().part(KEY, pin(10), 1)).isEmpty();
    assertThat(store().reader().part(KEY, pin(10), 1)).isEmpty();
    assertThat(server.requests().get(0).target()).isEqualTo("/bucket/some/key?partNumber=1");
  }

  private static ScriptedServer.Answer head(int status, String headers) {
    return raw("HTTP/1.1 " + status + " X\r\n" + headers.replace("\n", "\r\n") + "\r\n");
  }

  @Test
  void readsTags() {
    server.then(
        answer(
            200,
            "",
            "<Tagging><TagSet><Tag><Key>a</Key><Value>&lt;b&gt;</Value></Tag>"
                + "<Tag><Key>c d</Key><Value></Value></Tag></TagSet></Tagging>"));

    assertThat(store().reader().tags(KEY, null).values()).isEqualTo(Map.of("a", "<b>", "c d", ""));
    assertThat(server.request().target()).isEqualTo("/bucket/some/key?tagging");
  }

  @Test
  @Hazard(45)
  void doesNotTakeARefusalOrAPortalForNoTags() {
    server.then(
        error(403, "AccessDenied"),
        answer(200, "", "<html/>"),
        answer(404, "", ""),
        error(404, "NoSuchKey"));

    assertThat(failureOf(() -> store().reader().tags(KEY, null)))
        .isInstanceOf(Failure.WrongCredentials.class);
    assertThat(failureOf(() -> store().reader().tags(KEY, null)))
        .isInstanceOf(Failure.Transient.class);
    assertThat(failureOf(() -> store().reader().tags(KEY, null)))
        .isInstanceOf(Failure.Refused.class);
    assertThat(store().reader().tags(KEY, null).isEmpty()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Last-Modified: " + MODIFIED + "\n",
        "ETag: \"\"\nLast-Modified: " + MODIFIED + "\n",
        "ETag: W/\"0123\"\nLast-Modified: " + MODIFIED + "\n",
        "ETag: \"0123\"\n",
        "ETag: \"0123\"\nLast-Modified: yesterday\n"
      })
  @Hazard(23)
  void makesNothingUpForWhatIsMissing(String headers) {
    server.then(answer(200, headers, "x"));

    assertThat(failureOfRead(ReadRequest.current())).isInstanceOf(Failure.Transient.class);
  }

  @Test
  @Hazard(23)
  void keepsTheDateOfTheAnswer() {
    server.then(answer(200, STATE, "x"));

    Reading<Instant> reading =
        store()
            .reader()
            .read(
                KEY,
                ReadRequest.current(),
                (state, _, body) -> {
                  body.readAllBytes();
                  return state.incarnation().lastModified();
                });

    assertThat(reading).isEqualTo(new Reading.Complete<>(MODIFIED_AT));
  }
}
