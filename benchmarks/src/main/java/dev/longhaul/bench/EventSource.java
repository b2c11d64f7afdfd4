package dev.longhaul.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// Posts events about made-up objects of the source, as S3 writes them, to a webhook intake.
final class EventSource implements AutoCloseable {
  private static final int BATCHES_PER_SECOND = 100;
  private static final int AT_ONCE = 500;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI hook;
  private final AtomicLong unanswered = new AtomicLong();
  private final Map<String, Long> refused = new ConcurrentSkipListMap<>();

  EventSource(URI hook) {
    this.hook = hook;
  }

  /// Posts this many a second, whether the answers keep up or not: a batch every hundredth of a
  /// second, whose events happen at the moment at which it is due.
  ///
  /// @param from the number of the first object
  /// @return when each event was due, in microseconds since 1970
  long[] post(int from, int count, int perSecond) {
    long[] due = new long[count];
    int batch = perSecond / BATCHES_PER_SECOND;
    long begun = System.nanoTime();
    long epoch = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    for (int done = 0; done < count; done += batch) {
      long after = done * 1_000_000L / perSecond;
      long wait = begun + after * 1_000 - System.nanoTime();
      while (wait > 0) {
        LockSupport.parkNanos(wait);
        wait = begun + after * 1_000 - System.nanoTime();
      }
      int events = Math.min(batch, count - done);
      Arrays.fill(due, done, done + events, epoch + after);
      send(message(from + done, events, Instant.EPOCH.plus(epoch + after, ChronoUnit.MICROS)));
    }
    return due;
  }

  private void send(String message) {
    unanswered.incrementAndGet();
    client
        .sendAsync(request(message), HttpResponse.BodyHandlers.discarding())
        .whenComplete((answer, failure) -> {
          if (failure != null || answer.statusCode() != 200) {
            refused.merge(
                failure == null ? answer.statusCode() + "" : failure.toString(), 1L, Long::sum);
          }
          unanswered.decrementAndGet();
        });
  }

  /// Posts one large batch after another, as fast as they are taken.
  void pour(int count) throws IOException, InterruptedException {
    for (int from = 0; from < count; from += AT_ONCE) {
      String message = message(from, Math.min(AT_ONCE, count - from), Instant.now());
      HttpResponse<Void> answer =
          client.send(request(message), HttpResponse.BodyHandlers.discarding());
      if (answer.statusCode() != 200) {
        throw new IOException("the intake answered " + answer.statusCode());
      }
    }
  }

  private HttpRequest request(String message) {
    return HttpRequest.newBuilder(hook)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(message))
        .build();
  }

  private static String message(int from, int count, Instant at) {
    StringBuilder records = new StringBuilder("{\"Records\":[");
    for (int number = from; number < from + count; number++) {
      records.append(number == from ? "" : ",");
      records.append(
          String.format(
              Locale.ROOT,
              "{\"eventVersion\":\"2.1\",\"eventSource\":\"aws:s3\",\"awsRegion\":\"us-east-1\","
                  + "\"eventTime\":\"%s\",\"eventName\":\"ObjectCreated:Put\","
                  + "\"s3\":{\"bucket\":{\"name\":\"source\"},\"object\":{\"key\":\"data/%09d\"}}}",
              at.truncatedTo(ChronoUnit.MILLIS),
              number));
    }
    return records.append("]}").toString();
  }

  /// Whether the intake answers that it takes events.
  boolean isTaken() throws InterruptedException {
    try {
      HttpRequest request = HttpRequest.newBuilder(hook).build();
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  /// Batches that were not answered with 200, or not at all.
  long notTaken() {
    return refused.values().stream().mapToLong(Long::longValue).sum() + unanswered.get();
  }

  /// How the intake answered those.
  String notTakenInWords() {
    return unanswered + " batches of events got no answer, others were not taken: " + refused;
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
