package dev.longhaul.hint.sqs;

import dev.longhaul.effect.Clock;
import dev.longhaul.effect.Monitor;
import dev.longhaul.effect.Randomness;
import dev.longhaul.effect.Workers;
import dev.longhaul.hint.Intake;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchResponse;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;

/// A queue in simulated time, received from by the real poller: delivers in any order, twice now
/// and then, and again what was not deleted in time (H1, H73).
public final class SimulatedQueue {
  private final Clock clock;
  private final Monitor monitor;
  private final IntUnaryOperator dice;
  private final Map<String, Letter> letters = new LinkedHashMap<>();
  private int sent;

  /// @param dice gives a number from nothing to below the one it is given
  public SimulatedQueue(Clock clock, Workers workers, IntUnaryOperator dice) {
    this.clock = clock;
    this.monitor = workers.monitor();
    this.dice = dice;
  }

  /// Whoever receives, as the queue meets it.
  public interface Receiver {
    /// Before and after each call.
    void pass(String call);

    /// Whether this call fails, or an entry of a batch does.
    boolean isUnlucky();

    /// A message is about to be deleted that was received at this moment of `moment`.
    void deletes(String body, long received);

    /// A number that grows.
    long moment();
  }

  private record Letter(String id, String body, Instant visible) {
    Letter visibleAt(Instant other) {
      return new Letter(id, body, other);
    }
  }

  /// Puts a message in, which can be received after this long.
  public void send(String body, Duration delay) {
    String id = "m" + ++sent;
    letters.put(id, new Letter(id, body, clock.now().plus(delay)));
  }

  public boolean isEmpty() {
    return letters.isEmpty();
  }

  /// The real intake, for one receiver with effects of its own.
  public Intake intake(Receiver receiver, Workers workers, Clock own, Randomness randomness) {
    URI url = URI.create("https://queue.invalid/1/events");
    SqsSettings settings =
        SqsSettings.of("events", url).paced(2, Duration.ofSeconds(20), Duration.ofSeconds(20));
    return new SqsIntake(
        settings,
        new Queue(new Client(receiver), url.toString()),
        new Poller.Surroundings(own, workers, new Backoff(own, randomness)));
  }

  private List<Message> take(int most, Duration hidden, Receiver receiver) {
    Instant now = clock.now();
    List<Letter> visible =
        new ArrayList<>(
            letters.values().stream().filter(letter -> !letter.visible.isAfter(now)).toList());
    List<Message> taken = new ArrayList<>();
    while (!visible.isEmpty() && taken.size() < most) {
      Letter letter = visible.remove(dice.applyAsInt(visible.size()));
      boolean twice = dice.applyAsInt(12) == 0;
      letters.put(letter.id, letter.visibleAt(twice ? now : now.plus(hidden)));
      taken.add(
          Message.builder()
              .messageId(letter.id)
              .body(letter.body)
              .receiptHandle(letter.id + "#" + receiver.moment())
              .build());
    }
    return taken;
  }

  private boolean isAnyVisible() {
    Instant now = clock.now();
    for (Letter letter : letters.values()) {
      if (!letter.visible.isAfter(now)) {
        return true;
      }
    }
    return false;
  }

  /// The calls of one receiver.
  private final class Client implements SqsClient {
    private final Receiver receiver;

    Client(Receiver receiver) {
      this.receiver = receiver;
    }

    @Override
    public String serviceName() {
      return "sqs";
    }

    @Override
    public void close() {}

    @Override
    public ReceiveMessageResponse receiveMessage(ReceiveMessageRequest request) {
      begin("receive");
      Duration wait = Duration.ofSeconds(request.waitTimeSeconds());
      List<Message> messages =
          monitor
              .when(
                  SimulatedQueue.this::isAnyVisible,
                  wait,
                  () ->
                      take(
                          request.maxNumberOfMessages(),
                          Duration.ofSeconds(request.visibilityTimeout()),
                          receiver))
              .orElse(List.of());
      begin("received");
      return ReceiveMessageResponse.builder().messages(messages).build();
    }

    private void begin(String call) {
      receiver.pass(call);
      clock.sleep(Duration.ofMillis(dice.applyAsInt(50)));
      if (receiver.isUnlucky()) {
        throw SdkClientException.create("the queue did not answer");
      }
    }

    @Override
    public DeleteMessageBatchResponse deleteMessageBatch(DeleteMessageBatchRequest request) {
      begin("delete");
      List<BatchResultErrorEntry> failed = new ArrayList<>();
      for (DeleteMessageBatchRequestEntry entry : request.entries()) {
        if (receiver.isUnlucky()) {
          failed.add(failed(entry.id()));
        } else {
          delete(entry.receiptHandle());
        }
      }
      begin("deleted");
      return DeleteMessageBatchResponse.builder().failed(failed).build();
    }

    private void delete(String handle) {
      Letter letter = letters.get(handle.substring(0, handle.indexOf('#')));
      if (letter != null) {
        receiver.deletes(letter.body, Long.parseLong(handle.substring(handle.indexOf('#') + 1)));
        letters.remove(letter.id);
      }
    }

    @Override
    public ChangeMessageVisibilityBatchResponse changeMessageVisibilityBatch(
        ChangeMessageVisibilityBatchRequest request) {
      begin("hide");
      List<BatchResultErrorEntry> failed = new ArrayList<>();
      for (ChangeMessageVisibilityBatchRequestEntry entry : request.entries()) {
        String id = entry.receiptHandle().substring(0, entry.receiptHandle().indexOf('#'));
        if (receiver.isUnlucky()) {
          failed.add(failed(entry.id()));
        } else {
          Instant until = clock.now().plusSeconds(entry.visibilityTimeout());
          letters.computeIfPresent(id, (_, letter) -> letter.visibleAt(until));
        }
      }
      return ChangeMessageVisibilityBatchResponse.builder().failed(failed).build();
    }

    private static BatchResultErrorEntry failed(String id) {
      return BatchResultErrorEntry.builder().id(id).code("InternalError").message("no").build();
    }
  }
}
