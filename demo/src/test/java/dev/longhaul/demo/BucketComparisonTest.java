package dev.longhaul.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.demo.SharedServers.Bucket;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BucketComparisonTest {

  private static final Sample SAMPLE =
      Sample.of("key", 20).withMetadata("name", "value").withTag("tag", "value");

  private final Bucket left = SharedServers.onS3Mock();
  private final Bucket right = SharedServers.onOtherS3Mock();

  @Test
  void findsNoDifferenceBetweenEqualBuckets() {
    left.samples().put(SampleData.attributes());
    right.samples().put(SampleData.attributes());

    assertThat(left.differencesTo(right)).isEmpty();
  }

  @Test
  void findsAnObjectThatOnlyOneSideHas() {
    left.samples().put(Sample.of("only-left", 1));
    right.samples().put(Sample.of("only-right", 1));

    assertThat(left.differencesTo(right))
        .containsExactly(
            new BucketDifference("only-left", "presence", "present", "missing"),
            new BucketDifference("only-right", "presence", "missing", "present"));
  }

  @Test
  void findsOtherBytesOfTheSameLength() {
    assertThat(aspectsThatDiffer(SAMPLE.withSeed(7))).containsExactly("bytes");
  }

  @Test
  void findsOtherMetadata() {
    assertThat(aspectsThatDiffer(SAMPLE.withMetadata("name", "Value"))).containsExactly("metadata");
  }

  @Test
  void findsOtherHeaders() {
    assertThat(
            aspectsThatDiffer(
                SAMPLE.withHeader("Expires", "0").withHeader("Content-Type", "text/plain")))
        .containsExactly("content-type", "expires");
  }

  @Test
  void findsOtherTags() {
    assertThat(aspectsThatDiffer(SAMPLE.withTag("Tag", "value"))).containsExactly("tags");
  }

  private List<String> aspectsThatDiffer(Sample other) {
    left.samples().put(SAMPLE);
    right.samples().put(other);
    return left.differencesTo(right).stream().map(BucketDifference::aspect).toList();
  }
}
