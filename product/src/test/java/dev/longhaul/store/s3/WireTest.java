package dev.longhaul.store.s3;

import static dev.longhaul.store.s3.ScriptedServer.answer;
import static dev.longhaul.store.s3.ScriptedServer.raw;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhaul.Hazard;
import dev.longhaul.NastyKeys;
import dev.longhaul.effect.Cancelled;
import dev.longhaul.object.Metadata;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.object.ObjectState;
import dev.longhaul.object.Tags;
import dev.longhaul.store.Body;
import dev.longhaul.store.BodyDigest;
import dev.longhaul.store.BodyOutput;
import dev.longhaul.store.BucketAddress;
import dev.longhaul.store.Credentials;
import dev.longhaul.store.Failure;
import dev.longhaul.store.Lookup;
import dev.longhaul.store.ObjectAttributes;
import dev.longhaul.store.Precondition;
import dev.longhaul.store.ReadRequest;
import dev.longhaul.store.StoreException;
import dev.longhaul.store.WriteAnswer;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class WireTest extends ScriptedStore {
  @Test
  @Hazard({52, 53, 55})
  void sendsEveryKeyExactlyAsItsBytesAreEncoded() {
    for (ObjectKey key : NastyKeys.all()) {
      server.then(raw("HTTP/1.1 404 X\r\n\r\n"));

      store().reader().head(key);

      String target = server.requests().getLast().target();
      assertThat(target).as(key.toString()).isEqualTo("/bucket/" + encoded(key));
    }
    assertThat(server.connections()).isEqualTo(1);
  }

  /// Percent-encoding, written once more and differently.
  private static String encoded(ObjectKey key) {
    StringBuilder out = new StringBuilder();
    for (byte b : key.toBytes()) {
      String one = String.valueOf((char) (b & 0xFF));
      out.append(one.matches("[A-Za-z0-9._~/-]") ? one : String.format("%%%02X", b & 0xFF));
    }
    return out.toString();
  }

  @Test
  @Hazard(67)
  void credentialsThatAreRefusedAreDoubted() {
    server.then(answer(404, "", ""));
    store().reader().head(KEY);
    assertThat(doubts).hasValue(0);

    server.then(answer(403, "", ""));
    assertThat(failureOf(() -> store().reader().head(KEY)))
        .isInstanceOf(Failure.WrongCredentials.class);
    assertThat(doubts).hasValue(1);
  }

  @Test
  void sendsNoHeaderThatNobodyAskedFor() {
    server.then(raw("HTTP/1.1 404 X\r\n\r\n"));

    store().reader().head(KEY);

    assertThat(server.request().headers())
        .containsOnlyKeys(
            "host",
            "accept-encoding",
            "x-amz-checksum-mode",
            "x-amz-date",
            "x-amz-content-sha256",
            "authorization")
        .containsEntry("host", server.endpoint().getAuthority())
        .containsEntry("accept-encoding", "identity");
  }

  @Test
  @Hazard({29, 46})
  void sendsNothingWithAWriteThatSomeStoresRefuse() {
    server.then(raw("HTTP/1.1 200 X\r\nETag: \"0123\"\r\nContent-Length: 0\r\n\r\n"));

    store()
        .writer()
        .put(
            KEY,
            new ObjectAttributes(
                Metadata.NONE, Tags.NONE, null, new ObjectAttributes.Encryption.BucketDefault()),
            Body.of(new byte[] {1}, BodyDigest.NONE),
            new Precondition.None());

    // No chunk framing, no trailing checksum, no checksum of an SDK's choice, no ACL, no owner.
    assertThat(server.request().headers())
        .containsOnlyKeys(
            "host",
            "accept-encoding",
            "content-length",
            "content-type",
            "x-amz-date",
            "x-amz-content-sha256",
            "authorization");
  }

  @Test
  @Hazard(68)
  void followsNoRedirect() {
    server.then(answer(302, "Location: " + server.endpoint() + "/elsewhere\n", ""));

    assertThat(failureOf(() -> store().reader().tags(KEY, null)))
        .isInstanceOf(Failure.WrongCredentials.class);
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  @Hazard(44)
  void neverUnpacksABody() {
    server.then(
        answer(
            200,
            "ETag: \"0123\"\nLast-Modified: " + MODIFIED + "\nContent-Encoding: gzip\n",
            "not gzip at all"));

    Object reading =
        store()
            .reader()
            .read(
                KEY,
                ReadRequest.current(),
                (state, length, body) ->
                    state.metadata().headers().contentEncoding()
                        + length
                        + new String(body.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));

    assertThat(reading.toString()).contains("gzip15not gzip at all");
  }

  @Test
  void readsPastInformationalAnswers() {
    server.then(raw("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 404 X\r\n\r\n"));

    assertThat(store().reader().head(KEY)).isInstanceOf(Lookup.NotFound.class);
  }

  @Test
  void retriesNothing() {
    server.then(answer(503, "", "<Error><Code>SlowDown</Code></Error>"));

    failureOf(() -> store().reader().head(KEY));

    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void opensANewConnectionWhenTheStoreClosesOne() {
    server.then(answer(404, "Connection: close\n", "").thenCloses(), raw("HTTP/1.1 404 X\r\n\r\n"));

    store().reader().head(KEY);
    store().reader().head(KEY);

    assertThat(server.connections()).isEqualTo(2);
  }

  @Test
  void saysWhatIsNotHttp() {
    server.then(raw("SSH-2.0-OpenSSH\r\n\r\n").thenCloses());

    assertThat(failureOf(() -> store().reader().head(KEY))).isInstanceOf(Failure.Transient.class);
  }

  @Test
  void knowsThatNothingWasDoneWhereNobodyListens() {
    BucketAddress address =
        new BucketAddress(
            URI.create("http://127.0.0.1:1"), "r", "bucket", BucketAddress.Kind.COMPATIBLE);
    Credentials credentials = Credentials.of("AK", "s");

    try (S3Stores.Open nowhere =
        S3Stores.open(address, S3Settings.DEFAULT, () -> credentials, clock)) {
      assertThat(failureOf(() -> nowhere.store().inspector().headBucket()).message())
          .contains("no connection could be made")
          .contains("http://127.0.0.1:1");
      assertThat(
              failureOf(() ->
                  nowhere.store().writer().put(KEY, PLAIN, body("x"), new Precondition.None())))
          .isInstanceOf(Failure.Transient.class);
    }
  }

  @Test
  @Hazard(65)
  void notesWhenABodyCannotBeSentAnyFurther() {
    store(S3Settings.DEFAULT.with(SHORT));
    server.then(raw("").beforeTheBody().thenStalls());
    byte[] large = new byte[64 << 20];

    WriteAnswer answer =
        store().writer().put(KEY, PLAIN, Body.of(large, BodyDigest.NONE), new Precondition.None());

    assertThat(answer)
        .isInstanceOfSatisfying(
            WriteAnswer.Ambiguous.class,
            ambiguous -> assertThat(ambiguous.failure()).isInstanceOf(Failure.Throttled.class));
  }

  @Test
  @Hazard(30)
  void givesSlowOperationsMoreTime() {
    store(S3Settings.DEFAULT.with(SHORT));
    server.then(raw("").thenStalls(), raw("").thenStalls());

    long start = System.nanoTime();
    failureOf(() -> store().reader().head(KEY));
    long quick = System.nanoTime();
    WriteAnswer slow = store().writer().replaceAttributes(KEY, PLAIN, ETAG);

    assertThat(slow).isInstanceOf(WriteAnswer.Ambiguous.class);
    assertThat(quick - start).isGreaterThanOrEqualTo(SHORT.answer().toNanos());
    assertThat(System.nanoTime() - quick).isGreaterThanOrEqualTo(SHORT.slow().toNanos());
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
                store().reader().head(KEY);
                ended.complete(new AssertionError("it ended by itself"));
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

  @Test
  @Timeout(300)
  void endsAtOnceInTheMiddleOfABody() throws Exception {
    server.then(
        raw("HTTP/1.1 200 OK\r\nETag: \"0123\"\r\nLast-Modified: "
                + MODIFIED
                + "\r\n"
                + "Content-Length: 10\r\n\r\n01234")
            .thenStalls());
    CountDownLatch reading = new CountDownLatch(1);
    CompletableFuture<Throwable> ended = new CompletableFuture<>();
    Thread caller =
        Thread.ofVirtual()
            .start(() -> {
              try {
                store()
                    .reader()
                    .read(
                        KEY,
                        ReadRequest.current(),
                        (_, _, body) -> {
                          body.readNBytes(5);
                          reading.countDown();
                          return body.readAllBytes();
                        });
              } catch (RuntimeException thrown) {
                ended.complete(thrown);
              }
            });
    reading.await();

    caller.interrupt();

    assertThat(ended.get(5, TimeUnit.MINUTES)).isInstanceOf(Cancelled.class);
  }

  @Test
  void sendsNothingForAThreadThatWasInterruptedBefore() throws Exception {
    CompletableFuture<Throwable> ended = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          Thread.currentThread().interrupt();
          try {
            store().reader().head(KEY);
          } catch (RuntimeException thrown) {
            ended.complete(thrown);
          }
        })
        .join();

    assertThat(ended.get()).isInstanceOf(Cancelled.class);
    assertThat(server.connections()).isZero();
  }

  @Test
  void passesOnWhatABodyThrows() {
    server.then(answer(200, "ETag: \"0123\"\n", ""));
    Body cancelled =
        new Body() {
          @Override
          public long length() {
            return 5;
          }

          @Override
          public BodyDigest digest() {
            return BodyDigest.NONE;
          }

          @Override
          public void writeTo(BodyOutput out) {
            throw new Cancelled();
          }
        };

    assertThatThrownBy(() -> store().writer().put(KEY, PLAIN, cancelled, new Precondition.None()))
        .isInstanceOf(Cancelled.class);
  }

  @Test
  @Hazard(67)
  void sendsNothingWithoutCredentials() {
    BucketAddress address =
        new BucketAddress(server.endpoint(), "r", "bucket", BucketAddress.Kind.COMPATIBLE);
    Failure none = new Failure.WrongCredentials("there are none", 0, null);

    try (S3Stores.Open open =
        S3Stores.open(
            address,
            S3Settings.DEFAULT,
            () -> {
              throw new StoreException(none);
            },
            clock)) {
      assertThat(failureOf(() -> open.store().reader().head(KEY))).isSameAs(none);
    }
    assertThat(server.requests()).isEmpty();
  }

  @Test
  @Hazard({41, 44})
  void readsEveryHeaderOfAnObject() {
    server.then(
        raw(
            "HTTP/1.1 200 OK\r\n"
                + "ETag: \"0123\"\r\nLast-Modified: "
                + MODIFIED
                + "\r\nContent-Length: 7\r\n"
                + "X-Amz-Meta-UPPER: as it is\r\n"
                + "x-amz-meta-two: 1\r\nX-AMZ-META-TWO: 2\r\n"
                + "x-amz-meta-utf8: caf\u00c3\u00a9\r\n"
                + "x-amz-meta-latin: caf\u00e9\r\n"
                + "x-amz-meta-word: =?UTF-8?Q?caf=C3=A9?=\r\n"
                + "x-amz-meta-empty:\r\n"
                + "x-amz-missing-meta: 3\r\n"
                + "Expires: 0\r\nContent-Encoding: aws-chunked,gzip\r\n"
                + "Cache-Control: a\r\nContent-Disposition: b\r\nContent-Language: c\r\n"
                + "x-amz-tagging-count: 2\r\nx-amz-version-id: null\r\n"
                + "x-amz-storage-class: DEEP_ARCHIVE\r\n"
                + "x-amz-restore: ongoing-request=\"true\"\r\n"
                + "x-amz-server-side-encryption: aws:kms:dsse\r\n"
                + "x-amz-checksum-crc32: AAAAAA==\r\nx-amz-checksum-sha256: YWJj-3\r\n"
                + "\r\n"));

    ObjectState state = ((Lookup.Found) store().reader().head(KEY)).state();

    assertThat(state.metadata().user())
        .containsEntry("upper", "as it is")
        .containsEntry("two", "1,2")
        .containsEntry("utf8", "café")
        .containsEntry("latin", "café")
        .containsEntry("word", "café")
        .containsEntry("empty", "");
    assertThat(state.toString())
        .contains("missingMetadata=3", "tagCount=2", "versionId=null", "expires=0")
        .contains("contentEncoding=gzip", "cacheControl=a", "contentDisposition=b")
        .contains("contentLanguage=c", "contentType=binary/octet-stream")
        .contains("archive=RESTORING", "encryption=KMS", "storageClass=DEEP_ARCHIVE")
        .contains("CRC32, type=FULL_OBJECT", "SHA256, type=COMPOSITE");
  }
}
