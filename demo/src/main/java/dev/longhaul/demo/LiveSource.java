package dev.longhaul.demo;

import java.util.List;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.s3.S3Client;

/// A source bucket that is changed at a chosen rate, with a queue that is told of it.
final class LiveSource implements AutoCloseable {
  private static final int WRITERS = 8;

  private final LiveWriter.Totals changes = LiveWriter.Totals.none();
  private final EventFeed.Totals events = EventFeed.Totals.none();
  private final long begun = System.nanoTime();
  private final LiveWriters writers;

  /// What is done to it.
  ///
  /// @param rate changes a second
  /// @param seed decides the changes, and which events are lost, late or repeated
  record Habits(int rate, long seed, PresenceWitness witness) {}

  /// Begins at once.
  LiveSource(S3Client client, String bucket, DemoQueue queue, Habits habits) {
    List<LiveWriter> each =
        IntStream.range(0, WRITERS)
            .mapToObj(number -> {
              long seed = habits.seed() * WRITERS + number;
              EventFeed feed = new EventFeed(queue, bucket, events, seed);
              LiveWriter.Part part = new LiveWriter.Part(number, seed, habits.witness());
              return new LiveWriter(client, bucket, feed, changes, part);
            })
            .toList();
    this.writers = new LiveWriters(each, habits.rate());
  }

  /// Since it began.
  double seconds() {
    return (System.nanoTime() - begun) / 1e9;
  }

  long changes() {
    return changes.all();
  }

  String inWords() {
    return changes.inWords();
  }

  /// Messages sent.
  long told() {
    return events.sent().get();
  }

  String toldInWords() {
    return "events; %d were never told, %d told twice, on purpose"
        .formatted(events.lost().get(), events.repeated().get());
  }

  /// Lets every change under way end and be told.
  void stop() {
    writers.stop();
  }

  @Override
  public void close() {
    writers.close();
  }
}
