package dev.longhaul.alert.send;

import dev.longhaul.alert.AlertTarget;
import dev.longhaul.alert.Notice;
import dev.longhaul.config.AlertEntry;
import dev.longhaul.config.Secret;
import dev.longhaul.effect.Cancelled;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Posts notices as JSON. Its address and token are secret: no message repeats them (H79), and no
/// redirect takes them elsewhere.
public final class WebhookTarget implements AlertTarget {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration USUAL_ANSWER = Duration.ofSeconds(15);

  private final AlertEntry.Target.Webhook webhook;
  private final Duration answer;
  private final HttpClient client;

  /// @param proxies the way there
  public WebhookTarget(AlertEntry.Target.Webhook webhook, ProxySelector proxies) {
    this(webhook, proxies, USUAL_ANSWER);
  }

  /// @param answer how long it may take to be taken, from the beginning to the end of the answer
  WebhookTarget(AlertEntry.Target.Webhook webhook, ProxySelector proxies, Duration answer) {
    this.webhook = webhook;
    this.answer = answer;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(proxies)
            .build();
  }

  @Override
  public Answer tell(Notice notice) {
    HttpRequest request;
    try {
      request = request(notice);
    } catch (IllegalArgumentException unusable) {
      // Its message would repeat the address.
      return new Answer.Failed("its url is none that can be posted to", false);
    }
    CompletableFuture<HttpResponse<Void>> response =
        client.sendAsync(request, HttpResponse.BodyHandlers.discarding());
    try {
      return judged(response.get(answer.toMillis(), TimeUnit.MILLISECONDS).statusCode());
    } catch (InterruptedException told) {
      Thread.currentThread().interrupt();
      throw new Cancelled(told);
    } catch (TimeoutException late) {
      return new Answer.Failed(
          "the webhook did not answer within " + answer.toSeconds() + " s", true);
    } catch (ExecutionException failed) {
      return new Answer.Failed("the webhook cannot be reached: " + reason(failed), true);
    } finally {
      response.cancel(true);
    }
  }

  private HttpRequest request(Notice notice) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(webhook.url().reveal()))
            .header("Content-Type", "application/json")
            .header("User-Agent", "longhaul")
            .POST(HttpRequest.BodyPublishers.ofString(notice.json()));
    Secret token = webhook.token();
    if (token != null) {
      request.header("Authorization", "Bearer " + token.reveal());
    }
    return request.build();
  }

  private static Answer judged(int status) {
    if (status >= 200 && status < 300) {
      return new Answer.Taken();
    }
    String said = "the webhook answered " + status;
    return switch (status) {
      case 408, 425, 429 -> new Answer.Failed(said, true);
      case 401, 403 -> new Answer.Failed(said + "; check the alert's token", false);
      case 407 -> new Answer.Failed(said + "; the proxy wants to know who asks", false);
      default ->
          status >= 500
              ? new Answer.Failed(said, true)
              : new Answer.Failed(said + "; check the alert's url", false);
    };
  }

  /// The kind of failure; what the library says besides may repeat the address.
  private static String reason(ExecutionException failed) {
    Throwable deepest = failed;
    for (int depth = 0; depth < 10 && deepest.getCause() != null; depth++) {
      deepest = deepest.getCause();
    }
    return deepest.getClass().getSimpleName();
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
