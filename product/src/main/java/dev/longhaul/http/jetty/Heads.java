package dev.longhaul.http.jetty;

import dev.longhaul.http.Head;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/// What Jetty says of a request, in our words.
final class Heads {
  private Heads() {}

  /// The head, or `null` when its query is no query.
  static @Nullable Head of(Request request) {
    Map<String, List<String>> query = new LinkedHashMap<>();
    try {
      for (Fields.Field field : Request.extractQueryParameters(request)) {
        query.put(field.getName(), field.getValues());
      }
    } catch (RuntimeException unreadable) {
      return null;
    }
    Map<String, String> headers = new LinkedHashMap<>();
    for (HttpField field : request.getHeaders()) {
      String value = field.getValue() == null ? "" : field.getValue();
      headers.merge(
          field.getName().toLowerCase(Locale.ROOT), value, (all, one) -> all + ", " + one);
    }
    return new Head(
        request.getMethod(),
        request.getHttpURI().getDecodedPath(),
        query,
        headers,
        certificate(request));
  }

  private static @Nullable String certificate(Request request) {
    if (request.getAttribute(EndPoint.SslSessionData.ATTRIBUTE)
        instanceof EndPoint.SslSessionData session) {
      X509Certificate[] shown = session.peerCertificates();
      return shown == null || shown.length == 0
          ? null
          : shown[0].getSubjectX500Principal().getName();
    }
    return null;
  }
}
