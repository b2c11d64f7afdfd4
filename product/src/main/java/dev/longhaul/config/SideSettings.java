package dev.longhaul.config;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/// How one side of a route is reached, as the command line says it.
///
/// @param profile AWS profile whose region, endpoint and addressing count too; `null` for none
/// @param endpoint URL of the store, `null` for the one of the profile or of Amazon S3
/// @param region region to sign for, `null` to find out
public record SideSettings(
    Location location,
    CredentialsChoice credentials,
    @Nullable String profile,
    @Nullable URI endpoint,
    @Nullable String region,
    Addressing addressing,
    Kind kind,
    Payload payload) {
  /// One that is spoken to as it is found to want.
  public static SideSettings of(
      Location location,
      CredentialsChoice credentials,
      @Nullable URI endpoint,
      @Nullable String region) {
    return new SideSettings(
        location,
        credentials,
        null,
        endpoint,
        region,
        Addressing.AUTO,
        Kind.AUTO,
        Payload.UNSIGNED);
  }

  /// Where the bucket's name goes in a request (H69).
  public enum Addressing {
    AUTO,
    PATH,
    VIRTUAL
  }

  /// Which rules the store follows.
  public enum Kind {
    AUTO,
    AWS,
    COMPATIBLE
  }

  /// Whether the body of a request is part of its signature (decision 6).
  public enum Payload {
    UNSIGNED,
    SIGNED
  }
}
