package dev.longhaul.demo;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/// Tells a queue of every change of a bucket, as Amazon S3 does: mostly once and at once, but some
/// changes twice, some late and out of order, and some never (H1).
///
/// One feed per writing thread; the totals are shared.
final class EventFeed {
  private static final int LOST_IN = 100;
  private static final int REPEATED_IN = 50;
  private static final int LATE_IN = 30;
  private static final int MOST_LATE = 20;

  private final DemoQueue queue;
  private final String bucket;
  private final Totals totals;
  private final SplittableRandom random;
  private final Deque<String> late = new ArrayDeque<>();

  /// How many events were sent, kept back on purpose, and sent once more.
  record Totals(AtomicLong sent, AtomicLong lost, AtomicLong repeated) {
    static Totals none() {
      return new Totals(new AtomicLong(), new AtomicLong(), new AtomicLong());
    }
  }

  /// @param bucket whose changes are told
  /// @param seed decides which events are lost, late or repeated
  EventFeed(DemoQueue queue, String bucket, Totals totals, long seed) {
    this.queue = queue;
    this.bucket = bucket;
    this.totals = totals;
    this.random = new SplittableRandom(seed);
  }

  /// Something happened to the key just now.
  ///
  /// @param name what S3 calls it, such as `ObjectCreated:Put`
  void tell(String name, String key) {
    String event = event(bucket, name, key);
    if (random.nextInt(LOST_IN) == 0) {
      totals.lost.incrementAndGet();
    } else if (random.nextInt(LATE_IN) == 0) {
      late.add(event);
    } else {
      send(event);
      if (random.nextInt(REPEATED_IN) == 0) {
        totals.repeated.incrementAndGet();
        late.add(event);
      }
    }
    if (late.size() > MOST_LATE) {
      send(late.remove());
    }
  }

  /// Sends what is still kept back to be late.
  void flush() {
    while (!late.isEmpty()) {
      send(late.remove());
    }
  }

  private void send(String event) {
    queue.send(event);
    totals.sent.incrementAndGet();
  }

  /// What S3 says of a change that was made just now.
  static String event(String bucket, String name, String key) {
    return """
    {"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"us-east-1",\
    "eventTime":"%s","eventName":"%s","s3":{"bucket":{"name":"%s"},"object":{"key":"%s"}}}]}\
    """
        .formatted(Instant.now(), name, bucket, URLEncoder.encode(key, StandardCharsets.UTF_8));
  }
}
