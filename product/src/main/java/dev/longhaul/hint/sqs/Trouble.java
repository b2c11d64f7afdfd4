package dev.longhaul.hint.sqs;

import dev.longhaul.effect.Cancelled;
import dev.longhaul.object.Escaped;
import dev.longhaul.store.Failure;
import dev.longhaul.store.StoreException;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/// Puts what goes wrong with a queue into words: what happened, and what to do.
final class Trouble {
  private Trouble() {}

  /// Ends the caller's work when the failure is only that it was cancelled.
  static void endIfCancelled(RuntimeException failed) {
    if (failed instanceof AbortedException || Thread.currentThread().isInterrupted()) {
      Thread.currentThread().interrupt();
      throw new Cancelled(failed);
    }
  }

  /// Whether somebody answered, and what was asked for is wrong; not where nobody did, or did not
  /// want to at the moment.
  static boolean isAnswer(RuntimeException failed) {
    return switch (failed) {
      case AwsServiceException answered ->
          answered.statusCode() < 500 && !answered.isThrottlingException();
      case StoreException credentials ->
          switch (credentials.failure()) {
            case Failure.Throttled _, Failure.Transient _ -> false;
            case Failure.Refused _, Failure.WrongCredentials _ -> true;
          };
      default -> false;
    };
  }

  /// @param doing what was tried, such as "receiving from the queue"
  static String words(String doing, String queue, RuntimeException failed) {
    return doing + " " + Escaped.text(queue) + " failed: " + reason(failed);
  }

  private static String reason(RuntimeException failed) {
    return switch (failed) {
      case QueueDoesNotExistException _ ->
          "there is no such queue; check its URL and region, and whether its account is the one of"
              + " these credentials";
      case AwsServiceException answered -> answered(answered);
      case SdkClientException unsent -> Escaped.text(deepest(unsent));
      case StoreException credentials -> credentials.failure().message();
      default -> Escaped.text(String.valueOf(failed));
    };
  }

  private static String answered(AwsServiceException failed) {
    AwsErrorDetails details = failed.awsErrorDetails();
    String code = details == null ? "" : Escaped.text(String.valueOf(details.errorCode()));
    String message =
        details == null || details.errorMessage() == null
            ? String.valueOf(failed.getMessage())
            : details.errorMessage();
    String said = failed.statusCode() + " " + code + ": " + Escaped.text(message);
    return failed.statusCode() == 401 || failed.statusCode() == 403
        ? said
            + ". Check the credentials; they need sqs:ReceiveMessage, sqs:DeleteMessage,"
            + " sqs:ChangeMessageVisibility, sqs:GetQueueAttributes and sqs:GetQueueUrl"
        : said;
  }

  /// What the network said, which the SDK wraps in sentences of its own.
  private static String deepest(Throwable failed) {
    Throwable cause = failed;
    for (int depth = 0; depth < 10 && cause.getCause() != null; depth++) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
