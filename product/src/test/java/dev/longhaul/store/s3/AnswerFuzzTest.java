package dev.longhaul.store.s3;

import static dev.longhaul.store.s3.ScriptedServer.answer;
import static dev.longhaul.store.s3.ScriptedServer.error;
import static dev.longhaul.store.s3.ScriptedServer.raw;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Fuzz;
import dev.longhaul.Hazard;
import dev.longhaul.object.KeyPrefix;
import dev.longhaul.object.Tags;
import dev.longhaul.store.Completion;
import dev.longhaul.store.ListingRequest;
import dev.longhaul.store.ObjectStore;
import dev.longhaul.store.Precondition;
import dev.longhaul.store.ReadRequest;
import dev.longhaul.store.StoreException;
import dev.longhaul.store.UploadId;
import dev.longhaul.store.UploadedPart;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Answers of every kind, damaged from their first byte to their last: each call ends with what the
/// port promises, a value or a `StoreException`, and soon.
@Hazard(80)
@Timeout(600)
final class AnswerFuzzTest extends ScriptedStore {
  private static final int MUTANTS = 150;
  private static final UploadId ID = new UploadId("an-id");
  private static final String HEAD = STATE + "x-amz-meta-a: =?UTF-8?Q?=C3=A9?=\n";
  private static final List<String> PIECES =
      List.of(
          "HTTP/1.1 200 OK\r\n",
          "HTTP/1.1 100 Continue\r\n\r\n",
          "Content-Length: 0\r\n",
          "Transfer-Encoding: chunked\r\n",
          "Connection: close\r\n",
          "ETag: \"\"\r\n",
          "x-amz-meta-",
          "=?UTF-8?B?",
          "=?x?Q?=",
          "<a>",
          "</a>",
          "<!DOCTYPE a [<!ENTITY b \"bbbb\">]>",
          "&b;",
          "<![CDATA[",
          "<?xml version=\"1.1\" encoding=\"UTF-16\"?>",
          "<Error><Code>NoSuchKey</Code></Error>",
          "<IsTruncated>true</IsTruncated>");

  private void fuzz(long seed, Function<ObjectStore, Object> call, ScriptedServer.Answer... good) {
    List<byte[]> samples =
        java.util.Arrays.stream(good)
            .map(answer -> answer.bytes().getBytes(StandardCharsets.ISO_8859_1))
            .toList();
    ObjectStore store = store(S3Settings.DEFAULT.with(SHORT));
    new Fuzz(seed, samples, PIECES)
        .each(
            MUTANTS,
            mutant -> {
              server.then(raw(new String(mutant, StandardCharsets.ISO_8859_1)).thenCloses());
              assertThat(ending(() -> call.apply(store))).isNotNull();
              server.forget();
            });
  }

  /// What the call gave, or the failure it named; whatever else it throws fails the test.
  private static Object ending(java.util.function.Supplier<Object> call) {
    try {
      return call.get();
    } catch (StoreException failed) {
      return failed.failure();
    }
  }

