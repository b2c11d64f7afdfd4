package dev.longhaul.store.s3;

import static dev.longhaul.store.s3.ScriptedServer.answer;
import static dev.longhaul.store.s3.ScriptedServer.error;
import static dev.longhaul.store.s3.ScriptedServer.raw;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.effect.Cancelled;
import dev.longhaul.store.Body;
import dev.longhaul.store.BodyDigest;
import dev.longhaul.store.BodyInput;
import dev.longhaul.store.BodyOutput;
import dev.longhaul.store.Failure;
import dev.longhaul.store.Lookup;
import dev.longhaul.store.Precondition;
import dev.longhaul.store.ReadRequest;
import dev.longhaul.store.Reading;
import dev.longhaul.store.WriteAnswer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Bodies in memory outside the heap, which pass through the socket's channel beside HttpClient.
@Timeout(300)
final class ChannelBodyTest extends ScriptedStore {
  /// More than sockets and buffers on the way hold.
  private static final int LARGE = 64 << 20;

  private static String text(int length) {
    return new Random(length)
        .ints(length, 'a', 'z' + 1)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static ByteBuffer outside(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
  }

  /// Reads to the end, with room for more than there is.
  private static String readAll(BodyInput body, long length) throws IOException {
    ByteBuffer into = ByteBuffer.allocateDirect((int) length + 1000);
    while (body.read(into) >= 0) {
      assertThat(into.position()).isLessThanOrEqualTo((int) length);
    }
    return StandardCharsets.ISO_8859_1.decode(into.flip()).toString();
  }

  private Reading<String> read() {
    return store()
        .reader()
        .read(KEY, ReadRequest.current(), (_, length, body) -> readAll(body, length));
  }

  private WriteAnswer put(Body body) {
    return store().writer().put(KEY, PLAIN, body, new Precondition.None());
  }

  private static String head(int length) {
    return "HTTP/1.1 200 OK\r\nETag: \"0123\"\r\nLast-Modified: "
        + MODIFIED
        + "\r\nContent-Length: "
        + length
        + "\r\n\r\n";
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 16_000, 16_384, 16_385, 3_000_000})
  void aBodyIsReadToItsLastByteWhereverItsFirstCame(int length) {
    String text = text(length);
    server.then(answer(200, STATE, text), answer(404, "", ""));

    assertThat(read()).isEqualTo(new Reading.Complete<>(text));
    assertThat(store().reader().head(KEY)).isInstanceOf(Lookup.NotFound.class);
    assertThat(server.connections()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 16_384, 200_000})
  void noByteOfTheNextAnswerIsTaken(int length) {
    String text = text(length);
    server.then(raw(head(length) + text + "HTTP/1.1 404 X\r\n\r\n"), raw(""));

    assertThat(read()).isEqualTo(new Reading.Complete<>(text));
    assertThat(store().reader().head(KEY)).isInstanceOf(Lookup.NotFound.class);
    assertThat(server.connections()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 150_000})
  @Hazard(32)
  void aBodyThatIsCutFails(int came) {
    server.then(raw(head(200_000) + text(came)).thenCloses());

    assertThat(failureOf(this::read)).isInstanceOf(Failure.Transient.class);
  }

  @Test
  @Hazard(65)
  void aBodyThatStandsStillIsLeft() {
    store(S3Settings.DEFAULT.with(SHORT));
    server.then(raw(head(200_000) + text(150_000)).thenStalls());

    assertThat(failureOf(this::read)).isInstanceOf(Failure.Throttled.class);
  }

  @Test
  void anInterruptEndsARead() throws Exception {
    server.then(raw(head(200_000) + text(150_000)).thenStalls(), answer(404, "", ""));
    CountDownLatch waits = new CountDownLatch(1);
    CompletableFuture<Throwable> ended = new CompletableFuture<>();
    Thread caller =
        calling(
            () ->
                store()
                    .reader()
                    .read(
                        KEY,
                        ReadRequest.current(),
                        (_, length, body) -> {
                          body.readNBytes(150_000);
                          waits.countDown();
                          return readAll(body, length);
                        }),
            ended);
    waits.await();

    caller.interrupt();

    assertThat(ended.get(5, TimeUnit.MINUTES)).isInstanceOf(Cancelled.class);
    assertThat(store().reader().head(KEY)).isInstanceOf(Lookup.NotFound.class);
    assertThat(server.connections()).isEqualTo(2);
  }

