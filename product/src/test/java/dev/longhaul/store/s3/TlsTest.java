package dev.longhaul.store.s3;

import static dev.longhaul.store.s3.ScriptedServer.answer;
import static dev.longhaul.store.s3.ScriptedServer.raw;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.effect.Cancelled;
import dev.longhaul.store.Body;
import dev.longhaul.store.BodyDigest;
import dev.longhaul.store.BucketAddress;
import dev.longhaul.store.Credentials;
import dev.longhaul.store.Failure;
import dev.longhaul.store.Lookup;
import dev.longhaul.store.ObjectStore;
import dev.longhaul.store.Precondition;
import dev.longhaul.store.ReadRequest;
import dev.longhaul.store.UploadId;
import dev.longhaul.store.WriteAnswer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The same over TLS, with a certificate for `localhost` and no other name.
final class TlsTest {
  private static final char[] PASSWORD = "scripted".toCharArray();

  private SSLContext context;
  private ScriptedServer server;
  private S3Stores.Open open;

  @BeforeEach
  void start() throws GeneralSecurityException, IOException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = TlsTest.class.getResourceAsStream("localhost.p12")) {
      keys.load(in, PASSWORD);
    }
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(keys, PASSWORD);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(keys);
    context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
    server = new ScriptedServer(context.getServerSocketFactory());
    open = open("localhost", S3Settings.DEFAULT);
  }

  private S3Stores.Open open(String host, S3Settings settings) {
    BucketAddress address =
        new BucketAddress(
            URI.create("https://" + host + ":" + server.port()),
            "r",
            "bucket",
            BucketAddress.Kind.COMPATIBLE);
    Credentials credentials = Credentials.of("AK", "secret");
    return S3Stores.open(
        Target.of(address, settings),
        () -> credentials,
        new ScriptedStore.FixedClock(),
        Connections.tls(context));
  }

  private ObjectStore store() {
    return open.store();
  }

  @AfterEach
  void stop() {
    open.close();
    server.close();
  }

  @Test
  void readsAndWrites() {
    server.then(answer(200, ScriptedStore.STATE, "hello"), answer(200, "ETag: \"0123\"\n", ""));

    Object read =
        store()
            .reader()
            .read(
                ScriptedStore.KEY,
                ReadRequest.current(),
                (_, length, body) -> length + body.readAllBytes().length);
    WriteAnswer written =
        store()
            .writer()
            .put(
                ScriptedStore.KEY,
                ScriptedStore.PLAIN,
                Body.of(new byte[100_000], BodyDigest.NONE),
                new Precondition.None());

    assertThat(read.toString()).contains("10");
    assertThat(written).isInstanceOf(WriteAnswer.Written.class);
    assertThat(server.connections()).isEqualTo(1);
    assertThat(server.requests().get(0).headers())
        .containsEntry("host", "localhost:" + server.port());
  }

  @Test
  void memoryOutsideTheHeapIsReadIntoAndSentToo() {
    server.then(answer(200, ScriptedStore.STATE, "hello"), answer(200, "ETag: \"0123\"\n", ""));
    ByteBuffer bytes = ByteBuffer.allocateDirect(5);

    store()
        .reader()
        .read(ScriptedStore.KEY, ReadRequest.current(), (_, _, body) -> body.read(bytes));
    store()
        .uploads()
        .upload(ScriptedStore.KEY, new UploadId("u"), 1, ScriptedStore.body(bytes.flip(), 5));

    assertThat(server.requests().getLast().body()).isEqualTo("hello");
  }

  @Test
  @Hazard(68)
  void refusesACertificateForAnotherName() {
    server.then(raw("HTTP/1.1 404 X\r\n\r\n"));

    try (S3Stores.Open other = open("127.0.0.1", S3Settings.DEFAULT)) {
      Failure failure =
          ScriptedStore.failureOf(() -> other.store().reader().head(ScriptedStore.KEY));

      assertThat(failure).isInstanceOf(Failure.Transient.class);
      assertThat(failure.message()).contains("no connection could be made").contains("127.0.0.1");
    }
    assertThat(server.requests()).isEmpty();
  }

  @Test
  @Hazard(32)
  void failsWhenTheConnectionIsCutWithinABody() {
    server.then(
        raw("HTTP/1.1 200 OK\r\nETag: \"0123\"\r\nLast-Modified: "
                + ScriptedStore.MODIFIED
                + "\r\nContent-Length: 10\r\n\r\n01234")
            .thenCloses());

    assertThat(
            ScriptedStore.failureOf(() ->
                store()
                    .reader()
                    .read(
                        ScriptedStore.KEY,
                        ReadRequest.current(),
                        (_, _, body) -> body.readAllBytes())))
        .isInstanceOf(Failure.Transient.class);
  }

  @Test
  @Hazard(65)
  void givesUpWhatStalls() {
    open.close();
    // The second answer must come in time, however busy the machine is.
    Duration patience = Duration.ofSeconds(5);
    open =
        open(
            "localhost",
            S3Settings.DEFAULT.with(
                new S3Settings.Timeouts(patience, patience, patience, patience)));
    server.then(raw("").thenStalls(), raw("HTTP/1.1 404 X\r\n\r\n"));

    assertThat(ScriptedStore.failureOf(() -> store().reader().head(ScriptedStore.KEY)))
        .isInstanceOf(Failure.Throttled.class);
    assertThat(store().reader().head(ScriptedStore.KEY)).isInstanceOf(Lookup.NotFound.class);
  }

  @Test
  @Timeout(300)
  void endsAtOnceWhenItsThreadIsInterrupted() throws Exception {
    server.then(raw("").thenStalls());
    CompletableFuture<Throwable> ended = new CompletableFuture<>();
    Thread caller =
        Thread.ofVirtual()
            .start(() -> {
              try {
                store().reader().head(ScriptedStore.KEY);
              } catch (RuntimeException thrown) {
                ended.complete(thrown);
              }
            });
    while (server.requests().isEmpty()) {
      Thread.onSpinWait();
    }

    caller.interrupt();

    assertThat(ended.get(5, TimeUnit.MINUTES)).isInstanceOf(Cancelled.class);
  }
}
