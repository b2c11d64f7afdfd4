package dev.longhaul.hint.sqs;

import dev.longhaul.hint.IntakeFinding;
import dev.longhaul.hint.IntakeFinding.Severity;
import dev.longhaul.hint.Json;
import dev.longhaul.store.StoreException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/// Looks at a queue's attributes for what loses events, delays them or lets in forged ones.
final class QueueCheck {
  /// What events may need, wrapped by a topic, and what queues could be set to at most before 2025.
  private static final long ENOUGH_BYTES = 262_144;

  private static final long MOST_BYTES = 1_048_576;
  private static final Duration LONGEST_RETENTION = Duration.ofDays(14);
  private static final Duration SHORT_RETENTION = Duration.ofDays(1);
  private static final int FEW_RECEIVES = 5;

  private final Queue queue;
  private final List<String> buckets;
  private final boolean direct;
  private final List<IntakeFinding> findings = new ArrayList<>();

  /// @param direct whether these buckets are Amazon's and send to the queue themselves
  QueueCheck(Queue queue, List<String> buckets, boolean direct) {
    this.queue = queue;
    this.buckets = buckets;
    this.direct = direct;
  }

  List<IntakeFinding> findings() {
    Map<String, String> attributes;
    try {
      attributes = queue.attributes();
    } catch (SdkException | StoreException failed) {
      Trouble.endIfCancelled(failed);
      return List.of(
          new IntakeFinding(
              Trouble.isAnswer(failed) ? Severity.PROBLEM : Severity.UNANSWERED,
              Trouble.words("looking at the queue", queue.url(), failed),
              "mend this first; nothing can be received until then"));
    }
    size(number(attributes, QueueAttributeName.MAXIMUM_MESSAGE_SIZE));
    retention(number(attributes, QueueAttributeName.MESSAGE_RETENTION_PERIOD));
    delay(number(attributes, QueueAttributeName.DELAY_SECONDS));
    deadLetters(RedrivePolicy.of(attributes).orElse(null));
    policy(attributes.get(QueueAttributeName.POLICY.toString()));
    encryption(attributes.get(QueueAttributeName.KMS_MASTER_KEY_ID.toString()));
    return List.copyOf(findings);
  }

  /// An attribute that a server does not show cannot be judged.
  private static @Nullable Long number(Map<String, String> attributes, QueueAttributeName name) {
    String text = attributes.get(name.toString());
    return text != null && text.matches("\\d{1,18}") ? Long.valueOf(text) : null;
  }

  /// A larger event is refused, and S3 tells nobody (H6).
  private void size(@Nullable Long bytes) {
    if (bytes == null || bytes >= MOST_BYTES) {
      return;
    }
    boolean enough = bytes >= ENOUGH_BYTES;
    found(
        enough ? Severity.WARNING : Severity.PROBLEM,
        "the queue takes messages of at most "
            + bytes
            + " bytes: larger events are "
            + (enough ? "rare, but lost" : "lost"),
        "set the queue's MaximumMessageSize to " + MOST_BYTES);
  }

  private void retention(@Nullable Long seconds) {
    if (seconds == null || seconds >= LONGEST_RETENTION.toSeconds()) {
      return;
    }
    Duration kept = Duration.ofSeconds(seconds);
    boolean isShort = kept.compareTo(SHORT_RETENTION) < 0;
    found(
        isShort ? Severity.WARNING : Severity.NOTE,
        "the queue forgets messages after "
            + (isShort ? kept.toMinutes() + " minutes" : kept.toDays() + " days")
            + ": what an outage longer than that loses, only the next audit finds",
        "set the queue's MessageRetentionPeriod to " + LONGEST_RETENTION.toSeconds());
  }

  private void delay(@Nullable Long seconds) {
    if (seconds != null && seconds > 0) {
      found(
          Severity.WARNING,
          "the queue delays every event by " + seconds + " s",
          "set the queue's DelaySeconds to 0");
    }
  }

  private void deadLetters(@Nullable RedrivePolicy policy) {
    if (policy == null) {
      found(
          Severity.NOTE,
          "the queue has no dead-letter queue; none is needed, because messages that cannot be read"
              + " are kept here",
          "nothing to do");
      return;
    }
    if (policy.receives() < FEW_RECEIVES) {
      found(
          Severity.WARNING,
          "a message that was received "
              + policy.receives()
              + " times without being deleted moves to the dead-letter queue; a few restarts can do"
              + " that to good ones",
          "set maxReceiveCount in the queue's RedrivePolicy to at least " + 2 * FEW_RECEIVES);
    }
    waiting(policy);
  }

  private void waiting(RedrivePolicy policy) {
    try {
      Queue dead = queue.other(queue.urlOf(policy.queue(), policy.account()));
      Long waiting = number(dead.attributes(), QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES);
      if (waiting != null && waiting > 0) {
        found(
            Severity.WARNING,
            waiting + " messages lie in the dead-letter queue " + policy.queue(),
            "look at them, then bring them back with a redrive");
      }
    } catch (SdkException | StoreException failed) {
      Trouble.endIfCancelled(failed);
      found(
          Severity.WARNING,
          Trouble.words("looking at the dead-letter queue", policy.queue(), failed),
          "allow sqs:GetQueueUrl and sqs:GetQueueAttributes on it");
    }
  }

  /// Servers that only speak the protocol have no policies and show none.
  private void policy(@Nullable String text) {
    if (text == null || text.isBlank()) {
      found(
          direct ? Severity.PROBLEM : Severity.NOTE,
          "the queue shows no policy: on AWS only its own account may then send, which S3 is not",
          "on AWS add a policy that lets s3, sns or events send to the queue");
      return;
    }
    QueuePolicy policy;
    try {
      policy = new QueuePolicy(Json.parse(text));
    } catch (IOException malformed) {
      found(Severity.WARNING, "the queue's policy is no JSON", "look at it");
      return;
    }
    if (policy.admitsAnyone()) {
      found(
          Severity.WARNING,
          "the queue's policy lets anybody send, and so forge events",
          "add conditions on aws:SourceArn and aws:SourceAccount to it");
    }
    for (String bucket : buckets) {
      if (!policy.admits(bucket)) {
        found(
            Severity.PROBLEM,
            "the queue's policy lets no event of the bucket " + bucket + " in",
            "allow sqs:SendMessage to the service s3 with aws:SourceArn of that bucket, or to the"
                + " topic or rule that forwards its events");
      }
    }
  }

  private void encryption(@Nullable String key) {
    if (key != null && key.endsWith("alias/aws/sqs")) {
      found(
          Severity.PROBLEM,
          "the queue is encrypted with the key that AWS manages, with which S3 cannot send",
          "use SSE-SQS, or a key of your own whose policy lets the sending service use it");
    }
  }

  private void found(Severity severity, String what, String remedy) {
    findings.add(new IntakeFinding(severity, what, remedy));
  }
}
