package dev.longhaul.hint.sqs;

import dev.longhaul.hint.Json;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Who may send to a queue, as far as its policy's text tells.
final class QueuePolicy {
  private static final List<String> SENDERS = List.of("s3.", "sns.", "events.");
  private static final String BUCKET_ARN = ":s3:::";

  private final List<Json> statements;

  QueuePolicy(Json policy) {
    this.statements =
        entries(policy.at("Statement")).stream().filter(QueuePolicy::allowsSending).toList();
  }

  /// Whether a statement lets events of this bucket in, directly or through a topic or a bus.
  boolean admits(String bucket) {
    return statements.stream()
        .filter(statement -> isAnyone(statement) || isService(statement))
        .anyMatch(statement -> admits(sources(statement), bucket));
  }

  /// Whether anybody at all may send, and so forge events (H78).
  boolean admitsAnyone() {
    return statements.stream()
        .anyMatch(statement -> isAnyone(statement) && !statement.at("Condition").isObject());
  }

  private static boolean allowsSending(Json statement) {
    return "Allow".equals(statement.text("Effect"))
        && strings(statement.at("Action")).stream()
            .map(action -> action.toLowerCase(Locale.ROOT))
            .anyMatch(action -> matches(action, "sqs:sendmessage"));
  }

  private static boolean isAnyone(Json statement) {
    return "*".equals(statement.text("Principal"))
        || strings(statement.at("Principal", "AWS")).contains("*");
  }

  private static boolean isService(Json statement) {
    return strings(statement.at("Principal", "Service")).stream()
        .anyMatch(service -> SENDERS.stream().anyMatch(service::startsWith));
  }

  /// The ARNs a condition asks for, whatever its operator.
  private static List<String> sources(Json statement) {
    return statement.at("Condition").values().stream()
        .flatMap(operator ->
            Stream.of("aws:SourceArn", "AWS:SourceArn", "aws:sourceArn", "aws:sourcearn")
                .flatMap(name -> strings(operator.at(name)).stream()))
        .toList();
  }

  /// A source that is no bucket is a topic or a rule, which is not asked where its events are from.
  private static boolean admits(List<String> sources, String bucket) {
    return sources.isEmpty()
        || sources.stream()
            .anyMatch(arn -> {
              int name = arn.indexOf(BUCKET_ARN);
              return name < 0 || matches(arn.substring(name + BUCKET_ARN.length()), bucket);
            });
  }

  /// Wildcards as in policies.
  private static boolean matches(String pattern, String text) {
    String regex = Pattern.quote(pattern).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
    return Pattern.matches(regex, text);
  }

  /// A list, or the one thing that stands for a list of one.
  private static List<Json> entries(Json json) {
    List<Json> items = json.items();
    return items == null ? List.of(json) : items;
  }

  private static List<String> strings(Json json) {
    return entries(json).stream()
        .<@Nullable String>map(Json::text)
        .filter(Objects::nonNull)
        .map(Objects::requireNonNull)
        .toList();
  }
}
