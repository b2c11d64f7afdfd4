package dev.longhaul.hint.webhook;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// A store that posts its events and keeps each until it was answered 200, as MinIO does with
/// `queue_dir`.
final class Poster implements AutoCloseable {
  private final HttpClient client = HttpClient.newHttpClient();
  private final Deque<String> unacknowledged = new ArrayDeque<>();
  private final URI target;
  private final String token;
  private final Thread thread;
  private int refusals;
  private boolean closed;

  Poster(URI target, String token) {
    this.target = target;
    this.token = token;
    this.thread = Thread.ofVirtual().start(this::post);
  }

  synchronized void send(String text) {
    unacknowledged.add(text);
    notifyAll();
  }

  synchronized boolean isEmpty() {
    return unacknowledged.isEmpty();
  }

  /// Returns once everything was answered 200.
  synchronized void awaitEmpty() {
    await(0);
  }

  /// Returns once so many attempts failed from now on.
  synchronized void awaitRefusals(int more) {
    int until = refusals + more;
    try {
      while (refusals < until) {
        wait();
      }
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  private synchronized void await(int size) {
    try {
      while (unacknowledged.size() > size) {
        wait();
      }
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  private void post() {
    try {
      for (String next = next(); next != null; next = next()) {
        boolean taken = isTaken(next);
        synchronized (this) {
          if (taken) {
            unacknowledged.remove();
          } else {
            refusals++;
          }
          notifyAll();
          if (!taken) {
            wait(10);
          }
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized @Nullable String next() throws InterruptedException {
    while (unacknowledged.isEmpty() && !closed) {
      wait();
    }
    return closed ? null : unacknowledged.peek();
  }

  private boolean isTaken(String text) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(target)
            .header("Authorization", "Bearer " + token)
            .POST(BodyPublishers.ofString(text))
            .build();
    try {
      HttpResponse<Void> answer = client.send(request, BodyHandlers.discarding());
      return answer.statusCode() == 200;
    } catch (IOException away) {
      return false;
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    thread.interrupt();
    client.close();
  }
}
