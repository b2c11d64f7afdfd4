package dev.longhaul.bench.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What an endpoint is told to be.
///
/// @param stock what its bucket holds from the beginning
/// @param manner how it answers
record Endpoint(
    InetSocketAddress address,
    String accessKey,
    String bucket,
    Bucket.Stock stock,
    Instant date,
    Manner manner) {

  /// @param checked whether signatures and the checksums of bodies are looked at
  /// @param beforeLists how long a listing takes
  /// @param tls whether it speaks TLS
  record Manner(boolean checked, Duration beforeLists, boolean tls) {
    /// Words between semicolons: `unchecked`, `lists=MILLISECONDS`, `tls`; none for the usual.
    static Manner parse(String text) {
      boolean checked = true;
      boolean tls = false;
      Duration lists = Duration.ZERO;
      for (String word : text.isEmpty() ? List.<String>of() : List.of(text.split(";", -1))) {
        if (word.startsWith("lists=")) {
          lists = Duration.ofMillis(Long.parseLong(word.substring("lists=".length())));
        } else if (word.equals("unchecked")) {
          checked = false;
        } else if (word.equals("tls")) {
          tls = true;
        } else {
          throw new IllegalArgumentException("an endpoint knows no manner called " + word);
        }
      }
      return new Manner(checked, lists, tls);
    }
  }

  /// @param text `port,access key,bucket,objects,size,part size,date[,manner]`; a port 0 takes any,
  ///   `address:port` listens there and not on loopback, a part size 0 means objects written in one
  static Endpoint parse(String text) {
    String[] fields = text.split(",", -1);
    return new Endpoint(
        address(fields[0]),
        fields[1],
        fields[2],
        new Bucket.Stock(
            Long.parseLong(fields[3]), Long.parseLong(fields[4]), Long.parseLong(fields[5])),
        Instant.parse(fields[6]),
        Manner.parse(fields.length > 7 ? fields[7] : ""));
  }

  private static InetSocketAddress address(String text) {
    int colon = text.lastIndexOf(':');
    int port = Integer.parseInt(text.substring(colon + 1));
    return colon < 0
        ? new InetSocketAddress(InetAddress.getLoopbackAddress(), port)
        : new InetSocketAddress(text.substring(0, colon), port);
  }
}
