package dev.longhaul.store.s3;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How one store wants to be spoken to, as far as its address does not say.
///
/// @param addressing where the bucket's name stands
/// @param payload what signatures say of bodies
/// @param dialect what differs between stores and may be learnt later
/// @param timeouts how long each kind of wait may last
/// @param connections how many connections may be open at once
/// @param expectedOwner the account that must own the bucket, `null` for no check (H14)
/// @param way what stands between us and the store
public record S3Settings(
    Addressing addressing,
    Payload payload,
    Dialect dialect,
    Timeouts timeouts,
    int connections,
    @Nullable String expectedOwner,
    Way way) {
  /// What suits most stores.
  public static final S3Settings DEFAULT =
      new S3Settings(
          Addressing.AUTO,
          Payload.UNSIGNED,
          Dialect.DEFAULT,
          Timeouts.DEFAULT,
          1024,
          null,
          Way.DIRECT);

  public S3Settings {
    if (connections < 1) {
      throw new IllegalArgumentException("connections must be at least 1, not " + connections);
    }
  }

  /// The same with the bucket's name elsewhere.
  public S3Settings with(Addressing other) {
    return new S3Settings(other, payload, dialect, timeouts, connections, expectedOwner, way);
  }

  /// The same with bodies signed otherwise.
  public S3Settings with(Payload other) {
    return new S3Settings(addressing, other, dialect, timeouts, connections, expectedOwner, way);
  }

  /// The same with another dialect.
  public S3Settings with(Dialect other) {
    return new S3Settings(addressing, payload, other, timeouts, connections, expectedOwner, way);
  }

  /// The same with other timeouts.
  public S3Settings with(Timeouts other) {
    return new S3Settings(addressing, payload, dialect, other, connections, expectedOwner, way);
  }

  /// The same with more or fewer connections.
  public S3Settings withConnections(int most) {
    return new S3Settings(addressing, payload, dialect, timeouts, most, expectedOwner, way);
  }

  /// The same for a bucket that this account must own.
  public S3Settings withOwner(@Nullable String account) {
    return new S3Settings(addressing, payload, dialect, timeouts, connections, account, way);
  }

  /// The same with something else between us and the store.
  public S3Settings with(Way other) {
    return new S3Settings(
        addressing, payload, dialect, timeouts, connections, expectedOwner, other);
  }

  /// What stands between us and the store.
  ///
  /// @param certificates a file of PEM certificates that are trusted besides those that this
  ///   runtime trusts, `null` for none
  /// @param proxy `null` for none
  public record Way(@Nullable Path certificates, @Nullable Proxy proxy) {
    /// Nothing.
    public static final Way DIRECT = new Way(null, null);
  }

  /// Where the bucket's name stands in a request (H69).
  public enum Addressing {
    /// Virtual-host style for Amazon S3 where the name allows it, otherwise path style.
    AUTO,
    /// `https://endpoint/bucket/key`.
    PATH,
    /// `https://bucket.endpoint/key`.
    VIRTUAL_HOST
  }

  /// What the signature says of a body (decision 6).
  public enum Payload {
    /// `UNSIGNED-PAYLOAD`: a checksum header, itself signed, vouches for the bytes.
    UNSIGNED,
    /// The SHA-256 of the body: every byte is hashed once more, before it is sent.
    SIGNED
  }

  /// How long each kind of wait may last (H65).
  ///
  /// @param connect until a connection is there, TLS included
  /// @param answer from the last byte of a request to the first of its answer
  /// @param stall between two moves of 64 KiB within a body, or its end
  /// @param slow the answer of what stores do at length: Complete, copies, listings (H30)
  public record Timeouts(Duration connect, Duration answer, Duration stall, Duration slow) {
    public static final Timeouts DEFAULT =
        new Timeouts(
            Duration.ofSeconds(10),
            Duration.ofSeconds(60),
            Duration.ofSeconds(30),
            Duration.ofMinutes(15));
  }
}
