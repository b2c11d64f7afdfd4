package dev.longhaul;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.config.Configuration;
import dev.longhaul.config.IntakeEntry;
import dev.longhaul.config.yaml.ConfigurationFile;
import dev.longhaul.console.Access;
import dev.longhaul.effect.system.SystemClock;
import dev.longhaul.effect.system.SystemRandomness;
import dev.longhaul.effect.system.SystemWorkers;
import dev.longhaul.hint.ListenerInMemory;
import dev.longhaul.hint.Messages;
import dev.longhaul.hint.RunningIntake;
import dev.longhaul.hint.SinkInMemory;
import dev.longhaul.http.Answer;
import dev.longhaul.http.Endpoint;
import dev.longhaul.rehearsal.FreePort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A webhook that shares the address of the console: each lets in whom it knows, and neither is in
/// the other's way.
@Timeout(300)
final class SharedListenerTest {
  private final SystemWorkers workers = new SystemWorkers();
  private final SystemRandomness randomness = new SystemRandomness();
  private final IntakeOpening intakes =
      new IntakeOpening(
          new SideOpening(Map.of(), new SystemClock(), workers, randomness),
          new SystemClock(),
          workers,
          randomness);
  private final HttpClient client = HttpClient.newHttpClient();
  private final SinkInMemory sink = new SinkInMemory();
  private final String address = "127.0.0.1:" + FreePort.find();
  private final Configuration configuration;
  private final IntakeEntry.Webhook hook;
  private final Listening listening;

  SharedListenerTest(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("longhaul.yaml"),
            """
            stores:
              a: {bucket: a, endpoint: "http://127.0.0.1:1"}
              b: {bucket: b, endpoint: "http://127.0.0.1:2"}
            routes:
              r: {source: a, destination: b}
            intakes:
              hook: {path: /hooks/x, stores: [a], token: hooks}
            console: {listen: "%s", token: console}
            """
                .formatted(address));
    configuration = ConfigurationFile.read(file, Map.of());
    hook = (IntakeEntry.Webhook) configuration.intakes().getFirst();
    listening =
        Listening.open(
            "console: listen",
            Objects.requireNonNull(configuration.reporting().console().listener()),
            List.of(
                Endpoint.get(
                    "/",
                    new Access("console", false, "127.0.0.1"),
                    _ -> Answer.text(200, "the page")),
                intakes.endpoint(hook)),
            _ -> {});
  }

  @AfterEach
  void stop() {
    client.close();
    listening.close();
  }

  private HttpResponse<String> post(String token, String text) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://" + address + "/hooks/x"))
            .header("Authorization", "Bearer " + token)
            .POST(BodyPublishers.ofString(text))
            .build(),
        BodyHandlers.ofString());
  }

  private int page(String token) throws Exception {
    return client
        .send(
            HttpRequest.newBuilder(URI.create("http://" + address + "/"))
                .header("Authorization", "Bearer " + token)
                .build(),
            BodyHandlers.discarding())
        .statusCode();
  }

  @Test
  void eachHasItsOwnToken() throws Exception {
    assertThat(page("console")).isEqualTo(200);
    assertThat(page("hooks")).isEqualTo(403);
    assertThat(post("console", Messages.created("key")).statusCode()).isEqualTo(403);
    assertThat(sink.keys()).isEmpty();
  }

  @Test
  void postersAreAskedToComeAgainUnlessTheIntakeRuns() throws Exception {
    HttpResponse<String> early = post("hooks", Messages.created("key"));
    assertThat(early.statusCode()).isEqualTo(503);
    assertThat(early.headers().firstValue("Retry-After")).isPresent();

    ListenerInMemory listener = new ListenerInMemory();
    try (RunningIntake _ =
        new RunningIntake(intakes.open(hook, configuration).intake(), sink, listener)) {
      listener.await("working", told -> told.contains("working"));
      assertThat(post("hooks", Messages.created("key")).statusCode()).isEqualTo(200);
      assertThat(sink.keys()).containsExactly("key");
    }
    assertThat(post("hooks", Messages.created("late")).statusCode()).isEqualTo(503);
    assertThat(page("console")).isEqualTo(200);
  }
}
