package dev.longhaul.hint.sqs;

import java.net.URI;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Which queue to receive from, and how.
///
/// @param name the intake's name
/// @param queue the queue's URL
/// @param region what requests are signed for
/// @param endpoint where requests go; `null` for the region's own
/// @param pollers how many receive at once; one moves some hundred messages a second
/// @param longPoll how long an empty queue lets one wait: at most 20 s
/// @param visibility how long a message that was received is hidden from others. It is prolonged
///   while the message is held, so this is how late it comes again after a crash
public record SqsSettings(
    String name,
    URI queue,
    String region,
    @Nullable URI endpoint,
    int pollers,
    Duration longPoll,
    Duration visibility) {
  private static final int DEFAULT_POLLERS = 4;
  private static final int MAX_POLLERS = 64;
  private static final Duration MAX_LONG_POLL = Duration.ofSeconds(20);
  private static final Duration MIN_VISIBILITY = Duration.ofSeconds(2);
  private static final Duration DEFAULT_VISIBILITY = Duration.ofSeconds(20);
  private static final Duration MAX_VISIBILITY = Duration.ofHours(1);

  /// Today's hosts, as in `sqs.eu-west-1.amazonaws.com`, and yesterday's, with the region first.
  private static final Pattern AMAZON =
      Pattern.compile("(?:sqs\\.([a-z0-9-]+)|([a-z0-9-]+)\\.queue)\\.(?:amazonaws\\.[a-z.]+)");

  /// Servers that only speak the protocol take any region.
  private static final String ANY_REGION = "us-east-1";

  public SqsSettings {
    if (queue.getHost() == null || queue.getScheme() == null) {
      throw new IllegalArgumentException("a queue is named by its URL, not by " + queue);
    }
    if (pollers < 1 || pollers > MAX_POLLERS) {
      throw new IllegalArgumentException("pollers: 1 to " + MAX_POLLERS + ", not " + pollers);
    }
    if (longPoll.isNegative() || longPoll.compareTo(MAX_LONG_POLL) > 0) {
      throw new IllegalArgumentException("long poll: at most " + MAX_LONG_POLL.toSeconds() + " s");
    }
    if (visibility.compareTo(MIN_VISIBILITY) < 0 || visibility.compareTo(MAX_VISIBILITY) > 0) {
      throw new IllegalArgumentException(
          "visibility: %d to %d s"
              .formatted(MIN_VISIBILITY.toSeconds(), MAX_VISIBILITY.toSeconds()));
    }
  }

  /// What the URL of a queue says by itself: on Amazon's hosts the region, elsewhere the endpoint.
  public static SqsSettings of(String name, URI queue) {
    Matcher amazon = AMAZON.matcher(String.valueOf(queue.getHost()));
    if (amazon.matches()) {
      String region = amazon.group(1) == null ? amazon.group(2) : amazon.group(1);
      return withDefaults(name, queue, region, null);
    }
    return withDefaults(name, queue, ANY_REGION, queue.resolve("/"));
  }

  private static SqsSettings withDefaults(
      String name, URI queue, String region, @Nullable URI endpoint) {
    return new SqsSettings(
        name, queue, region, endpoint, DEFAULT_POLLERS, MAX_LONG_POLL, DEFAULT_VISIBILITY);
  }

  /// The same queue, reached through another place, signed for another region.
  public SqsSettings at(@Nullable URI otherEndpoint, String otherRegion) {
    return new SqsSettings(name, queue, otherRegion, otherEndpoint, pollers, longPoll, visibility);
  }

  /// The same queue, received from in another rhythm.
  public SqsSettings paced(int otherPollers, Duration otherLongPoll, Duration otherVisibility) {
    return new SqsSettings(
        name, queue, region, endpoint, otherPollers, otherLongPoll, otherVisibility);
  }
}
