package dev.longhaul.store.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import java.net.URI;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

@Hazard(70)
final class PartitionTest {
  @Test
  void agreesWithTheSdkOnEveryRegion() {
    assertThat(Region.regions()).hasSizeGreaterThan(30);
    for (Region region : Region.regions()) {
      if (region.isGlobalRegion()) {
        continue;
      }
      PartitionMetadata sdk = PartitionMetadata.of(region);
      assertThat(Partition.ofRegion(region.id()).id()).as(region.id()).isEqualTo(sdk.id());
      assertThat(Partition.endpoint(region.id()).getHost())
          .isEqualTo("s3." + region.id() + "." + sdk.dnsSuffix());
    }
  }

  @Test
  void knowsAmazonsHosts() {
    assertThat(Partition.endpoint("cn-north-1"))
        .isEqualTo(URI.create("https://s3.cn-north-1.amazonaws.com.cn"));
    assertThat(Partition.hasHost("bucket.s3.eu-west-1.AMAZONAWS.com")).isTrue();
    assertThat(Partition.hasHost("s3.cn-northwest-1.amazonaws.com.cn")).isTrue();
    assertThat(Partition.hasHost("notamazonaws.com")).isFalse();
    assertThat(Partition.hasHost("minio.example.com")).isFalse();
  }
}
