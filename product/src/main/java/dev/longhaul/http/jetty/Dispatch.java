package dev.longhaul.http.jetty;

import dev.longhaul.effect.Cancelled;
import dev.longhaul.http.Answer;
import dev.longhaul.http.Endpoint;
import dev.longhaul.http.Head;
import dev.longhaul.http.ListenerSettings.Limits;
import dev.longhaul.object.Escaped;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/// Finds the endpoint a request is for, asks its guard, reads the body and has it answered.
final class Dispatch extends Handler.Abstract {
  private static final Duration A_MOMENT = Duration.ofSeconds(1);

  private final List<Endpoint> endpoints;
  private final Callers callers;
  private final Limits limits;
  private final Consumer<String> fault;
  private final Semaphore bodies;
  private final Semaphore questions;

  /// How those are treated who call.
  ///
  /// @param full whether others wait for a connection: then none is kept for what may come
  record Callers(Patience patience, BooleanSupplier full) {}

  /// @param endpoints the one with the longest path that covers a request gets it
  Dispatch(List<Endpoint> endpoints, Callers callers, Limits limits, Consumer<String> fault) {
    List<String> paths = endpoints.stream().map(Endpoint::path).toList();
    if (paths.stream().distinct().count() < paths.size()) {
      throw new IllegalArgumentException("two endpoints share a path: " + paths);
    }
    this.endpoints =
        endpoints.stream()
            .sorted(Comparator.comparingInt((Endpoint any) -> any.path().length()).reversed())
            .toList();
    this.callers = callers;
    this.limits = limits;
    this.fault = fault;
    this.bodies = new Semaphore(limits.requests(), true);
    this.questions = new Semaphore(limits.requests(), true);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback)
      throws InterruptedException {
    Patience patience = callers.patience();
    Request.addCompletionListener(request, _ -> patience.awaitNext(request));
    patience.awaitUs(request);
    Answer answer = answer(request);
    patience.awaitCaller(request);
    // What was not read cannot be told from the next request, so nobody may send one.
    boolean unread = answer.status() >= 400 && request.getLength() != 0;
    if (unread || callers.full().getAsBoolean()) {
      response.getHeaders().put(HttpHeader.CONNECTION, "close");
    }
    Answers.write(answer, response, callback);
    return true;
  }

  private Answer answer(Request request) throws InterruptedException {
    Head head = Heads.of(request);
    if (head == null) {
      return Answer.text(400, "the query cannot be read");
    }
    Endpoint endpoint = find(head.path());
    if (endpoint == null) {
      return Answer.text(404, "there is nothing here");
    }
    try {
      Answer refusal = refusal(endpoint, head, request.getLength());
      return refusal == null ? inTurn(endpoint, head, request) : refusal;
    } catch (Cancelled _) {
      return stopping();
    } catch (RuntimeException broken) {
      fault.accept(head + " was answered 500: " + Escaped.text(broken.toString()));
      return Answer.text(500, "something is wrong here; the log says what");
    }
  }

  private @Nullable Endpoint find(String path) {
    return endpoints.stream().filter(one -> one.covers(path)).findFirst().orElse(null);
  }

  /// All that can be said without the body.
  private static @Nullable Answer refusal(Endpoint endpoint, Head head, long length) {
    Answer refusal = endpoint.guard().refusal(head);
    if (refusal != null) {
      return refusal;
    }
    if (!endpoint.methods().contains(head.method())) {
      String allowed = String.join(", ", endpoint.methods().stream().sorted().toList());
      return Answer.text(405, "this takes " + allowed).with("Allow", allowed);
    }
    return length > endpoint.bodyLimit() ? tooLong(endpoint) : null;
  }

  /// Bodies are in memory while they are worked on, so only so many are read at once. What takes no
  /// body does not wait for those that do: whether the process is alive can be asked while every
  /// poster of events waits for the disk.
  private Answer inTurn(Endpoint endpoint, Head head, Request request) throws InterruptedException {
    Semaphore requests = endpoint.bodyLimit() > 0 ? bodies : questions;
    if (!requests.tryAcquire(limits.request().toMillis(), TimeUnit.MILLISECONDS)) {
      return Answer.later(503, "too much is asked at once", A_MOMENT);
    }
    Patience patience = callers.patience();
    try {
      patience.awaitCaller(request);
      byte[] body = read(request, endpoint.bodyLimit());
      patience.awaitUs(request);
      return body.length > endpoint.bodyLimit()
          ? tooLong(endpoint)
          : endpoint.handler().answer(new dev.longhaul.http.Request(head, body));
    } catch (IOException gone) {
      return Answer.text(400, "the body did not come: " + Escaped.text(gone.toString()));
    } finally {
      requests.release();
    }
  }

  /// One byte more than allowed shows that there is more.
  private static byte[] read(Request request, int limit) throws IOException {
    try (InputStream in = Content.Source.asInputStream(request)) {
      return in.readNBytes(limit + 1);
    }
  }

  private static Answer tooLong(Endpoint endpoint) {
    return Answer.text(413, "a body has at most " + endpoint.bodyLimit() + " bytes here");
  }

  private static Answer stopping() {
    return Answer.later(503, "this is being stopped", A_MOMENT);
  }
}
