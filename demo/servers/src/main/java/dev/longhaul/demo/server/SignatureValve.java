package dev.longhaul.demo.server;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.jspecify.annotations.Nullable;

/// Answers 403, as S3 does, to each request that is not signed with the right credentials.
final class SignatureValve extends ValveBase {

  private final SignatureCheck check;

  SignatureValve(SignatureCheck check) {
    super(true);
    this.check = check;
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    SignatureCheck.@Nullable Refusal refusal = check.refusal(signed(request), Instant.now());
    if (refusal == null) {
      getNext().invoke(request, response);
      return;
    }
    response.setStatus(403);
    if (request.getMethod().equals("HEAD")) {
      return;
    }
    response.setContentType("application/xml");
    String body =
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <Error><Code>%s</Code><Message>%s</Message></Error>
        """
            .formatted(refusal.code(), refusal.message());
    response.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
  }

  private static SignatureCheck.SignedRequest signed(Request request) {
    var headers = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
    for (String name : Collections.list(request.getHeaderNames())) {
      headers.put(name, Collections.list(request.getHeaders(name)));
    }
    String query = request.getQueryString() == null ? "" : request.getQueryString();
    return new SignatureCheck.SignedRequest(
        request.getMethod(), request.getRequestURI(), query, headers);
  }
}
