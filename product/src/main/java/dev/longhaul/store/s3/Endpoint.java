package dev.longhaul.store.s3;

import dev.longhaul.store.BucketAddress;
import java.util.Locale;

/// Where the requests for one bucket go: scheme, host, port, and what stands before a key (H69).
///
/// @param hostHeader the Host header, with the port where it is not the scheme's own
/// @param bucketPath the path of the bucket itself, `/` or `/bucket`, without a slash at the end
///   but for the root
/// @param keyPath what stands before a key, with a slash at the end
record Endpoint(
    boolean tls, String host, int port, String hostHeader, String bucketPath, String keyPath) {

  static Endpoint of(BucketAddress address, S3Settings.Addressing addressing) {
    String scheme = address.endpoint().getScheme().toLowerCase(Locale.ROOT);
    boolean tls = scheme.equals("https");
    if (!tls && !scheme.equals("http")) {
      throw new IllegalArgumentException(
          "an endpoint begins with https:// or http://, not " + address.endpoint());
    }
    boolean virtual =
        switch (addressing) {
          case PATH -> false;
          case VIRTUAL_HOST -> true;
          case AUTO ->
              address.kind() == BucketAddress.Kind.AWS && isHostLabel(address.bucket(), tls);
        };
    String base = address.endpoint().getHost();
    String host = virtual ? address.bucket() + "." + base : base;
    int given = address.endpoint().getPort();
    int usual = tls ? 443 : 80;
    String header = given < 0 || given == usual ? host : host + ":" + given;
    String path = withoutSlash(address.endpoint().getRawPath());
    String bucketPath = virtual ? path : path + "/" + address.bucket();
    String root = bucketPath.isEmpty() ? "/" : bucketPath;
    return new Endpoint(tls, bare(host), given < 0 ? usual : given, header, root, bucketPath + "/");
  }

  /// Whether the name can be a label of the store's host: a dot would leave the wildcard of its
  /// certificate.
  private static boolean isHostLabel(String bucket, boolean tls) {
    return bucket
        .chars()
        .allMatch(c ->
            (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || (c == '.' && !tls));
  }

  private static String withoutSlash(String path) {
    return path.endsWith("/") ? withoutSlash(path.substring(0, path.length() - 1)) : path;
  }

  /// An IPv6 address without its brackets, as sockets want it.
  private static String bare(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }
}
