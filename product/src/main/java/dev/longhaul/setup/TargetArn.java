package dev.longhaul.setup;

import dev.longhaul.object.Escaped;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Whom a bucket is to tell.
///
/// @param text the ARN as it was typed
/// @param name what distinguishes it from others of its kind
public record TargetArn(String text, String name) {
  private static final Pattern FORM =
      Pattern.compile(
          "arn:([a-z0-9-]+):(sqs|sns|lambda):([a-z0-9-]*):([A-Za-z0-9_-]*):([A-Za-z0-9_.:-]+)");
  private static final String FUNCTION = "function:";
  private static final int ID_BYTES = 4;

  /// The target that this text names.
  public static TargetArn parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "not a target: \""
              + Escaped.text(text)
              + "\"; write arn:aws:sqs:REGION:ACCOUNT:QUEUE, the same with sns and a topic,"
              + " arn:aws:lambda:REGION:ACCOUNT:function:NAME:ALIAS, or"
              + " arn:minio:sqs::NAME:webhook");
    }
    if (text.endsWith(".fifo")) {
      throw new IllegalArgumentException(
          "buckets send to no FIFO queues or topics; take an ordinary one, whose order is enough");
    }
    boolean minio = matcher.group(1).equals("minio");
    String name = minio ? matcher.group(4) : matcher.group(5);
    if (matcher.group(2).equals("lambda")) {
      if (!name.matches(FUNCTION + "[^:]+(:[^:]+)?")) {
        throw new IllegalArgumentException(
            "not a function: \""
                + Escaped.text(text)
                + "\"; write arn:aws:lambda:REGION:ACCOUNT:function:NAME, or with :ALIAS behind"
                + " it");
      }
      name = name.substring(FUNCTION.length()).replace(':', '-');
    }
    return new TargetArn(text, name);
  }

  /// The id of the rule for it: the same for the same target and prefix, and ours to be seen.
  public String ruleId(String prefix) {
    return "longhaul-" + name + (prefix.isEmpty() ? "" : "-" + digest(prefix));
  }

  /// The statement that its policy needs; empty for targets that have none.
  public Optional<String> policyFor(String bucket) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches() || !matcher.group(1).startsWith("aws")) {
      return Optional.empty();
    }
    String action =
        switch (matcher.group(2)) {
          case "sqs" -> "sqs:SendMessage";
          case "sns" -> "sns:Publish";
          default -> "lambda:InvokeFunction";
        };
    return Optional.of(
        """
        {"Effect": "Allow", "Principal": {"Service": "s3.amazonaws.com"},
         "Action": "%s", "Resource": "%s",
         "Condition": {"ArnEquals": {"aws:SourceArn": "arn:%s:s3:::%s"},
                       "StringEquals": {"aws:SourceAccount": "%s"}}}\
        """
            .formatted(action, text, matcher.group(1), bucket, matcher.group(4)));
  }

  /// The URL of the queue that it names at Amazon; empty for everything else.
  public Optional<URI> queueUrl() {
    Matcher matcher = FORM.matcher(text);
    boolean queue =
        matcher.matches()
            && matcher.group(1).startsWith("aws")
            && matcher.group(2).equals("sqs")
            && !matcher.group(3).isEmpty()
            && !matcher.group(4).isEmpty();
    return queue
        ? Optional.of(
            URI.create(
                "https://sqs.%s.amazonaws.com%s/%s/%s"
                    .formatted(
                        matcher.group(3),
                        matcher.group(1).equals("aws-cn") ? ".cn" : "",
                        matcher.group(4),
                        matcher.group(5))))
        : Optional.empty();
  }

  private static String digest(String prefix) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(prefix.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, ID_BYTES);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
