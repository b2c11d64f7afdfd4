package dev.longhaul.store.s3;

import static dev.longhaul.store.s3.ScriptedServer.answer;
import static dev.longhaul.store.s3.ScriptedServer.error;
import static dev.longhaul.store.s3.ScriptedServer.raw;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.object.ByteRange;
import dev.longhaul.object.Checksum;
import dev.longhaul.object.ChecksumAlgorithm;
import dev.longhaul.object.ETag;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.store.Completion;
import dev.longhaul.store.Failure;
import dev.longhaul.store.MultipartUploads;
import dev.longhaul.store.OpenUpload;
import dev.longhaul.store.Precondition;
import dev.longhaul.store.Stored;
import dev.longhaul.store.UploadId;
import dev.longhaul.store.UploadedPart;
import dev.longhaul.store.WriteAnswer;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class S3UploadsTest extends ScriptedStore {
  private static final UploadId ID = new UploadId("id/+ 1");
  private static final Precondition NONE = new Precondition.None();
  private static final String COMPLETED =
      "<CompleteMultipartUploadResult><ETag>\"0123-1\"</ETag></CompleteMultipartUploadResult>";

  private MultipartUploads uploads() {
    return store().uploads();
  }

  private WriteAnswer complete(Precondition precondition) {
    Checksum whole = Checksum.full(ChecksumAlgorithm.CRC32C, "AAAAAA==");
    List<UploadedPart> parts =
        List.of(new UploadedPart(1, 5, new ETag("aa"), whole), new UploadedPart(2, 3, ETAG, null));
    return uploads().complete(KEY, ID, new Completion(parts, precondition, whole));
  }

  @Test
  @Hazard(44)
  void beginsAnUploadWithAttributesAndChecksum() {
    server.then(
        answer(
            200,
            "",
            "<InitiateMultipartUploadResult><UploadId>id/+ 1</UploadId>"
                + "</InitiateMultipartUploadResult>"));

    UploadId id = uploads().create(KEY, PLAIN, ChecksumAlgorithm.CRC64NVME);

    assertThat(id).isEqualTo(ID);
    assertThat(server.request().line()).isEqualTo("POST /bucket/some/key?uploads HTTP/1.1");
    assertThat(server.request().headers())
        .containsEntry("content-type", "binary/octet-stream")
        .containsEntry("content-length", "0")
        .containsEntry("x-amz-checksum-algorithm", "CRC64NVME")
        .containsEntry("x-amz-checksum-type", "FULL_OBJECT");
  }

  @Test
  void beginsNoUploadWithoutAnId() {
    server.then(answer(200, "", "<html/>"), answer(200, "", ""));

    assertThat(failureOf(() -> uploads().create(KEY, PLAIN, null)))
        .isInstanceOf(Failure.Transient.class);
    assertThat(failureOf(() -> uploads().create(KEY, PLAIN, null)))
        .isInstanceOf(Failure.Transient.class);
  }

  @Test
  @Hazard(31)
  void storesAPartOnlyWithAnETag() {
    server.then(answer(200, "ETag: \"0123\"\n", ""), answer(200, "", ""));

    assertThat(uploads().upload(KEY, ID, 7, body("hello")))
        .isEqualTo(new UploadedPart(7, 5, ETAG, null));
    assertThat(server.request().target())
        .isEqualTo("/bucket/some/key?partNumber=7&uploadId=id%2F%2B%201");
    assertThat(failureOf(() -> uploads().upload(KEY, ID, 7, body("hello"))))
        .isInstanceOf(Failure.Transient.class);
  }

  @Test
  void copiesAPart() {
    server.then(
        answer(200, "", "<CopyPartResult><ETag>\"0123\"</ETag></CopyPartResult>"),
        answer(200, "", "<Error><Code>SlowDown</Code></Error>"),
        error(412, "PreconditionFailed"));
    MultipartUploads.PartCopy copy =
        new MultipartUploads.PartCopy(KEY, ID, 2, new ByteRange(5, 10));

    assertThat(uploads().copyPart(copy, ETAG)).isEqualTo(new UploadedPart(2, 10, ETAG, null));
    assertThat(server.request().headers())
        .containsEntry("x-amz-copy-source-range", "bytes=5-14")
        .containsEntry("x-amz-copy-source-if-match", "\"0123\"");
    assertThat(failureOf(() -> uploads().copyPart(copy, ETAG)))
        .isInstanceOf(Failure.Throttled.class);
    assertThat(failureOf(() -> uploads().copyPart(copy, ETAG))).isInstanceOf(Failure.Refused.class);
  }

  @Test
  void takesTheResultOfAnObjectForThatOfAPart() {
    server.then(answer(200, "", "<CopyObjectResult><ETag>\"0123\"</ETag></CopyObjectResult>"));
    MultipartUploads.PartCopy copy =
        new MultipartUploads.PartCopy(KEY, ID, 2, new ByteRange(5, 10));

    assertThat(uploads().copyPart(copy, ETAG)).isEqualTo(new UploadedPart(2, 10, ETAG, null));
  }

  @Test
  @Hazard({26, 27})
  void completesWithPartsChecksumAndSize() {
    server.then(answer(200, "", COMPLETED));

    assertThat(complete(new Precondition.IfAbsent()))
        .isEqualTo(new WriteAnswer.Written(new Stored(new ETag("0123-1"), null, List.of())));
    assertThat(server.request().headers())
        .containsEntry("if-none-match", "*")
        .containsEntry("x-amz-checksum-crc32c", "AAAAAA==")
        .containsEntry("x-amz-checksum-type", "FULL_OBJECT")
        .containsEntry("x-amz-mp-object-size", "8");
    assertThat(server.request().body())
        .contains(
            "<Part><PartNumber>1</PartNumber><ETag>&quot;aa&quot;</ETag>"
                + "<ChecksumCRC32C>AAAAAA==</ChecksumCRC32C></Part>"
                + "<Part><PartNumber>2</PartNumber><ETag>&quot;0123&quot;</ETag></Part>");
  }

  @Test
  @Hazard(30)
  void readsAnAnswerBehindWhiteSpace() {
    server.then(
        answer(200, "", " \n \n<?xml version=\"1.0\"?>\n" + COMPLETED),
        answer(200, "", "<?xml version=\"1.0\"?>  \n  \n" + COMPLETED));

    assertThat(complete(NONE)).isInstanceOf(WriteAnswer.Written.class);
    assertThat(complete(NONE)).isInstanceOf(WriteAnswer.Written.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html><body>hello</body></html>",
        "not xml",
        "<CompleteMultipartUploadResult></CompleteMultipartUploadResult>",
        "<CompleteMultipartUploadResult><ETag></ETag></CompleteMultipartUploadResult>",
        "<CompleteMultipartUploadResult><ETag>\"a\"</ETag>",
        "  <Error><Code>InternalError</Code></Error>",
        "<Error></Error>"
      })
  @Hazard(30)
  void doesNotBelieveASuccessThatDoesNotSaySo(String body) {
    server.then(answer(200, "", body));

    assertThat(complete(NONE)).isInstanceOf(WriteAnswer.Ambiguous.class);
  }

  @Test
  @Hazard(30)
  void doesNotKnowWhatACompletionDidThatBrokeOff() {
    server.then(
        raw("").thenCloses(),
        raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n \r\n").thenCloses(),
        error(404, "NoSuchUpload"),
        error(500, "InternalError"));

    assertThat(complete(NONE)).isInstanceOf(WriteAnswer.Ambiguous.class);
    assertThat(complete(NONE)).isInstanceOf(WriteAnswer.Ambiguous.class);
    assertThat(complete(NONE)).isInstanceOf(WriteAnswer.Ambiguous.class);
    assertThat(complete(NONE)).isInstanceOf(WriteAnswer.Ambiguous.class);
  }

  @Test
  @Hazard(20)
  void tellsARefusedPreconditionBehindA200OrAStatus() {
    server.then(
        error(409, "ConditionalRequestConflict"),
        error(412, "PreconditionFailed"),
        answer(200, "", "<Error><Code>PreconditionFailed</Code></Error>"));

    assertThat(complete(new Precondition.IfAbsent()))
        .isEqualTo(new WriteAnswer.PreconditionFailed(true));
    assertThat(complete(new Precondition.IfAbsent()))
        .isEqualTo(new WriteAnswer.PreconditionFailed(false));
    assertThat(complete(new Precondition.IfAbsent()))
        .isEqualTo(new WriteAnswer.PreconditionFailed(false));
  }

  @Test
  @Hazard(27)
  void tellsWhenTheStoreRefusesTheWholeChecksum() {
    server.then(error(400, "BadDigest"), answer(200, "", "<Error><Code>BadDigest</Code></Error>"));

    assertThat(complete(NONE)).isInstanceOf(WriteAnswer.DigestRefused.class);
    assertThat(complete(NONE)).isInstanceOf(WriteAnswer.DigestRefused.class);
  }

  @Test
  @Hazard(40)
  void abortsWhatMayBeGone() {
    server.then(answer(204, "", ""), error(404, "NoSuchUpload"), error(404, "NoSuchBucket"));

    uploads().abort(KEY, ID);
    uploads().abort(KEY, ID);
    assertThat(failureOf(() -> uploads().abort(KEY, ID)))
        .isInstanceOf(Failure.WrongCredentials.class);
  }

  private static ScriptedServer.Answer parts(boolean truncated, int... numbers) {
    StringBuilder xml = new StringBuilder("<ListPartsResult>");
    for (int number : numbers) {
      xml.append("<Part><PartNumber>").append(number).append("</PartNumber><ETag>\"0123\"</ETag>");
      xml.append("<Size>5</Size></Part>");
    }
    xml.append("<IsTruncated>").append(truncated).append("</IsTruncated></ListPartsResult>");
    return answer(200, "", xml.toString());
  }

  @Test
  @Hazard(39)
  void listsAllPagesOfParts() {
    server.then(parts(true, 1, 2), parts(false, 5));

    assertThat(uploads().parts(KEY, ID)).extracting(UploadedPart::number).containsExactly(1, 2, 5);
    assertThat(server.requests().get(1).target()).contains("part-number-marker=2");
  }

  @Test
  @Hazard(39)
  void listsNoPartsOfAnUploadThatIsNotOpen() {
    server.then(error(404, "NoSuchUpload"));

    assertThat(uploads().parts(KEY, ID)).isEmpty();
  }

  @Test
  @Hazard({39, 59})
  void refusesPartListingsThatLeadNowhere() {
    server.then(
        parts(true),
        parts(false, 2, 1),
        answer(200, "", "<ListPartsResult></ListPartsResult>"),
        answer(200, "", ""),
        parts(true, 1),
        parts(true, 1));

    for (int trial = 0; trial < 5; trial++) {
      assertThat(failureOf(() -> uploads().parts(KEY, ID))).isInstanceOf(Failure.Transient.class);
    }
  }

  @Test
  @Hazard(40)
  void findsOpenUploadsOfExactlyOneKey() {
    ObjectKey odd = ObjectKey.of("a+b c\u0001");
    server.then(
        answer(
            200,
            "",
            "<ListMultipartUploadsResult><EncodingType>url</EncodingType>"
                + upload("a%2Bb+c%01", "u1")
                + upload("a%2Bb+c%01d", "u2")
                + "<NextKeyMarker>a%2Bb+c%01d</NextKeyMarker>"
                + "<NextUploadIdMarker>u2</NextUploadIdMarker>"
                + "<IsTruncated>true</IsTruncated></ListMultipartUploadsResult>"),
        answer(
            200,
            "",
            "<ListMultipartUploadsResult><EncodingType>url</EncodingType>"
                + upload("a%2Bb%20c%01", "u3")
                + "<IsTruncated>false</IsTruncated></ListMultipartUploadsResult>"));

    assertThat(uploads().open(odd))
        .containsExactly(
            new OpenUpload(odd, new UploadId("u1"), Instant.parse("2026-11-24T01:02:03Z"), "me"),
            new OpenUpload(odd, new UploadId("u3"), Instant.parse("2026-11-24T01:02:03Z"), "me"));
    assertThat(server.requests().get(0).target())
        .isEqualTo("/bucket?encoding-type=url&prefix=a%2Bb%20c%01&uploads");
    assertThat(server.requests().get(1).target())
        .contains("key-marker=a%2Bb%20c%01d&prefix")
        .contains("upload-id-marker=u2");
  }

  private static String upload(String key, String id) {
    return "<Upload><Key>"
        + key
        + "</Key><UploadId>"
        + id
        + "</UploadId><Initiator><ID>me</ID></Initiator>"
        + "<Initiated>2026-11-24T01:02:03.000Z</Initiated></Upload>";
  }

  @Test
  @Hazard(54)
  void findsAnUploadWhoseKeyHasAPlusThatIsNotEncoded() {
    server.then(
        answer(
            200,
            "",
            "<ListMultipartUploadsResult><EncodingType>url</EncodingType>"
                + upload("a+b", "u1")
                + "<IsTruncated>false</IsTruncated></ListMultipartUploadsResult>"));

    assertThat(uploads().open(ObjectKey.of("a+b"))).hasSize(1);
  }

  @Test
  @Hazard(59)
  void refusesUploadListingsThatLeadNowhere() {
    server.then(
        answer(
            200,
            "",
            "<ListMultipartUploadsResult><IsTruncated>true</IsTruncated>"
                + "</ListMultipartUploadsResult>"),
        answer(200, "", "<html/>"));

    assertThat(failureOf(() -> uploads().open(KEY))).isInstanceOf(Failure.Transient.class);
    assertThat(failureOf(() -> uploads().open(KEY))).isInstanceOf(Failure.Transient.class);
  }
}
