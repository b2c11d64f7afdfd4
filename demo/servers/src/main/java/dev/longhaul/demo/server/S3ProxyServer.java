package dev.longhaul.demo.server;

import java.net.URI;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/// S3Proxy over a folder of files: small, fast, strict about signatures and checksums; it knows no
/// tags and no versions and refuses keys that are no good file names.
final class S3ProxyServer {

  private S3ProxyServer() {}

  /// Starts the server on a free loopback port and returns the port.
  static int start(Settings settings) throws Exception {
    var store = new FilesystemNio2BlobStore(settings.data().toString());
    S3Proxy server =
        S3Proxy.builder()
            .endpoint(URI.create("http://127.0.0.1:0"))
            .awsAuthentication(
                AuthenticationType.AWS_V4, settings.accessKey(), settings.secretKey())
            .blobStore(store)
            .build();
    server.start();
    return server.getPort();
  }
}
