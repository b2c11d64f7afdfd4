package dev.longhaul.store.aws;

import java.net.URI;
import java.util.Arrays;
import java.util.Locale;

/// Amazon's partitions: worlds with regions, accounts and domains of their own. The one place where
/// their names are written (H70).
public enum Partition {
  CHINA("aws-cn", "cn-", "amazonaws.com.cn"),
  GOVERNMENT("aws-us-gov", "us-gov-", "amazonaws.com"),
  ISOLATED("aws-iso", "us-iso-", "c2s.ic.gov"),
  ISOLATED_B("aws-iso-b", "us-isob-", "sc2s.sgov.gov"),
  ISOLATED_E("aws-iso-e", "eu-isoe-", "cloud.adc-e.uk"),
  ISOLATED_F("aws-iso-f", "us-isof-", "csp.hci.ic.gov"),
  EUROPE("aws-eusc", "eusc-", "amazonaws.eu"),
  GLOBAL("aws", "", "amazonaws.com");

  private final String id;
  private final String regionPrefix;
  private final String domain;

  Partition(String id, String regionPrefix, String domain) {
    this.id = id;
    this.regionPrefix = regionPrefix;
    this.domain = domain;
  }

  /// The partition that a region belongs to.
  public static Partition ofRegion(String region) {
    return Arrays.stream(values())
        .filter(partition -> region.startsWith(partition.regionPrefix))
        .findFirst()
        .orElse(GLOBAL);
  }

  /// Whether a host is one of Amazon's, in any partition.
  public static boolean hasHost(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).anyMatch(partition -> lower.endsWith("." + partition.domain));
  }

  /// Where a region's S3 is.
  public static URI endpoint(String region) {
    return URI.create("https://s3." + region + "." + ofRegion(region).domain);
  }

  /// The name that ARNs carry, such as `aws-cn`.
  public String id() {
    return id;
  }
}
