package dev.longhaul.hint.sqs;

import static dev.longhaul.hint.IntakeFinding.Severity.NOTE;
import static dev.longhaul.hint.IntakeFinding.Severity.PROBLEM;
import static dev.longhaul.hint.IntakeFinding.Severity.UNANSWERED;
import static dev.longhaul.hint.IntakeFinding.Severity.WARNING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.hint.IntakeFinding;
import dev.longhaul.hint.sqs.QueueRelay.Answer;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What is said of queues with these attributes.
@Timeout(300)
final class QueueCheckTest {
  private static final String GOOD =
      """
      "MaximumMessageSize":"1048576","MessageRetentionPeriod":"1209600","DelaySeconds":"0",
      "RedrivePolicy":"{'deadLetterTargetArn':'arn:x:sqs:r:1:dead','maxReceiveCount':10}",
      "Policy":"{'Statement':[{'Effect':'Allow','Principal':{'Service':'s3.x'},\
      'Action':'sqs:SendMessage','Condition':{'ArnLike':{'aws:SourceArn':'arn:x:s3:::photos'}}}]}"
      """
          .replace("'", "\\\"");

  private QueueRelay relay;

  @BeforeEach
  void open() {
    relay = new QueueRelay(URI.create("http://127.0.0.1:1/"));
    relay.always("GetQueueUrl", Answer.ok("{\"QueueUrl\":\"http://q/1/dead\"}"));
  }

  @AfterEach
  void close() {
    relay.close();
  }

  /// The first answer is about the queue, the second about its dead-letter queue.
  private List<IntakeFinding> check(String attributes, String deadAttributes) {
    relay.next("GetQueueAttributes", Answer.ok("{\"Attributes\":{" + attributes + "}}"));
    relay.next("GetQueueAttributes", Answer.ok("{\"Attributes\":{" + deadAttributes + "}}"));
    return check();
  }

  private List<IntakeFinding> check() {
    SqsSettings settings = SqsSettings.of("i", relay.endpoint().resolve("/1/q"));
    try (SqsIntake intake = SqsIntakeTest.intake(settings)) {
      return intake.check(List.of("photos"));
    }
  }

  @Test
  @Hazard(10)
  void aBucketThatSendsItselfNeedsAPolicy() {
    SqsSettings settings = SqsSettings.of("i", relay.endpoint().resolve("/1/q"));
    String none = GOOD.replaceAll("(?s),\\s*\"Policy\".*", "");
    relay.always("GetQueueAttributes", Answer.ok("{\"Attributes\":{" + none + "}}"));
    try (SqsIntake intake = SqsIntakeTest.intake(settings)) {
      assertThat(intake.checkFor("photos"))
          .extracting(IntakeFinding::severity)
          .containsExactly(PROBLEM);
      assertThat(intake.check(List.of("photos")))
          .extracting(IntakeFinding::severity)
          .containsExactly(NOTE);
    }
  }

  @Test
  void aQueueThatGivesNoAnswerIsNotCalledWrong() {
    relay.always("GetQueueAttributes", Answer.error(503, "ServiceUnavailable", "later"));
    assertThat(check()).extracting(IntakeFinding::severity).containsExactly(UNANSWERED);
    relay.always("GetQueueAttributes", Answer.error(400, "Throttling", "slower"));
    assertThat(check()).extracting(IntakeFinding::severity).containsExactly(UNANSWERED);
    relay.close();
    assertThat(check()).extracting(IntakeFinding::severity).containsExactly(UNANSWERED);
  }

  private IntakeFinding only(String attributes) {
    return check(attributes, "").stream()
        .filter(f -> f.severity() != NOTE)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void saysNothingOfAGoodQueue() {
    assertThat(check(GOOD, "\"ApproximateNumberOfMessages\":\"0\"")).isEmpty();
  }

  @Test
  @Hazard(6)
  void refusesAQueueThatRefusesLargeEvents() {
    IntakeFinding small = only(GOOD.replace("1048576", "32768"));
    assertThat(small.severity()).isEqualTo(PROBLEM);
    assertThat(small.what()).contains("at most 32768 bytes", "lost");
    assertThat(small.remedy()).isEqualTo("set the queue's MaximumMessageSize to 1048576");
  }

  @Test
  @Hazard(6)
  void warnsOfTheOldMaximum() {
    assertThat(only(GOOD.replace("1048576", "262144")).severity()).isEqualTo(WARNING);
  }

  @Test
  @Hazard(73)
  void namesWhatAnOutageMayLose() {
    assertThat(only(GOOD.replace("1209600", "3600")).what()).contains("after 60 minutes");
    assertThat(check(GOOD.replace("1209600", "345600"), ""))
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.severity()).isEqualTo(NOTE);
          assertThat(finding.what()).contains("after 4 days");
        });
  }

  @Test
  void warnsOfDelaysFewReceivesAndDeadLetters() {
    assertThat(only(GOOD.replace("\"DelaySeconds\":\"0\"", "\"DelaySeconds\":\"9\"")).what())
        .contains("delays every event by 9 s");
    assertThat(only(GOOD.replace("Count\\\":10", "Count\\\":3")).what())
        .contains("received 3 times");
    assertThat(check(GOOD, "\"ApproximateNumberOfMessages\":\"7\""))
        .singleElement()
        .satisfies(finding -> assertThat(finding.what()).startsWith("7 messages lie in"));
  }

  @Test
  void seesThatThePolicyLetsNoEventIn() {
    IntakeFinding finding = only(GOOD.replace(":::photos", ":::other"));
    assertThat(finding.severity()).isEqualTo(PROBLEM);
    assertThat(finding.what())
        .isEqualTo("the queue's policy lets no event of the bucket photos in");
  }

  @Test
  @Hazard(78)
  void warnsOfAPolicyThatLetsAnybodyIn() {
    String open =
        "\"Policy\":\"{'Statement':{'Effect':'Allow','Principal':'*','Action':'SQS:*'}}\""
            .replace("'", "\\\"");
    assertThat(only(open).what()).contains("lets anybody send");
  }

  @Test
  void seesAKeyWithWhichS3CannotSend() {
    assertThat(only(GOOD + ",\"KmsMasterKeyId\":\"alias/aws/sqs\"").severity()).isEqualTo(PROBLEM);
  }

  @Test
  void saysThatTheQueueCannotBeAsked() {
    relay.always("GetQueueAttributes", Answer.error(403, "AccessDenied", "no"));
    assertThat(check())
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.severity()).isEqualTo(PROBLEM);
          assertThat(finding.what()).contains("looking at the queue", "403 AccessDenied");
        });
  }
}
