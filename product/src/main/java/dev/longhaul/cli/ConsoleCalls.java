package dev.longhaul.cli;

import dev.longhaul.config.Secret;
import dev.longhaul.console.PageJson;
import dev.longhaul.console.Pages;
import dev.longhaul.console.ProcessReport;
import dev.longhaul.console.RouteReport;
import dev.longhaul.console.StatusJson;
import dev.longhaul.effect.Cancelled;
import dev.longhaul.hint.Json;
import dev.longhaul.object.Escaped;
import dev.longhaul.object.ObjectKey;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// Asks a running process over HTTP, and tells it what to do.
///
/// Throws `ConsoleException` when it gives no answer that helps, and `UsageException` when it says
/// that what is asked of it cannot be meant.
final class ConsoleCalls implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(5);

  /// Bringing back dead letters takes a while.
  private static final Duration ANSWER = Duration.ofMinutes(2);

  private static final int SHOWN = 500;

  private final ConsoleAddress address;
  private final HttpClient client;

  ConsoleCalls(ConsoleAddress address) {
    this.address = address;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY);
    Path authorities = address.authorities();
    if (authorities != null && "https".equals(address.url().getScheme())) {
      builder.sslContext(Authorities.context(authorities));
    }
    this.client = builder.build();
  }

  ProcessReport status() {
    return get("/api/status", StatusJson::read);
  }

  /// The names of the routes that are meant: this one, or all where none is.
  List<String> routes(@Nullable String route) {
    return route == null
        ? status().routes().stream().map(RouteReport::name).toList()
        : List.of(route);
  }

  Pages.Parked parked(String route, @Nullable ObjectKey after) {
    return get(page(route, "parked", after), PageJson::parked);
  }

  Pages.Held heldDeletes(String route, @Nullable ObjectKey after) {
    return get(page(route, "deletes", after), PageJson::held);
  }

  private static String page(String route, String what, @Nullable ObjectKey after) {
    return route(route, what) + (after == null ? "" : "?after=" + PageJson.cursor(after));
  }

  /// The path of something at a route.
  static String route(String route, String what) {
    return "/api/routes/" + encoded(route) + "/" + what;
  }

  /// Text as part of a path or query.
  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /// Asks for something.
  ///
  /// @param read makes a value of the answer; an `IllegalArgumentException` says that it cannot
  <T> T get(String path, Function<Json, T> read) {
    return call(path, request(path).GET().build(), read);
  }

  /// Tells it something.
  ///
  /// @param body a JSON object
  <T> T post(String path, String body, Function<Json, T> read) {
    HttpRequest request =
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return call(path, request, read);
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create(address.url().resolve("/").toString() + path.substring(1)))
            .timeout(ANSWER);
    Secret token = address.token();
    return token == null ? request : request.header("Authorization", "Bearer " + token.reveal());
  }

  private <T> T call(String path, HttpRequest request, Function<Json, T> read) {
    HttpResponse<String> answer = send(request);
    if (answer.statusCode() != 200) {
      throw refused(path, answer);
    }
    try {
      return read.apply(Json.parse(answer.body()));
    } catch (IOException | RuntimeException unread) {
      throw new ConsoleException(
          at()
              + " answers what this longhaul does not understand ("
              + Escaped.text(String.valueOf(unread.getMessage()))
              + "); is it a console, and of the same version?",
          unread);
    }
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (SSLException refused) {
      throw new ConsoleException(
          "the certificate of "
              + at()
              + " is not trusted here: "
              + refused.getMessage()
              + "; --ca-file names certificates that are, and --console a host that it is for",
          refused);
    } catch (IOException silent) {
      throw new ConsoleException(
          "nothing answers at "
              + at()
              + ": is longhaul run running? --console names another address",
          silent);
    } catch (InterruptedException interrupted) {
      throw new Cancelled(interrupted);
    }
  }

  private RuntimeException refused(String path, HttpResponse<String> answer) {
    String why = Escaped.text(error(answer.body()));
    return switch (answer.statusCode()) {
      case 400, 404 -> new UsageException(why);
      case 401, 403 ->
          new ConsoleException(
              at()
                  + " refuses: "
                  + why
                  + (address.token() == null
                      ? "; --token-file or --config brings the token along"
                      : ""),
              null);
      default ->
          new ConsoleException(
              at() + " answers " + answer.statusCode() + " to " + path + ": " + why, null);
    };
  }

  /// What an answer says is wrong: one of ours in its words, any other as it is.
  private static String error(String body) {
    String error = null;
    try {
      error = Json.parse(body).text("error");
    } catch (IOException plain) {
      // Guards answer with a line of text.
      error = body.strip();
    }
    String text = error == null ? body.strip() : error;
    return text.length() > SHOWN ? text.substring(0, SHOWN) : text;
  }

  private String at() {
    return address.url() + " (" + address.setting() + ")";
  }

  @Override
  public void close() {
    client.close();
  }
}
