package dev.longhaul.store.fault;

import static dev.longhaul.store.fault.Adapters.failureOf;
import static dev.longhaul.store.fault.Delivery.Endless.Where.BEFORE_THE_HEAD;
import static dev.longhaul.store.fault.Delivery.Endless.Where.BODY;
import static dev.longhaul.store.fault.Delivery.Endless.Where.HEAD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.object.KeyPrefix;
import dev.longhaul.object.Metadata;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.object.Tags;
import dev.longhaul.store.Body;
import dev.longhaul.store.BodyDigest;
import dev.longhaul.store.Failure;
import dev.longhaul.store.ListingRequest;
import dev.longhaul.store.ObjectAttributes;
import dev.longhaul.store.ObjectStore;
import dev.longhaul.store.Precondition;
import dev.longhaul.store.ReadRequest;
import dev.longhaul.store.UploadId;
import dev.longhaul.store.WriteAnswer;
import dev.longhaul.store.memory.InMemoryStore;
import dev.longhaul.store.s3.S3Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Answers that are meant to keep a client busy or fill its memory: every call ends by itself.
@Hazard({65, 80})
@Timeout(300)
final class HostileAnswersTest {
  private static final ObjectKey KEY = ObjectKey.of("key");

  private final InMemoryStore memory = new InMemoryStore("bucket");
  private final FaultS3 server = new FaultS3(memory);
  private final S3Stores.Open open = Adapters.impatient(server);
  private final ObjectStore store = open.store();

  HostileAnswersTest() {
    memory.put("key", "x".repeat(200_000));
  }

  @AfterEach
  void close() {
    open.close();
    server.close();
  }

  private void delivers(Delivery how) {
    server.always(_ -> true, new Fault.Delivers(how));
  }

  private void read() {
    store.reader().read(KEY, ReadRequest.current(), (_, _, body) -> body.readAllBytes().length);
  }

  private void list() {
    store.lister().list(ListingRequest.first(KeyPrefix.NONE));
  }

  @Test
  void aServerThatSaysNothingIsLeft() {
    delivers(new Delivery.Silent());

    assertThat(failureOf(this::read)).isInstanceOf(Failure.Throttled.class);
    assertThat(failureOf(this::list)).isInstanceOf(Failure.Throttled.class);
  }

  @Test
  void aBodyThatStandsStillIsLeft() {
    delivers(new Delivery.StallsAfter(100));

    assertThat(failureOf(this::read)).isInstanceOf(Failure.Throttled.class);
    assertThat(failureOf(this::list)).isInstanceOf(Failure.Throttled.class);
  }

  @Test
  void aWriteThatIsNeverAnsweredMayHaveHappened() {
    delivers(new Delivery.Silent());
    ObjectAttributes plain = ObjectAttributes.of(Metadata.NONE, Tags.NONE);

    assertThat(
            store
                .writer()
                .put(KEY, plain, Body.of(new byte[1], BodyDigest.NONE), new Precondition.None()))
        .isInstanceOf(WriteAnswer.Ambiguous.class);
    while (memory.object(KEY).content().size() != 1) {
      Thread.onSpinWait();
    }
  }

  @Test
  void informationWithoutEndIsLeft() {
    delivers(new Delivery.Endless(BEFORE_THE_HEAD, "HTTP/1.1 102 Processing\r\n\r\n"));

    assertThat(failureOf(this::read)).isInstanceOf(Failure.Throttled.class);
  }

  @Test
  void headersWithoutEndAreRefused() {
    delivers(new Delivery.Endless(HEAD, "x-amz-meta-a: 0123456789\r\n"));

    assertThat(failureOf(this::read)).isInstanceOf(Failure.Transient.class);
  }

  @Test
  void aHeaderWithoutEndIsRefused() {
    delivers(new Delivery.Endless(HEAD, "x-amz-meta-a0123456789"));

    assertThat(failureOf(this::read)).isInstanceOf(Failure.Transient.class);
  }

  @Test
  void aPageWithoutEndIsRefused() {
    delivers(new Delivery.Endless(BODY, "<Contents><Key>k</Key></Contents>"));

    assertThat(failureOf(this::list)).isInstanceOf(Failure.Transient.class);
    assertThat(failureOf(this::read)).isInstanceOf(Failure.Transient.class);
  }

  @Test
  void anErrorWithoutEndIsRead() {
    server.always(
        _ -> true,
        new Fault.SaysOnly(403)
            .and(new Fault.Delivers(new Delivery.Endless(BODY, "<Error><Code>NoSuchKey</Code>"))));

    assertThat(failureOf(this::read)).isInstanceOf(Failure.WrongCredentials.class);
  }

  @Test
  void aPageOfElementsWithoutNumberIsRefused() {
    server.always(
        _ -> true,
        new Fault.Says("<ListPartsResult>" + "<a/>".repeat(2_000_000) + "</ListPartsResult>"));

    assertThat(failureOf(() -> store.uploads().parts(KEY, new UploadId("i"))).message())
        .contains("more than");
  }

  @Test
  void elementsInElementsAreRefused() {
    String deep = "<a>".repeat(50_000) + "</a>".repeat(50_000);
    server.always(_ -> true, new Fault.Says("<ListBucketResult>" + deep + "</ListBucketResult>"));

    assertThat(failureOf(this::list).message()).contains("nested deeper");
    assertThat(failureOf(() -> store.reader().tags(KEY, null)).message()).contains("nested");
  }

  @Test
  void entitiesThatMultiplyAreRefused() {
    StringBuilder laughs = new StringBuilder("<!DOCTYPE l [<!ENTITY a \"ha\">");
    for (char name = 'b'; name <= 'h'; name++) {
      String before = "&" + (char) (name - 1) + ";";
      laughs.append("<!ENTITY ").append(name).append(" \"").append(before.repeat(20)).append("\">");
    }
    server.always(
        _ -> true,
        new Fault.Says(laughs + "]><ListBucketResult><Name>&h;</Name></ListBucketResult>"));

    assertThat(failureOf(this::list).message()).contains("document type");
    assertThat(failureOf(() -> store.uploads().open(KEY)).message()).contains("document type");
  }

  @Test
  void uploadsWithoutEndAreRefused() {
    String upload =
        "<Upload><Key>key</Key><UploadId>i</UploadId>"
            + "<Initiated>2026-01-01T00:00:00Z</Initiated></Upload>";
    server.always(
        _ -> true,
        new Fault.Numbers(
            "<ListMultipartUploadsResult><IsTruncated>true</IsTruncated>"
                + "<NextKeyMarker>key</NextKeyMarker>"
                + "<NextUploadIdMarker>%d</NextUploadIdMarker>"
                + upload.repeat(2_000)
                + "</ListMultipartUploadsResult>"));

    assertThat(failureOf(() -> store.uploads().open(KEY)).message()).contains("without end");
    assertThat(server.requests()).hasSizeLessThan(10);
  }
}
