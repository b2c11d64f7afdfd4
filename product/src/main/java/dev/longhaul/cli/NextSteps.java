package dev.longhaul.cli;

import dev.longhaul.config.CredentialsChoice;
import dev.longhaul.config.Draft;
import dev.longhaul.config.SideSettings;
import dev.longhaul.object.Escaped;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What to type once a first configuration is written, ready for a shell.
final class NextSteps {
  private static final Pattern SQS =
      Pattern.compile(
          "https://sqs\\.([a-z0-9-]+)\\.amazonaws\\.com(\\.cn)?/([0-9]{12})/([A-Za-z0-9_-]+)");

  private NextSteps() {}

  static List<String> of(Path file, Draft draft) {
    List<String> steps = new ArrayList<>();
    steps.add(line(List.of("longhaul", "config", "check", file.toString())));
    if (draft.queue() != null) {
      steps.add(line(notifications(draft.source(), draft.queue())));
    }
    steps.add(line(List.of("longhaul", "run", "--config", file.toString())));
    steps.add(line(List.of("longhaul", "status", "--config", file.toString())));
    return steps;
  }

  private static List<String> notifications(SideSettings source, URI queue) {
    List<String> words = new ArrayList<>(List.of("longhaul", "setup", "notifications"));
    String prefix = source.location().path();
    words.add("s3://" + source.location().bucket() + (prefix.isEmpty() ? "" : "/" + prefix));
    words.addAll(List.of("--to", arn(queue)));
    add(words, "--profile", source.profile());
    add(words, "--endpoint", source.endpoint());
    add(words, "--region", source.region());
    boolean named = !source.credentials().equals(CredentialsChoice.usual(source.profile()));
    if (named && !source.credentials().equals(new CredentialsChoice.Anonymous())) {
      add(words, "--credentials", source.credentials().words());
    }
    words.add("--dry-run");
    return words;
  }

  /// The name of a queue of Amazon's; of others its URL does not say it.
  private static String arn(URI queue) {
    Matcher matcher = SQS.matcher(queue.toString());
    if (!matcher.matches()) {
      return "ARN";
    }
    String partition = matcher.group(2) == null ? "aws" : "aws-cn";
    return String.join(
        ":", "arn", partition, "sqs", matcher.group(1), matcher.group(3), matcher.group(4));
  }

  private static void add(List<String> words, String option, @Nullable Object value) {
    if (value != null) {
      words.addAll(List.of(option, value.toString()));
    }
  }

  private static String line(List<String> words) {
    return words.stream().map(NextSteps::quoted).collect(Collectors.joining(" "));
  }

  /// The word as a shell takes it; what a terminal might act on is written as bash writes it.
  private static String quoted(String word) {
    if (word.matches("[A-Za-z0-9_./:@%+=,-]+")) {
      return word;
    }
    String escaped = Escaped.text(word);
    return escaped.equals(word) && !word.contains("'")
        ? "'" + word + "'"
        : "$'" + escaped.replace("'", "\\'") + "'";
  }
}
