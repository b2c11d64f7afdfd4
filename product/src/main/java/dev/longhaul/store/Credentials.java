package dev.longhaul.store;

import dev.longhaul.object.Escaped;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What requests to a store are signed with. Never printed, logged or written down (H79).
///
/// @param sessionToken `null` for long-lived credentials
/// @param expiry when they stop working, `null` when that is not known
public record Credentials(
    String accessKey, String secretKey, @Nullable String sessionToken, @Nullable Instant expiry) {
  /// Nobody's: requests go out unsigned, to buckets that everybody may read.
  public static final Credentials ANONYMOUS = of("anonymous", "anonymous");

  public Credentials {
    if (accessKey.isEmpty() || !isPrintable(accessKey)) {
      throw new IllegalArgumentException("not an access key: " + Escaped.text(accessKey));
    }
    if (secretKey.isEmpty()) {
      throw new IllegalArgumentException("the secret of access key " + accessKey + " is empty");
    }
    if (sessionToken != null && !isPrintable(sessionToken)) {
      throw new IllegalArgumentException(
          "the session token of access key " + accessKey + " holds characters no header can carry");
    }
  }

  /// Long-lived credentials.
  public static Credentials of(String accessKey, String secretKey) {
    return new Credentials(accessKey, secretKey, null, null);
  }

  public boolean isAnonymous() {
    return equals(ANONYMOUS);
  }

  private static boolean isPrintable(String text) {
    return text.chars().allMatch(c -> c > 0x20 && c < 0x7F);
  }

  /// Names the access key, which is no secret, and nothing else.
  @Override
  public String toString() {
    return "credentials of access key " + accessKey;
  }
}
