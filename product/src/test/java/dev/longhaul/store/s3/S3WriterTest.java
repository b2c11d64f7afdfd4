package dev.longhaul.store.s3;

import static dev.longhaul.store.s3.ScriptedServer.answer;
import static dev.longhaul.store.s3.ScriptedServer.error;
import static dev.longhaul.store.s3.ScriptedServer.raw;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.object.Checksum;
import dev.longhaul.object.ChecksumAlgorithm;
import dev.longhaul.object.ETag;
import dev.longhaul.object.Metadata;
import dev.longhaul.object.SystemHeaders;
import dev.longhaul.object.Tags;
import dev.longhaul.store.Body;
import dev.longhaul.store.BodyDigest;
import dev.longhaul.store.BodyOutput;
import dev.longhaul.store.Failure;
import dev.longhaul.store.ObjectAttributes;
import dev.longhaul.store.Precondition;
import dev.longhaul.store.Stored;
import dev.longhaul.store.WriteAnswer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class S3WriterTest extends ScriptedStore {
  private static final Precondition NONE = new Precondition.None();
  private static final Precondition IF_ABSENT = new Precondition.IfAbsent();
  private static final Precondition IF_MATCH = new Precondition.IfMatch(ETAG);

  private WriteAnswer put(ObjectAttributes attributes, Body body, Precondition precondition) {
    return store().writer().put(KEY, attributes, body, precondition);
  }

  private WriteAnswer put(Precondition precondition) {
    return put(PLAIN, body("hello"), precondition);
  }

  private static ObjectAttributes with(String name, String value) {
    return ObjectAttributes.of(
        new Metadata(new TreeMap<>(Map.of(name, value)), SystemHeaders.NONE), Tags.NONE);
  }

  @Test
  void sendsTheBodyAsItIs() {
    server.then(answer(200, "ETag: \"0123\"\nx-amz-version-id: v1\n", ""));

    assertThat(put(NONE)).isEqualTo(new WriteAnswer.Written(new Stored(ETAG, "v1", List.of())));
    assertThat(server.request().body()).isEqualTo("hello");
    assertThat(server.request().headers())
        .containsEntry("content-length", "5")
        .containsEntry("content-type", "binary/octet-stream")
        .containsEntry("x-amz-content-sha256", "UNSIGNED-PAYLOAD")
        .containsEntry("accept-encoding", "identity")
        .doesNotContainKeys("transfer-encoding", "expect", "user-agent", "content-encoding");
  }

  @Test
  @Hazard(28)
  void sendsDigestsThatWereComputedBefore() {
    Checksum crc = Checksum.full(ChecksumAlgorithm.CRC32C, "mnG7TA==");
    server.then(
        answer(
            200,
            "ETag: \"0123\"\nx-amz-checksum-crc32c: mnG7TA==\nx-amz-checksum-type: FULL_OBJECT\n",
            ""));

    WriteAnswer answer = put(PLAIN, Body.of(new byte[] {1}, new BodyDigest("md5md5==", crc)), NONE);

    assertThat(answer).isEqualTo(new WriteAnswer.Written(new Stored(ETAG, null, List.of(crc))));
    assertThat(server.request().headers())
        .containsEntry("content-md5", "md5md5==")
        .containsEntry("x-amz-checksum-crc32c", "mnG7TA==");
    assertThat(server.request().headers().get("authorization"))
        .contains("content-md5;")
        .contains("x-amz-checksum-crc32c;");
  }

  @Test
  void signsTheBodyWhereTheStoreWantsIt() {
    store(S3Settings.DEFAULT.with(S3Settings.Payload.SIGNED));
    server.then(answer(200, "ETag: \"0123\"\n", ""));

    put(NONE);

    assertThat(server.request().headers())
        .containsEntry(
            "x-amz-content-sha256",
            "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");
    assertThat(server.request().body()).isEqualTo("hello");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ETag: \"\"\n", "ETag: \n"})
  @Hazard(31)
  void doesNotBelieveSuccessWithoutAnETag(String headers) {
    server.then(answer(200, headers, ""));

    assertThat(put(NONE)).isInstanceOf(WriteAnswer.Ambiguous.class);
  }

  @Test
  @Hazard(20)
  void sendsPreconditions() {
    server.then(
        answer(200, "ETag: \"0123\"\n", ""),
        answer(200, "ETag: \"0123\"\n", ""),
        answer(204, "", ""));

    put(IF_ABSENT);
    put(IF_MATCH);
    store().writer().delete(KEY, IF_MATCH);

    assertThat(server.requests().get(0).headers()).containsEntry("if-none-match", "*");
    assertThat(server.requests().get(1).headers()).containsEntry("if-match", "\"0123\"");
    assertThat(server.requests().get(2).headers()).containsEntry("if-match", "\"0123\"");
  }

  @ParameterizedTest
  @CsvSource({
    "412, PreconditionFailed, false",
    "409, ConditionalRequestConflict, true",
    "404, NoSuchKey, false"
  })
  @Hazard(20)
  void takesARefusedPreconditionForACallToObserve(int status, String code, boolean conflict) {
    server.then(error(status, code), error(status, code));

    assertThat(put(IF_MATCH)).isEqualTo(new WriteAnswer.PreconditionFailed(conflict));
    assertThat(store().writer().delete(KEY, IF_MATCH))
        .isEqualTo(new WriteAnswer.PreconditionFailed(conflict));
  }

  @Test
  @Hazard(15)
  void takesAMissingBucketForNoPrecondition() {
    server.then(error(404, "NoSuchBucket"));

    assertThat(failureOf(() -> put(IF_MATCH))).isInstanceOf(Failure.WrongCredentials.class);
  }

  @ParameterizedTest
  @CsvSource({"BadDigest", "XAmzContentSHA256Mismatch", "XAmzContentChecksumMismatch"})
  void tellsWhenTheStoreRefusedTheBytes(String code) {
    server.then(error(400, code));

    assertThat(put(NONE)).isInstanceOf(WriteAnswer.DigestRefused.class);
  }

  @ParameterizedTest
  @CsvSource({"500, InternalError", "502, ''", "504, ''", "503, ''"})
  @Hazard(64)
  void doesNotKnowWhatAServerErrorDid(int status, String code) {
    server.then(code.isEmpty() ? answer(status, "", "<html/>") : error(status, code));

    assertThat(put(NONE))
        .isInstanceOfSatisfying(
            WriteAnswer.Ambiguous.class,
            ambiguous -> assertThat(ambiguous.failure()).isInstanceOf(Failure.Throttled.class));
  }

  @ParameterizedTest
  @CsvSource({
    "503, SlowDown",
    "503, ServiceUnavailable",
    "429, TooManyRequests",
    "400, RequestTimeout"
  })
  @Hazard(64)
  void knowsThatAThrottledWriteDidNothing(int status, String code) {
    server.then(error(status, code));

    assertThat(failureOf(() -> put(NONE))).isInstanceOf(Failure.Throttled.class);
  }

  @Test
  @Hazard(30)
  void doesNotKnowWhatAWriteWithoutAnAnswerDid() {
    server.then(raw("").thenCloses());

    assertThat(put(IF_ABSENT)).isInstanceOf(WriteAnswer.Ambiguous.class);
  }

  @Test
  void readsAnAnswerThatCameBeforeTheBodyWasSent() {
    server.then(error(412, "PreconditionFailed").beforeTheBody().thenCloses());
    byte[] large = new byte[32 << 20];

    assertThat(put(PLAIN, Body.of(large, BodyDigest.NONE), IF_ABSENT))
        .isEqualTo(new WriteAnswer.PreconditionFailed(false));
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 6})
  @Hazard(33)
  void cutsTheRequestOffWhenTheBodyIsNotAsLongAsItSays(int length) {
    server.then(answer(200, "ETag: \"0123\"\n", ""));
    Body liar =
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
          public void writeTo(BodyOutput out) throws IOException {
            out.write(new byte[length]);
          }
        };

    assertThat(failureOf(() -> put(PLAIN, liar, NONE)))
        .isInstanceOf(Failure.Transient.class)
        .extracting(Failure::message)
        .asString()
        .contains("body");
    server.close();
    assertThat(server.requests())
        .allSatisfy(request -> assertThat(request.body()).hasSizeLessThan(5));
  }

  @Test
  @Hazard(33)
  void storesNothingWhenReadingTheBodyFails() {
    server.then(answer(200, "ETag: \"0123\"\n", ""));
    Body broken =
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
          public void writeTo(BodyOutput out) throws IOException {
            out.write(1);
            throw new IOException("the source went away");
          }
        };

    assertThat(failureOf(() -> put(PLAIN, broken, NONE)).message())
        .contains("the source went away");
  }

  @Test
  @Hazard({41, 44, 45, 50})
  void sendsAttributesAsHeaders() {
    Metadata metadata =
        new Metadata(
            new TreeMap<>(Map.of("plain", "a  b", "latin", "é", "kanji", "日本", "space", " x ")),
            new SystemHeaders(
                "no-cache",
                "inline; filename=\"\u00e9\"",
                "gzip",
                "de",
                "text/css",
                "0",
                "/other"));
    Tags tags = new Tags(new TreeMap<>(Map.of("a b", "c+d&e=/")));
    server.then(answer(200, "ETag: \"0123\"\n", ""));

    put(
        new ObjectAttributes(
            metadata, tags, "GLACIER_IR", new ObjectAttributes.Encryption.Kms("k")),
        body("x"),
        NONE);

    assertThat(server.request().headers())
        .containsEntry("x-amz-meta-plain", "a  b")
        .containsEntry("x-amz-meta-latin", "=?UTF-8?B?w6k=?=")
        .containsEntry("x-amz-meta-kanji", "=?UTF-8?B?5pel5pys?=")
        .containsEntry("x-amz-meta-space", "=?UTF-8?B?IHgg?=")
        .containsEntry("cache-control", "no-cache")
        .containsEntry("content-disposition", "inline; filename=\"\u00e9\"")
        .containsEntry("content-encoding", "gzip")
        .containsEntry("content-language", "de")
        .containsEntry("content-type", "text/css")
        .containsEntry("expires", "0")
        .containsEntry("x-amz-website-redirect-location", "/other")
        .containsEntry("x-amz-tagging", "a%20b=c%2Bd%26e%3D%2F")
        .containsEntry("x-amz-storage-class", "GLACIER_IR")
        .containsEntry("x-amz-server-side-encryption", "aws:kms")
        .containsEntry("x-amz-server-side-encryption-aws-kms-key-id", "k");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nX-Evil: 1", "a\nb", "a\rb"})
  @Hazard(77)
  void refusesLineBreaksInValuesBeforeAnythingIsSent(String value) {
    Metadata header =
        new Metadata(
            new TreeMap<>(), new SystemHeaders(value, null, null, null, "a/b", null, null));

    assertThat(failureOf(() -> put(with("a", value), body("x"), NONE)))
        .isInstanceOf(Failure.Refused.class);
    assertThat(failureOf(() -> put(ObjectAttributes.of(header, Tags.NONE), body("x"), NONE)))
        .isInstanceOf(Failure.Refused.class);
    assertThat(server.connections()).isZero();
  }

  @Test
  @Hazard(77)
  void refusesNamesThatAreNoHeaderNames() {
    assertThat(failureOf(() -> put(with("a: b\r\nx", "v"), body("x"), NONE)))
        .isInstanceOf(Failure.Refused.class);
    assertThat(failureOf(() -> put(with("\u00fc", "v"), body("x"), NONE)))
        .isInstanceOf(Failure.Refused.class);
    assertThat(server.connections()).isZero();
  }

  @Test
  void copiesAnObjectOntoItself() {
    server.then(
        answer(200, "", "<CopyObjectResult><ETag>\"4567\"</ETag></CopyObjectResult>"),
        answer(200, "", "<CopyObjectResult><ETag>\"4567\"</ETag></CopyObjectResult>"));

    WriteAnswer answer = store().writer().replaceAttributes(KEY, with("a", "b"), ETAG);

    assertThat(answer)
        .isEqualTo(new WriteAnswer.Written(new Stored(new ETag("4567"), null, List.of())));
    assertThat(server.request().headers())
        .containsEntry("x-amz-copy-source", "/bucket/some/key")
        .containsEntry("x-amz-copy-source-if-match", "\"0123\"")
        .containsEntry("x-amz-metadata-directive", "REPLACE")
        .containsEntry("x-amz-tagging-directive", "REPLACE")
        .containsEntry("content-length", "0");

    opened().speak(Dialect.DEFAULT.withTags(false));
    store().writer().replaceAttributes(KEY, with("a", "b"), ETAG);
    assertThat(server.requests().get(1).headers()).doesNotContainKey("x-amz-tagging-directive");
  }

  @Test
  @Hazard(30)
  void doesNotTakeAnErrorBehindA200ForACopy() {
    server.then(
        answer(200, "", "<Error><Code>InternalError</Code></Error>"), answer(200, "", "<html/>"));

    assertThat(store().writer().replaceAttributes(KEY, PLAIN, ETAG))
        .isInstanceOf(WriteAnswer.Ambiguous.class);
    assertThat(store().writer().replaceAttributes(KEY, PLAIN, ETAG))
        .isInstanceOf(WriteAnswer.Ambiguous.class);
  }

  @Test
  @Hazard(62)
  void deletes() {
    server.then(
        answer(204, "x-amz-version-id: v9\n", ""),
        error(404, "NoSuchKey"),
        error(403, "AccessDenied"));

    assertThat(store().writer().delete(KEY, NONE))
        .isEqualTo(new WriteAnswer.Written(new Stored(new ETag("deleted"), "v9", List.of())));
    assertThat(store().writer().delete(KEY, NONE)).isInstanceOf(WriteAnswer.Written.class);
    assertThat(failureOf(() -> store().writer().delete(KEY, NONE)))
        .isInstanceOf(Failure.WrongCredentials.class);
  }
}