  private static Thread calling(Runnable call, CompletableFuture<Throwable> ended) {
    return Thread.ofVirtual()
        .start(() -> {
          try {
            call.run();
            ended.complete(new AssertionError("it ended by itself"));
          } catch (RuntimeException thrown) {
            ended.complete(thrown);
          }
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3_000_000})
  void aBodyIsSentBehindItsHead(int length) {
    String text = text(length);
    server.then(answer(200, "ETag: \"0123\"\n", ""), answer(404, "", ""));

    assertThat(put(body(outside(text), length))).isInstanceOf(WriteAnswer.Written.class);
    assertThat(server.request().body()).isEqualTo(text);
    assertThat(store().reader().head(KEY)).isInstanceOf(Lookup.NotFound.class);
    assertThat(server.connections()).isEqualTo(1);
  }

  @Test
  void bytesOfTheHeapAndOthersKeepTheirOrder() {
    String text = text(300_000);
    server.then(answer(200, "ETag: \"0123\"\n", ""));
    Body mixed =
        new Body() {
          @Override
          public long length() {
            return text.length();
          }

          @Override
          public BodyDigest digest() {
            return BodyDigest.NONE;
          }

          @Override
          public void writeTo(BodyOutput out) throws IOException {
            out.write(text.substring(0, 10).getBytes(StandardCharsets.ISO_8859_1));
            out.writeAll(outside(text.substring(10, 200_000)));
            out.write(text.substring(200_000).getBytes(StandardCharsets.ISO_8859_1));
          }
        };

    assertThat(put(mixed)).isInstanceOf(WriteAnswer.Written.class);
    assertThat(server.request().body()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(ints = {99_999, 100_001})
  @Hazard(33)
  void aBodyThatIsNotAsLongAsItSaysIsCutOff(int announced) {
    server.then(answer(200, "ETag: \"0123\"\n", ""));

    assertThat(failureOf(() -> put(body(outside(text(100_000)), announced))))
        .isInstanceOf(Failure.Transient.class)
        .extracting(Failure::message)
        .asString()
        .contains("body");
    server.close();
    assertThat(server.requests())
        .allSatisfy(request -> assertThat(request.body()).hasSizeLessThan(announced));
  }

  @Test
  @Hazard(65)
  void aBodyThatCannotBeSentAnyFurtherIsLeft() {
    store(S3Settings.DEFAULT.with(SHORT));
    server.then(raw("").beforeTheBody().thenStalls());

    assertThat(put(body(ByteBuffer.allocateDirect(LARGE), LARGE)))
        .isInstanceOfSatisfying(
            WriteAnswer.Ambiguous.class,
            ambiguous -> assertThat(ambiguous.failure()).isInstanceOf(Failure.Throttled.class));
  }

  @Test
  void anInterruptEndsAWrite() throws Exception {
    server.then(raw("").beforeTheBody().thenStalls(), answer(404, "", ""));
    CompletableFuture<Throwable> ended = new CompletableFuture<>();
    Thread caller = calling(() -> put(body(ByteBuffer.allocateDirect(LARGE), LARGE)), ended);
    while (server.requests().isEmpty()) {
      Thread.onSpinWait();
    }

    caller.interrupt();

    assertThat(ended.get(5, TimeUnit.MINUTES)).isInstanceOf(Cancelled.class);
    assertThat(store().reader().head(KEY)).isInstanceOf(Lookup.NotFound.class);
    assertThat(server.connections()).isEqualTo(2);
  }

  @Test
  void anAnswerThatCameBeforeTheBodyWasSentCounts() {
    server.then(error(412, "PreconditionFailed").beforeTheBody().thenCloses());

    assertThat(put(body(ByteBuffer.allocateDirect(LARGE), LARGE)))
        .isEqualTo(new WriteAnswer.PreconditionFailed(false));
  }
}
