package dev.longhaul.hint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.object.ObjectKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EnvelopeParserTest {
  private static final Instant RECEIVED = Instant.parse("2026-11-24T08:10:00Z");

  private static final String TWO_RECORDS =
      """
      photos summer 2026/a+b.jpg @2026-11-24T08:09:10.123Z
      photos 日本語/100% @2026-11-24T08:09:11Z\
      """;

  @Test
  @Hazard({4, 5})
  void readsEveryRecordOfS3() {
    assertThat(golden("s3-two-records")).isEqualTo(TWO_RECORDS);
  }

  @Test
  @Hazard(5)
  void understandsTestEventsAlsoThroughATopic() {
    assertThat(golden("s3-test-event")).isEqualTo("nothing: a test event");
    assertThat(golden("sns-test-event")).isEqualTo("nothing: a test event");
  }

  @Test
  @Hazard(5)
  void unwrapsWhatTopicsAndFunctionsWrap() {
    assertThat(golden("sns")).isEqualTo(TWO_RECORDS);
    assertThat(golden("sns-in-a-list-in-sns")).isEqualTo(TWO_RECORDS);
    assertThat(golden("function-of-a-queue")).isEqualTo(TWO_RECORDS);
    assertThat(golden("eventbridge-in-sns")).isEqualTo("photos gone.jpg @2026-11-24T08:09:13Z");
  }

  @Test
  @Hazard({4, 5})
  void readsEventBridge() {
    assertThat(golden("eventbridge")).isEqualTo("photos summer 2026/b.jpg @2026-11-24T08:09:13Z");
    assertThat(golden("eventbridge-plus")).isEqualTo("photos a+b or a b @2026-11-24T08:09:13Z");
  }

  @Test
  @Hazard({4, 5})
  void readsMinio() {
    assertThat(golden("minio")).isEqualTo("photos summer 2026/a+b.jpg @2026-11-24T08:09:10.123Z");
    assertThat(golden("minio-without-records"))
        .isEqualTo("photos summer 2026/a.jpg @2026-11-24T08:10:00Z");
  }

  @Test
  @Hazard({4, 5})
  void readsCephWhoseSizesAreText() {
    assertThat(golden("ceph")).isEqualTo("photos summer 2026/c.jpg @2026-11-24T08:09:14.527124Z");
  }

  @Test
  @Hazard(4)
  void givesBothReadingsWhereTheProducerIsNotCertain() {
    assertThat(golden("s3-of-somebody-else"))
        .isEqualTo("photos a b or a+b @2026-11-24T08:09:10.123Z");
  }

  @Test
  @Hazard({5, 13})
  void oneBadRecordDoesNotLoseTheGoodOnes() {
    assertThat(golden("one-bad-record"))
        .isEqualTo(
            """
            photos good-1 @2026-11-24T08:09:10.123Z
            photos good-2 @2026-11-24T08:09:10.123Z
            unread: an event without the name of a bucket or a key; \
            an event without the name of a bucket or a key\
            """);
  }

  @Test
  @Hazard(7)
  void tagsAclsAnnotationsAndExpiryAreChanges() {
    assertThat(golden("tags-and-acl").lines().map(line -> line.split(" ", -1)[1]))
        .containsExactly("t", "a", "n", "r", "e");
    assertThat(golden("unknown-kind")).startsWith("photos d ");
  }

  @Test
  @Hazard(7)
  void namesTheKindsThatChangeNothing() {
    assertThat(golden("restore-initiated"))
        .isEqualTo("nothing: ObjectRestore:Post changes no object");
    assertThat(golden("lifecycle-transition"))
        .isEqualTo("nothing: LifecycleTransition changes no object");
    assertThat(golden("minio-accessed"))
        .isEqualTo("nothing: s3:ObjectAccessed:Get changes no object");
    assertThat(golden("eventbridge-storage-class"))
        .isEqualTo("nothing: Object Storage Class Changed changes no object");
  }

  @Test
  @Hazard(5)
  void asksAPersonToConfirmASubscription() {
    assertThat(golden("sns-subscription"))
        .startsWith("unreadable: SNS sends SubscriptionConfirmation: confirm the subscription");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[{}]", "3", "null", "\"{}\"", "{\"Records\":3}", "{\"a\":{}}"})
  @Hazard(5)
  void jsonWithoutAnEventIsUnreadable(String text) {
    assertThat(show(EnvelopeParser.parse(text, RECEIVED))).startsWith("unreadable: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "<xml/>", "{", "{} {}", "[1,", "nul", "{\"a\":\"\u0001\"}"})
  @Hazard(5)
  void textThatIsNoJsonIsToldApart(String text) {
    assertThat(show(EnvelopeParser.parse(text, RECEIVED))).startsWith("not JSON: ");
  }

  @Test
  @Hazard(80)
  void refusesDepthAndSizeBeyondTheLimits() {
    String deep = "[".repeat(100_000) + "]".repeat(100_000);
    String wrapped = "{\"Records\":[]}";
    for (int times = 0; times < 10; times++) {
      wrapped = "{\"Records\":[{\"body\":" + quoted(wrapped) + "}]}";
    }
    assertThat(show(EnvelopeParser.parse(deep, RECEIVED))).startsWith("not JSON: ");
    assertThat(show(EnvelopeParser.parse(" ".repeat(1024 * 1024) + "{}", RECEIVED)))
        .isEqualTo("not JSON: this is no JSON: longer than 1048576 characters");
    assertThat(show(EnvelopeParser.parse(wrapped, RECEIVED)))
        .isEqualTo("unreadable: wrapped more than 8 times");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-24T09:09:10+01:00, 2026-11-24T08:09:10Z",
    "1970-01-01T00:00:00Z,      2026-11-24T08:10:00Z",
    "+999999999-12-31T23:59:59Z,2026-11-24T08:10:00Z",
    "2027-01-01T00:00:00Z,      2026-11-24T08:10:00Z",
    "yesterday,                 2026-11-24T08:10:00Z",
  })
  void takesTheTimeOfReceiptWhereNoTimeIsTold(String said, Instant understood) {
    String text = resource("eventbridge").replace("2026-11-24T08:09:13Z", said);

    assertThat(show(EnvelopeParser.parse(text, RECEIVED))).endsWith("@" + understood);
  }

  @Test
  @Hazard(78)
  void whatItSaysOfAMessageIsSafeToPrint() {
    String text = resource("restore-initiated").replace("Restore:Post", "Restore:Post\\u001b[2J");

    assertThat(show(EnvelopeParser.parse(text, RECEIVED)))
        .isEqualTo("nothing: ObjectRestore:Post\\u001b[2J changes no object");
  }

  private static String golden(String name) {
    return show(EnvelopeParser.parse(resource(name), RECEIVED));
  }

  static String resource(String name) {
    try (InputStream in = EnvelopeParserTest.class.getResourceAsStream(name + ".json")) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  static String show(Parsed parsed) {
    return switch (parsed) {
      case Parsed.Events(List<ObjectEvent> events, String unread) ->
          events.stream().map(EnvelopeParserTest::show).collect(Collectors.joining("\n"))
              + (unread == null ? "" : "\nunread: " + unread);
      case Parsed.Nothing(String why) -> "nothing: " + why;
      case Parsed.Unreadable(String why) -> "unreadable: " + why;
      case Parsed.NotJson(String why) -> "not JSON: " + why;
    };
  }

  private static String show(ObjectEvent event) {
    return event.bucket()
        + " "
        + event.keys().stream().map(ObjectKey::toString).collect(Collectors.joining(" or "))
        + " @"
        + event.at();
  }
}
