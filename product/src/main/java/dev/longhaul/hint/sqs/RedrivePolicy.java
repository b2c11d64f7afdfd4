package dev.longhaul.hint.sqs;

import dev.longhaul.hint.Json;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/// Where a queue sends messages that were received too often.
///
/// @param account the account of the other queue
/// @param queue its name
/// @param receives after how many receipts a message goes there
record RedrivePolicy(String account, String queue, int receives) {
  private static final int ARN_PARTS = 6;

  /// The policy among a queue's attributes; empty when it has none that can be understood.
  static Optional<RedrivePolicy> of(Map<String, String> attributes) {
    String text = attributes.get(QueueAttributeName.REDRIVE_POLICY.toString());
    if (text == null) {
      return Optional.empty();
    }
    try {
      Json policy = Json.parse(text);
      String arn = policy.text("deadLetterTargetArn");
      String[] parts = arn == null ? new String[0] : arn.split(":", -1);
      return parts.length == ARN_PARTS
          ? Optional.of(new RedrivePolicy(parts[4], parts[5], receives(policy)))
          : Optional.empty();
    } catch (IOException malformed) {
      return Optional.empty();
    }
  }

  /// Some write the number as text.
  private static int receives(Json policy) {
    String text = policy.at("maxReceiveCount").scalar();
    return text.matches("\\d{1,4}") ? Integer.parseInt(text) : 0;
  }
}
