package dev.longhaul.http.jetty;

import dev.longhaul.http.Answer;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// What Jetty itself refuses, such as a malformed request, answered as briefly as possible: nobody
/// is shown a stack trace, or what he sent.
final class Refusals implements Request.Handler {
  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status = Math.max(400, response.getStatus());
    Answer answer = Answer.text(status, HttpStatus.getMessage(status));
    Answers.write(answer, response, callback);
    return true;
  }
}
