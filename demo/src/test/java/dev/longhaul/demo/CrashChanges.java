package dev.longhaul.demo;

import dev.longhaul.demo.SharedServers.Bucket;
import java.util.SplittableRandom;
import software.amazon.awssdk.services.s3.model.Tag;

/// What happens at the source while processes are killed, told to the queue at once and without
/// fail.
abstract class CrashChanges {
  private static final String PUT = "ObjectCreated:Put";
  private static final String COMPLETE = "ObjectCreated:CompleteMultipartUpload";

  private final Bucket bucket;
  private final DemoQueue queue;
  private int made;

  private CrashChanges(Bucket bucket, DemoQueue queue) {
    this.bucket = bucket;
    this.queue = queue;
  }

  /// One change; every kind comes up within a few.
  final void make() {
    make(++made);
  }

  abstract void make(int number);

  /// What happens after one process was killed and before the next begins.
  void whileNothingRuns() {}

  final void put(Sample sample) {
    bucket.samples().put(sample);
    tell(sample.multipart() ? COMPLETE : PUT, sample.key());
  }

  final void delete(String key) {
    bucket.samples().delete(key);
    tell("ObjectRemoved:Delete", key);
  }

  final void tag(String key, String value) {
    bucket
        .client()
        .putObjectTagging(request ->
            request
                .bucket(bucket.name())
                .key(key)
                .tagging(
                    tagging -> tagging.tagSet(Tag.builder().key("state").value(value).build())));
    tell("ObjectTagging:Put", key);
  }

  private void tell(String name, String key) {
    queue.send(EventFeed.event(bucket.name(), name, key));
  }

  /// Objects come, small and large, are overwritten, and go.
  ///
  /// @param folder what all keys begin with
  static CrashChanges copied(
      Bucket bucket, DemoQueue queue, SplittableRandom random, String folder) {
    return new CrashChanges(bucket, queue) {
      private static final int KEYS = 12;

      @Override
      void make(int number) {
        String key = folder + random.nextInt(KEYS);
        switch (number % 8) {
          case 6 -> delete(key);
          case 3 -> put(large(folder + "large", number));
          default -> put(Sample.of(key, 2_000).withSeed(number));
        }
      }
    };
  }

  /// The same bytes get other tags and other metadata, in one piece and in parts; and what the
  /// process before this one was perhaps copying in parts gets other bytes, so that its upload is
  /// of no use.
  ///
  /// @param kill how many processes were killed before
  static CrashChanges inPlace(Bucket bucket, DemoQueue queue, SplittableRandom random, int kill) {
    return new CrashChanges(bucket, queue) {
      private static final int KEYS = 4;
      private static final String DESCRIBED = "/described";

      private final String folder = kill + "/";

      @Override
      void whileNothingRuns() {
        if (kill > 0) {
          put(large(kill - 1 + DESCRIBED, kill));
        }
      }

      @Override
      void make(int number) {
        String key = folder + random.nextInt(KEYS);
        String value = "v" + number;
        switch (number % 5) {
          case 1 -> put(Sample.of(folder + "tagged", 2_000).withTag("state", value));
          case 2 -> put(Sample.of(key, 2_000).withMetadata("state", value));
          case 3, 0 -> put(large(kill + DESCRIBED, 0).withMetadata("state", value));
          default -> tag(folder + "tagged", value);
        }
      }
    };
  }

  private static Sample large(String key, int seed) {
    return Sample.of(key, 1).withSeed(seed).inParts(Sample.SMALLEST_PART, 1_000);
  }
}