  private static String document(String root, String content) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<"
        + root
        + ">"
        + content
        + "</"
        + root
        + ">";
  }

  @Test
  void aHeadEndsWellWhateverIsAnswered() {
    fuzz(1, store -> store.reader().head(KEY), answer(200, HEAD, ""), error(403, "AccessDenied"));
  }

  @Test
  void aGetEndsWellWhateverIsAnswered() {
    fuzz(
        2,
        store ->
            store
                .reader()
                .read(KEY, ReadRequest.current(), (_, _, body) -> body.readAllBytes().length),
        answer(200, HEAD, "some content"),
        error(404, "NoSuchKey"),
        error(503, "SlowDown"));
  }

  @Test
  void aPutEndsWellWhateverIsAnswered() {
    fuzz(
        3,
        store -> store.writer().put(KEY, PLAIN, body("x"), new Precondition.IfAbsent()),
        answer(200, "ETag: \"0123\"\nx-amz-checksum-crc32: AAAAAA==\n", ""),
        error(412, "PreconditionFailed"),
        error(400, "BadDigest"));
  }

  @Test
  void aListingEndsWellWhateverIsAnswered() {
    String entry =
        "<Contents><Key>a%2Fb</Key><LastModified>2026-11-24T01:02:03.004Z</LastModified>"
            + "<ETag>&quot;0123&quot;</ETag><Size>5</Size></Contents>";
    fuzz(
        4,
        store -> store.lister().list(ListingRequest.first(KeyPrefix.NONE)),
        answer(
            200,
            "",
            document(
                "ListBucketResult",
                "<Name>bucket</Name><Prefix></Prefix><EncodingType>url</EncodingType>"
                    + "<KeyCount>1</KeyCount><IsTruncated>true</IsTruncated>"
                    + "<NextContinuationToken>t</NextContinuationToken>"
                    + entry)),
        error(500, "InternalError"));
  }

  @Test
  void tagsEndWellWhateverIsAnswered() {
    fuzz(
        5,
        store -> store.reader().tags(KEY, null),
        answer(
            200,
            "",
            document("Tagging", "<TagSet><Tag><Key>k</Key><Value>v</Value></Tag></TagSet>")),
        error(404, "NoSuchTagSet"));
    fuzz(
        6,
        store -> store.writer().putTags(KEY, Tags.NONE, ETAG),
        answer(200, "x-amz-version-id: v\n", ""),
        error(403, "AccessDenied"));
  }

  @Test
  void uploadsEndWellWhateverIsAnswered() {
    fuzz(
        7,
        store -> store.uploads().create(KEY, PLAIN, null),
        answer(200, "", document("InitiateMultipartUploadResult", "<UploadId>i</UploadId>")));
    fuzz(
        8,
        store -> store.uploads().upload(KEY, ID, 1, body("x")),
        answer(200, "ETag: \"0123\"\n", ""));
    String part = "<Part><PartNumber>1</PartNumber><ETag>e</ETag><Size>5</Size></Part>";
    fuzz(
        9,
        store -> store.uploads().parts(KEY, ID),
        answer(200, "", document("ListPartsResult", "<IsTruncated>false</IsTruncated>" + part)));
    String upload =
        "<Upload><Key>some/key</Key><UploadId>i</UploadId>"
            + "<Initiated>2026-11-24T01:02:03.004Z</Initiated></Upload>";
    fuzz(
        10,
        store -> store.uploads().open(KEY),
        answer(
            200,
            "",
            document("ListMultipartUploadsResult", "<IsTruncated>false</IsTruncated>" + upload)));
  }

  @Test
  void aCompletionEndsWellWhateverIsAnswered() {
    Completion completion =
        new Completion(List.of(new UploadedPart(1, 5, ETAG, null)), new Precondition.None(), null);
    fuzz(
        11,
        store -> store.uploads().complete(KEY, ID, completion),
        answer(
            200, "", document("CompleteMultipartUploadResult", "<ETag>&quot;0123-1&quot;</ETag>")),
        answer(200, "", "   " + document("Error", "<Code>InternalError</Code>")),
        error(404, "NoSuchUpload"));
    fuzz(
        12,
        store -> store.writer().replaceAttributes(KEY, PLAIN, ETAG),
        answer(200, "", document("CopyObjectResult", "<ETag>&quot;0123&quot;</ETag>")));
  }

  @Test
  void whatABucketIsEndsWellWhateverIsAnswered() {
    fuzz(
        13,
        store -> store.inspector().headBucket(),
        answer(200, "x-amz-bucket-region: eu-west-1\nDate: " + MODIFIED + "\n", ""));
    fuzz(
        14,
        _ -> opened().notifications().read(),
        answer(
            200,
            "",
            document(
                "NotificationConfiguration",
                "<QueueConfiguration><Id>i</Id><Queue>q</Queue><Event>e</Event>"
                    + "</QueueConfiguration>")));
  }
}
