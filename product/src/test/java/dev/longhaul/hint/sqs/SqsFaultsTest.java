package dev.longhaul.hint.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.hint.ListenerInMemory;
import dev.longhaul.hint.Messages;
import dev.longhaul.hint.RunningIntake;
import dev.longhaul.hint.SinkInMemory;
import dev.longhaul.hint.sqs.QueueRelay.Answer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/// What the intake from a queue does when the queue, the network or the credentials do not.
@Timeout(300)
final class SqsFaultsTest {
  private static ElasticQueues queues;

  private final SinkInMemory sink = new SinkInMemory();
  private final ListenerInMemory listener = new ListenerInMemory();
  private QueueRelay relay;
  private URI queue;

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
    relay = new QueueRelay(queues.endpoint());
    queue = queues.create(test.getTestMethod().orElseThrow().getName());
  }

  @AfterEach
  void close() {
    relay.close();
  }

  private SqsSettings settings() {
    return SqsSettings.of("the-intake", queue)
        .at(relay.endpoint(), "us-east-1")
        .paced(1, Duration.ofSeconds(1), Duration.ofSeconds(2));
  }

  /// Nothing comes again because a busy machine took long.
  private SqsSettings patient() {
    return settings().paced(1, Duration.ofSeconds(1), Duration.ofMinutes(5));
  }

  private interface Work {
    void run(RunningIntake running);
  }

  private void running(SqsSettings settings, Work work) {
    try (SqsIntake intake = SqsIntakeTest.intake(settings);
        RunningIntake running = new RunningIntake(intake, sink, listener)) {
      work.run(running);
    }
  }

  @Test
  @Hazard(73)
  void prolongsTheVisibilityOfWhatItHolds() {
    sink.full(true);
    queues.send(queue, Messages.created("held"));
    running(
        settings(),
        _ -> {
          relay.awaitCount("ChangeMessageVisibilityBatch", 4);
          sink.full(false);
          queues.awaitCount(queue, 0);
        });
    assertThat(sink.keys()).containsOnly("held");
  }

  @Test
  @Hazard(1)
  void whatWasTakenButNotDeletedWhenItDiedIsTakenAgain() {
    queues.send(queue, Messages.created("once"));
    Answer gone = Answer.error(500, "InternalFailure", "gone");
    relay.always("DeleteMessageBatch", gone);
    relay.always("ChangeMessageVisibilityBatch", gone);
    running(settings(), _ -> sink.awaitKeys(List.of("once")));
    assertThat(queues.count(queue)).isEqualTo(1);

    running(settings().at(queues.endpoint(), "us-east-1"), _ -> queues.awaitCount(queue, 0));
    assertThat(sink.keys()).as("taken twice, or more often").hasSizeGreaterThan(1);
    assertThat(sink.keys()).containsOnly("once");
  }

  @Test
  @Hazard(13)
  void deletesAgainWhatABatchDidNotDelete() {
    relay.next(
        "DeleteMessageBatch",
        Answer.ok(
            """
            {"Successful":[],"Failed":[
              {"Id":"0","Code":"InternalError","Message":"try later","SenderFault":false}]}\
            """));
    queues.send(queue, Messages.created("a"));
    running(patient(), _ -> queues.awaitCount(queue, 0));

    assertThat(sink.keys()).containsExactly("a");
    assertThat(listener.told())
        .contains(
            "failing: 1 messages were taken but could not be deleted; they will come again:"
                + " InternalError: try later");
  }

  @Test
  @Hazard(13)
  void goesOnWhenItMayNotDelete() {
    relay.always("DeleteMessageBatch", Answer.error(403, "AccessDenied", "no sqs:DeleteMessage"));
    queues.send(queue, Messages.created("a"));
    running(
        settings(),
        _ -> {
          listener.await("refused", told -> told.toString().contains("AccessDenied"));
          relay.pass("DeleteMessageBatch");
          queues.send(queue, Messages.created("b"));
          sink.awaitKeys(List.of("a", "b"));
          queues.awaitCount(queue, 0);
        });
  }

  @Test
  @Hazard(67)
  void saysWhatIsWrongWithTheCredentialsAndGoesOnWhenTheyWork() {
    relay.always("ReceiveMessage", Answer.error(403, "InvalidClientTokenId", "who are you?"));
    queues.send(queue, Messages.created("a"));
    running(
        settings(),
        running -> {
          listener.await("told twice", told -> told.size() >= 2);
          assertThat(listener.told())
              .allSatisfy(told ->
                  assertThat(told)
                      .startsWith("failing: receiving from " + queue + " failed: 403 InvalidClient")
                      .contains("who are you?. Check the credentials; they need sqs:Receive"));
          relay.pass("ReceiveMessage");
          sink.awaitKeys(List.of("a"));
          assertThat(listener.told()).endsWith("working");
          assertThat(running.stop()).isTrue();
        });
  }

  @Test
  void waitsForAQueueThatIsNotThereYet() {
    URI missing = URI.create(queue + "-missing");
    running(
        SqsSettings.of("the-intake", missing),
        _ -> {
          listener.await("told", told -> !told.isEmpty());
          assertThat(listener.told().getFirst()).contains("there is no such queue; check its URL");
          queues.create("waitsForAQueueThatIsNotThereYet-missing");
          listener.await("working", told -> told.contains("working"));
        });
  }

  @Test
  void saysThatNobodyAnswers() {
    URI nobody = URI.create("http://127.0.0.1:1/000000000000/q");
    running(
        SqsSettings.of("the-intake", nobody),
        running -> {
          listener.await("told", told -> !told.isEmpty());
          assertThat(listener.told().getFirst()).contains(nobody.toString(), "refused");
          assertThat(running.stop()).isTrue();
        });
  }

  @Test
  void endsWithTheSinkThatBreaks() {
    sink.next(SinkInMemory.Mood.BREAK_BEFORE);
    queues.send(queue, Messages.created("a"));
    running(
        settings().paced(4, Duration.ofSeconds(20), Duration.ofSeconds(60)),
        running -> assertThat(running.awaitEnd()).isInstanceOf(SinkInMemory.Broken.class));
    assertThat(relay.count("ChangeMessageVisibilityBatch")).as("given back").isPositive();
  }

  @Test
  void endsInTheMiddleOfALongPoll() {
    relay.hold("ReceiveMessage");
    running(
        settings().paced(4, Duration.ofSeconds(20), Duration.ofSeconds(60)),
        running -> {
          relay.awaitCount("ReceiveMessage", 4);
          assertThat(running.stop()).isTrue();
        });
  }

  @Test
  @Hazard(13)
  void keepsAnUnreadableMessageOnceAndDeletesIt() {
    queues.send(queue, "<html>");
    queues.send(queue, Messages.created("good"));
    running(patient(), _ -> queues.awaitCount(queue, 0));

    assertThat(sink.kept())
        .singleElement()
        .satisfies(message -> {
          assertThat(message.text()).isEqualTo("<html>");
          assertThat(message.why()).startsWith("this is no JSON");
        });
    assertThat(sink.keys()).containsExactly("good");
  }

  @Test
  void takesThousandsOfMessages(TestReporter reporter) {
    int messages = 2_000;
    for (int batch = 0; batch < messages / 10; batch++) {
      int first = batch * 10;
      List<SendMessageBatchRequestEntry> entries =
          IntStream.range(first, first + 10)
              .mapToObj(number ->
                  SendMessageBatchRequestEntry.builder()
                      .id(Integer.toString(number))
                      .messageBody(Messages.created("key " + number))
                      .build())
              .toList();
      queues.client().sendMessageBatch(r -> r.queueUrl(queue.toString()).entries(entries));
    }
    long start = System.nanoTime();
    running(SqsSettings.of("the-intake", queue), _ -> sink.awaitKeys(Messages.keys(0, messages)));
    long millis = (System.nanoTime() - start) / 1_000_000;
    reporter.publishEntry("messages per second", Long.toString(messages * 1000L / millis));
  }
}
