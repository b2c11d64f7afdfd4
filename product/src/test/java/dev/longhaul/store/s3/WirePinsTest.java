package dev.longhaul.store.s3;

import static dev.longhaul.store.s3.ScriptedServer.answer;
import static dev.longhaul.store.s3.ScriptedServer.error;
import static dev.longhaul.store.s3.ScriptedServer.raw;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.object.ObjectState;
import dev.longhaul.store.Body;
import dev.longhaul.store.BodyDigest;
import dev.longhaul.store.Failure;
import dev.longhaul.store.Lookup;
import dev.longhaul.store.Precondition;
import dev.longhaul.store.ReadRequest;
import dev.longhaul.store.WriteAnswer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What the engine relies on in HttpClient and its own code around it, so that no other version of
/// the library changes it without a word.
@Timeout(300)
final class WirePinsTest extends ScriptedStore {
  private Object read() {
    return store()
        .reader()
        .read(KEY, ReadRequest.current(), (_, _, body) -> new String(body.readAllBytes(), UTF_8));
  }

  private static String framed(String headers, String body) {
    return "HTTP/1.1 200 OK\r\n" + STATE.replace("\n", "\r\n") + headers + "\r\n" + body;
  }

  @Test
  @Hazard(64)
  void aConnectionServesOnAfterErrorsAndEmptyAnswers() {
    server.then(
        error(404, "NoSuchKey"),
        error(503, "SlowDown"),
        raw("HTTP/1.1 404 X\r\nContent-Length: 7\r\n\r\n"),
        answer(200, STATE, "content"));

    read();
    failureOf(this::read);
    store().reader().head(KEY);

    assertThat(read().toString()).contains("content");
    assertThat(server.connections()).isEqualTo(1);
  }

  @Test
  @Hazard(32)
  void aConnectionWithAnAnswerThatWasNotReadServesNobodyElse() {
    server.then(answer(200, STATE, "x".repeat(1 << 20)), answer(200, STATE, "content"));
    store().reader().read(KEY, ReadRequest.current(), (_, length, _) -> length);

    assertThat(read().toString()).contains("content");
    assertThat(server.connections()).isEqualTo(2);
  }

  @Test
  @Hazard(79)
  void cookiesAreNotKept() {
    server.then(
        answer(404, "Set-Cookie: who=me; Path=/\n", ""), answer(404, "Set-Cookie: a=b\n", ""));

    store().reader().head(KEY);
    store().reader().head(KEY);

    assertThat(server.requests().getLast().headers()).doesNotContainKey("cookie");
  }

  @Test
  void aChallengeIsNotAnswered() {
    server.then(answer(401, "WWW-Authenticate: Basic realm=\"x\"\n", ""));

    failureOf(() -> store().reader().head(KEY));

    assertThat(server.requests()).hasSize(1);
  }

  @Test
  @Hazard(33)
  void bodiesAreSentWithTheirLengthAtOnceAndNeverInChunks() {
    server.then(answer(200, "ETag: \"0123\"\n", ""));

    store()
        .writer()
        .put(KEY, PLAIN, Body.of(new byte[3 << 20], BodyDigest.NONE), new Precondition.None());

    assertThat(server.request().headers())
        .containsEntry("content-length", Integer.toString(3 << 20))
        .doesNotContainKeys("expect", "transfer-encoding", "connection", "user-agent");
  }

  @Test
  @Hazard(32)
  void twoLengthsAreNoLength() {
    server.then(raw(framed("Content-Length: 7\r\nContent-Length: 3\r\n", "content")).thenCloses());

    assertThat(failureOf(this::read)).isInstanceOf(Failure.Transient.class);
  }

  @Test
  @Hazard(32)
  void aLengthThatIsNoneIsRefused() {
    for (String length : new String[] {"-1", "7x", "99999999999999999999", ""}) {
      server.then(raw(framed("Content-Length: " + length + "\r\n", "content")).thenCloses());

      assertThat(failureOf(this::read)).as(length).isInstanceOf(Failure.Transient.class);
    }
  }

  @Test
  @Hazard(32)
  void chunksWinOverALengthAndAreThenNotBelieved() {
    server.then(
        raw(framed("Content-Length: 7\r\nTransfer-Encoding: chunked\r\n", "3\r\ncon\r\n0\r\n\r\n"))
            .thenCloses());

    assertThat(failureOf(this::read)).isInstanceOf(Failure.Transient.class);
  }

  @Test
  @Hazard(44)
  void noEncodingOfTheTransferIsUndone() {
    server.then(answer(200, STATE + "Content-Encoding: deflate\n", "not packed"));

    assertThat(read().toString()).contains("not packed");
    assertThat(server.request().headers()).containsEntry("accept-encoding", "identity");
  }

  @Test
  @Hazard(41)
  void bytesOfHeadersArriveAsTheyWereSent() {
    server.then(
        raw(
            framed(
                "Content-Length: 0\r\nx-amz-meta-a:  two  spaces\t\r\nX-AMZ-Meta-B: \u00e9\r\n",
                "")));

    ObjectState state = ((Lookup.Found) store().reader().head(KEY)).state();

    assertThat(state.metadata().user()).containsEntry("a", "two  spaces").containsEntry("b", "é");
  }

  @Test
  void anAnswerWithoutABodyIsNotWaitedFor() {
    server.then(
        raw("HTTP/1.1 204 No Content\r\n\r\n"),
        raw("HTTP/1.1 304 Not Modified\r\nContent-Length: 500\r\n\r\n"),
        raw("HTTP/1.1 404 X\r\n\r\n"));

    assertThat(store().writer().delete(KEY, new Precondition.None()))
        .isInstanceOf(WriteAnswer.Written.class);
    failureOf(() -> store().reader().head(KEY));
    assertThat(store().reader().head(KEY)).isInstanceOf(Lookup.NotFound.class);
  }

  @Test
  void settingsOfTheVirtualMachineNameNoProxyAndNoAgent() {
    String before = System.setProperty("http.proxyHost", "proxy.invalid");
    try {
      server.then(raw("HTTP/1.1 404 X\r\n\r\n"));

      assertThat(store().reader().head(KEY)).isInstanceOf(Lookup.NotFound.class);
    } finally {
      if (before == null) {
        System.clearProperty("http.proxyHost");
      } else {
        System.setProperty("http.proxyHost", before);
      }
    }
  }
}
