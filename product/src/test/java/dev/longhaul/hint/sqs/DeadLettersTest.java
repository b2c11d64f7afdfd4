package dev.longhaul.hint.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.hint.DeadLetters;
import dev.longhaul.hint.Messages;
import dev.longhaul.hint.Parsed;
import dev.longhaul.hint.Redriven;
import dev.longhaul.hint.SinkInMemory;
import dev.longhaul.hint.sqs.QueueRelay.Answer;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/// Dead letters are found, looked at and brought back without the help of SQS.
@Timeout(300)
@Hazard(71)
final class DeadLettersTest {
  private static ElasticQueues queues;

  private QueueRelay relay;
  private URI queue;
  private URI dead;

  @BeforeAll
  static void start() {
    queues = new ElasticQueues();
  }

  @AfterAll
  static void stop() {
    queues.close();
  }

  @BeforeEach
  void open(TestInfo test) {
    String name = test.getTestMethod().orElseThrow().getName();
    relay = new QueueRelay(queues.endpoint());
    relay.always("StartMessageMoveTask", Answer.error(400, "UnsupportedOperation", "not here"));
    dead = queues.create(name + "-dead");
    String arn = "arn:aws:sqs:elasticmq:000000000000:" + name + "-dead";
    queue =
        queues.create(
            name,
            Map.of(
                QueueAttributeName.REDRIVE_POLICY,
                "{\"deadLetterTargetArn\":\"" + arn + "\",\"maxReceiveCount\":\"1\"}"));
  }

  @AfterEach
  void close() {
    relay.close();
  }

  private void deadLetters(Consumer<DeadLetters> work) {
    SqsSettings settings = SqsSettings.of("i", queue).at(relay.endpoint(), "us-east-1");
    try (SqsIntake intake = SqsIntakeTest.intake(settings)) {
      work.accept(intake.deadLetters().orElseThrow());
    }
  }

  private List<String> received(URI from) {
    return queues
        .client()
        .receiveMessage(r -> r.queueUrl(from.toString()).maxNumberOfMessages(10))
        .messages()
        .stream()
        .map(Message::body)
        .toList();
  }

  @Test
  void aMessageThatWasReceivedTooOftenIsFoundAndBroughtBack() {
    queues.send(queue, Messages.created("a b"));
    queues.client().receiveMessage(r -> r.queueUrl(queue.toString()).visibilityTimeout(0));
    queues.client().receiveMessage(r -> r.queueUrl(queue.toString()).visibilityTimeout(0));
    queues.awaitCount(dead, 1);
    deadLetters(letters -> {
      assertThat(letters.count()).isEqualTo(1);
      assertThat(letters.peek(10))
          .singleElement()
          .satisfies(letter -> {
            assertThat(letter.says()).isInstanceOf(Parsed.Events.class);
            assertThat(letter.receives()).isPositive();
            assertThat(letter.sent()).isAfter("2026-01-01T00:00:00Z");
          });
      assertThat(letters.peek(10)).as("still there").hasSize(1);
      assertThat(letters.redrive(letters.count())).isEqualTo(new Redriven(1, 0, null));
    });
    assertThat(queues.count(dead)).isZero();
    assertThat(received(queue)).containsExactly(Messages.created("a b"));
  }

  @Test
  void bringsManyBackHoweverLarge() {
    String large = "{\"padding\":\"" + "x".repeat(50_000) + "\"}";
    for (int number = 0; number < 25; number++) {
      queues.send(dead, number % 5 == 0 ? large : Messages.created("key " + number));
    }
    deadLetters(letters -> {
      assertThat(letters.peek(12)).hasSize(12);
      assertThat(letters.redrive(20).moved()).as("no more than asked for").isEqualTo(20);
      assertThat(letters.redrive(100).moved()).isEqualTo(5);
    });
    assertThat(queues.count(queue)).isEqualTo(25);
    assertThat(queues.count(dead)).isZero();
  }

  @Test
  @Hazard(13)
  void deletesNothingThatWasNotSent() {
    queues.send(dead, Messages.created("a"));
    queues.send(dead, Messages.created("b"));
    relay.next(
        "SendMessageBatch",
        Answer.ok(
            """
            {"Successful":[{"Id":"0","MessageId":"m","MD5OfMessageBody":"%s"}],"Failed":[
              {"Id":"1","Code":"InvalidMessageContents","Message":"odd","SenderFault":true}]}\
            """
                .formatted("0".repeat(32))));
    relay.next(
        "SendMessageBatch",
        Answer.ok(
            """
            {"Successful":[],"Failed":[
              {"Id":"0","Code":"InvalidMessageContents","Message":"odd","SenderFault":true},
              {"Id":"1","Code":"InvalidMessageContents","Message":"odd","SenderFault":true}]}\
            """));
    deadLetters(letters -> {
      Redriven broken = letters.redrive(2);
      assertThat(broken.moved()).isZero();
      assertThat(broken.why()).startsWith("redriving");
    });
    assertThat(queues.count(dead)).isEqualTo(2);
  }

  @Test
  @Hazard(13)
  void saysWhichCouldNotBeSentAndLeavesThem() {
    queues.send(dead, Messages.created("a"));
    relay.always(
        "SendMessageBatch",
        Answer.ok(
            """
            {"Successful":[],"Failed":[
              {"Id":"0","Code":"InvalidMessageContents","Message":"odd","SenderFault":true}]}\
            """));
    deadLetters(letters -> {
      assertThat(letters.redrive(10)).isEqualTo(new Redriven(0, 1, "InvalidMessageContents: odd"));
      assertThat(letters.peek(10)).as("visible again").hasSize(1);
    });
  }

  @Test
  void handsThemToTheSinkWhenAsked() {
    queues.send(dead, Messages.created("a"));
    queues.send(dead, "<unreadable>");
    SinkInMemory sink = new SinkInMemory();
    deadLetters(letters -> {
      sink.full(true);
      Redriven refused = letters.redrive(2, sink);
      assertThat(refused.left()).isPositive();
      assertThat(refused.why()).isEqualTo("too much waits");
      assertThat(queues.count(dead)).isEqualTo(2);

      sink.full(false);
      assertThat(letters.redrive(2, sink)).isEqualTo(new Redriven(2, 0, null));
    });
    assertThat(sink.keys()).containsExactly("a");
    assertThat(sink.kept()).hasSize(1);
    assertThat(queues.count(dead)).isZero();
  }

  @Test
  void aQueueWithoutOneHasNone() {
    URI plain = queues.create("plain");
    SqsSettings settings = SqsSettings.of("i", plain);
    try (SqsIntake intake = SqsIntakeTest.intake(settings)) {
      assertThat(intake.deadLetters()).isEmpty();
    }
  }
}
