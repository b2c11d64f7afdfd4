package dev.longhaul.store.s3;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.HttpMessageWriter;
import org.apache.hc.core5.http.io.SessionOutputBuffer;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;

/// A signed request as HttpClient carries it: its head is written as the very bytes that were
/// signed, so that no library encodes, normalises or adds anything (H41, H52).
final class WireMessage extends BasicClassicHttpRequest {
  private static final long serialVersionUID = 1L;

  private final transient byte[] head;

  WireMessage(S3Request request, byte[] head) {
    super(request.method(), (HttpHost) null, request.path());
    this.head = head;
  }

  private WireMessage(String method, String target, byte[] head) {
    super(method, (HttpHost) null, target);
    this.head = head;
  }

  /// Asks a proxy to lead to a host.
  static WireMessage connect(String host, Proxy proxy) {
    String head = "CONNECT " + host + " HTTP/1.1\r\nhost: " + host + "\r\n" + proxy.header();
    byte[] bytes = (head + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    return new WireMessage("CONNECT", host, bytes);
  }

  /// Writes heads.
  static final class HeadWriter implements HttpMessageWriter<ClassicHttpRequest> {
    @Override
    public void write(
        ClassicHttpRequest message, SessionOutputBuffer buffer, java.io.OutputStream out)
        throws IOException {
      byte[] head = ((WireMessage) message).head;
      buffer.write(head, 0, head.length, out);
    }
  }
}
