package dev.longhaul.cli;

import dev.longhaul.config.TimeSpan;
import dev.longhaul.store.BucketAddress;
import dev.longhaul.store.BucketFacts;
import dev.longhaul.store.Failure;
import dev.longhaul.store.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What HeadBucket says of one side: credentials, region, endpoint and clock (H66 to H68).
final class SideCheck {
  /// Requests are refused from five minutes on (H66); said well before.
  private static final Duration LARGE_SKEW = Duration.ofMinutes(1);

  private final String about;
  private final Opened side;

  SideCheck(Opened side) {
    this(side, side.name());
  }

  /// @param about what findings call it
  SideCheck(Opened side, String about) {
    this.about = about;
    this.side = side;
  }

  List<Finding> findings() {
    try {
      return judge(side.store().inspector().headBucket());
    } catch (StoreException refused) {
      return List.of(Finding.fail(about, refused.failure().message(), remedy(refused.failure())));
    }
  }

  List<Finding> judge(BucketFacts facts) {
    List<Finding> findings = new ArrayList<>();
    BucketAddress address = side.store().address();
    String server = facts.server() == null ? "" : " (" + facts.server() + ")";
    findings.add(Finding.ok(about, address + server + " answers to these credentials"));
    String region = facts.region();
    if (region != null && !region.equals(address.region())) {
      findings.add(
          Finding.fail(
              about,
              "the bucket is in region " + region + ", requests are signed for " + address.region(),
              "set the region of this side to " + region));
    }
    findings.add(clock(facts.clockAhead()));
    return findings;
  }

  private Finding clock(@Nullable Duration ahead) {
    if (ahead == null) {
      return Finding.warn(
          about, "sends no Date, so its clock cannot be compared", "nothing, if requests work");
    }
    String skew = TimeSpan.text(ahead.abs()) + (ahead.isNegative() ? " behind" : " ahead of");
    if (ahead.abs().compareTo(LARGE_SKEW) > 0) {
      return Finding.warn(
          about,
          "its clock is " + skew + " ours",
          "set the clock of this machine by NTP; requests are refused from 5 minutes on");
    }
    return Finding.ok(about, "its clock is " + skew + " ours");
  }

  /// What may help against a failure of HeadBucket, by its kind.
  static String remedy(Failure failure) {
    return switch (failure) {
      case Failure.Throttled _ -> "the store asks for less; try again later";
      case Failure.Transient _ -> "check the endpoint, the network and any proxy between";
      case Failure.Refused _ -> "check the bucket's name, the endpoint and the addressing style";
      case Failure.WrongCredentials _ ->
          "check the credentials, the region, the clock, and that s3:ListBucket is allowed";
    };
  }
}
