package dev.longhaul.hint.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.effect.Clock;
import dev.longhaul.effect.system.SystemWorkers;
import dev.longhaul.hint.ListenerInMemory;
import dev.longhaul.hint.Messages;
import dev.longhaul.hint.RunningIntake;
import dev.longhaul.hint.SinkInMemory;
import dev.longhaul.hint.SinkInMemory.Mood;
import dev.longhaul.hint.UnreadableMessage;
import dev.longhaul.http.ListenerSettings;
import dev.longhaul.http.TokenGuard;
import dev.longhaul.http.jetty.HttpListener;
import dev.longhaul.rehearsal.FreePort;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What posters are answered.
@Timeout(300)
final class WebhookTest {
  private static final int LIMIT = 4096;
  private static final int RATE = 20;
  private static final String CONFIRMATION =
      """
      {"Type":"SubscriptionConfirmation","Message":"You have chosen to subscribe",
       "SubscribeURL":"https://sns.us-west-2.amazonaws.com/?Token=secret"}\
      """;

  private final SinkInMemory sink = new SinkInMemory();
  private final ListenerInMemory listener = new ListenerInMemory();
  private final HttpClient client = HttpClient.newHttpClient();
  private final HandClock clock = new HandClock();
  private final WebhookIntake intake =
      new WebhookIntake(
          new WebhookSettings("the-intake", "/hooks/x", new TokenGuard("t"), LIMIT, RATE),
          clock,
          new SystemWorkers());
  private final HttpListener http =
      HttpListener.open(
          ListenerSettings.plain("console.listen", "127.0.0.1", FreePort.find()),
          List.of(intake.endpoint()),
          _ -> {});

  private RunningIntake start() {
    RunningIntake running = new RunningIntake(intake, sink, listener);
    listener.await("working", told -> told.contains("working"));
    return running;
  }

  @AfterEach
  void stop() {
    http.close();
    client.close();
  }

  @Test
  @Hazard(78)
  void takesNothingFromWhoHasNotTheToken() throws Exception {
    try (RunningIntake running = start()) {
      assertThat(send(request().POST(body(Messages.created("a")))).statusCode()).isEqualTo(401);
      assertThat(post(Messages.created("a"), "wrong").statusCode()).isEqualTo(403);
      assertThat(post(Messages.created("b"), "t").statusCode()).isEqualTo(200);
      assertThat(running.stop()).isTrue();
    }
    assertThat(sink.keys()).containsExactly("b");
    assertThat(sink.calls()).isEqualTo(1);
  }

  @Test
  @Hazard(11)
  void posterWithAQueueLosesNothingWhileTheReceiverIsDown() {
    List<String> keys = Messages.keys(0, 20);
    URI target = URI.create("http://127.0.0.1:" + http.port() + "/hooks/x");
    http.close();
    try (Poster poster = new Poster(target, "t")) {
      keys.forEach(key -> poster.send(Messages.created(key)));
      poster.awaitRefusals(2);
      WebhookIntake restarted = WebhookIntakeTest.intake();
      try (HttpListener again = WebhookIntakeTest.listen(target.getPort(), restarted)) {
        poster.awaitRefusals(2);
        assertThat(again.port()).isEqualTo(target.getPort());
        assertThat(sink.keys()).isEmpty();
        try (RunningIntake running = new RunningIntake(restarted, sink, listener)) {
          poster.awaitEmpty();
          assertThat(running.stop()).isTrue();
        }
      }
    }
    assertThat(sink.keys()).containsAll(keys);
  }

  @Test
  @Hazard(13)
  void whatCannotBeReadIsKeptAndNeverSentAgain() throws Exception {
    byte[] binary = {'{', (byte) 0xFF, '}'};
    try (RunningIntake running = start()) {
      assertThat(post("no json", "t").statusCode()).isEqualTo(200);
      assertThat(post("", "t").statusCode()).isEqualTo(200);
      assertThat(post("no json", "t").statusCode()).isEqualTo(200);
      HttpRequest.Builder raw = authorized("t").POST(BodyPublishers.ofByteArray(binary));
      assertThat(send(raw).statusCode()).isEqualTo(200);
      assertThat(running.stop()).isTrue();
    }
    assertThat(sink.kept())
        .extracting(UnreadableMessage::text)
        .containsExactly("no json", "", new String(binary, StandardCharsets.ISO_8859_1));
    assertThat(sink.kept().getLast().why()).contains("no UTF-8");
    assertThat(sink.keys()).isEmpty();
  }

  @Test
  @Hazard(73)
  void whileNothingCanBeTakenPostersAreToldWhenToComeAgain() throws Exception {
    try (RunningIntake running = start()) {
      sink.next(Mood.FULL);
      HttpResponse<String> refused = post(Messages.created("a"), "t");

      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.headers().firstValue("retry-after")).hasValue("1");
      assertThat(listener.told().getLast()).contains("turned away", "too much waits");
      assertThat(post(Messages.created("a"), "t").statusCode()).isEqualTo(200);
      assertThat(listener.told().getLast()).isEqualTo("working");
      assertThat(running.stop()).isTrue();
    }
    assertThat(post(Messages.created("late"), "t").statusCode()).isEqualTo(503);
    assertThat(sink.keys()).containsExactly("a");
  }

  @Test
  void endsWhenTheSinkBreaksAndTellsThePosterToComeAgain() throws Exception {
    try (RunningIntake running = start()) {
      sink.next(Mood.BREAK_BEFORE);
      assertThat(post(Messages.created("a"), "t").statusCode()).isEqualTo(503);
      assertThat(running.awaitEnd()).isInstanceOf(SinkInMemory.Broken.class);
    }
  }

  @Test
  void refusesWhatIsTooLongOrTooOften() throws Exception {
    try (RunningIntake running = start()) {
      assertThat(post("x".repeat(LIMIT + 1), "t").statusCode()).isEqualTo(413);
      List<Integer> statuses = new ArrayList<>();
      for (int number = 1; number < RATE; number++) {
        statuses.add(post(Messages.created("a"), "t").statusCode());
      }
      assertThat(statuses).containsOnly(200);
      HttpResponse<String> refused = post(Messages.created("b"), "t");
      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.headers().firstValue("retry-after")).hasValue("1");

      clock.passes(Duration.ofSeconds(1).dividedBy(RATE));
      assertThat(post(Messages.created("c"), "t").statusCode()).isEqualTo(200);
      assertThat(post(Messages.created("d"), "t").statusCode()).isEqualTo(429);
      assertThat(running.stop()).isTrue();
    }
    assertThat(sink.keys()).endsWith("c").doesNotContain("b", "d");
  }

  @Test
  void answersWhoAsksWhetherAnybodyIsThere() throws Exception {
    assertThat(send(authorized("t").GET()).statusCode()).isEqualTo(503);
    try (RunningIntake running = start()) {
      assertThat(send(authorized("t").GET()).statusCode()).isEqualTo(200);
      assertThat(send(authorized("t").method("HEAD", BodyPublishers.noBody())).statusCode())
          .isEqualTo(200);
      assertThat(running.stop()).isTrue();
    }
    assertThat(sink.calls()).isZero();
  }

  @Test
  void keepsASubscriptionToBeConfirmedAndTellsTheOperator() throws Exception {
    try (RunningIntake running = start()) {
      HttpRequest.Builder request =
          authorized("t")
              .header("x-amz-sns-message-type", "SubscriptionConfirmation")
              .POST(body(CONFIRMATION));
      assertThat(send(request).statusCode()).isEqualTo(200);
      assertThat(running.stop()).isTrue();
    }
    assertThat(sink.kept()).extracting(UnreadableMessage::text).containsExactly(CONFIRMATION);
    assertThat(listener.told().getLast())
        .startsWith("failing: SNS sends SubscriptionConfirmation: confirm the subscription")
        .endsWith("the message is kept")
        .doesNotContain("secret");
  }

  private HttpRequest.Builder request() {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + http.port() + "/hooks/x"));
  }

  private HttpRequest.Builder authorized(String token) {
    return request().header("Authorization", "Bearer " + token);
  }

  private HttpResponse<String> post(String text, String token) throws Exception {
    return send(authorized(token).POST(body(text)));
  }

  private static HttpRequest.BodyPublisher body(String text) {
    return BodyPublishers.ofString(text);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  /// Stands still but for what it is told.
  private static final class HandClock implements Clock {
    private final AtomicLong nanos = new AtomicLong();

    void passes(Duration duration) {
      nanos.addAndGet(duration.toNanos());
    }

    @Override
    public Instant now() {
      return Instant.EPOCH.plusNanos(nanos.get());
    }

    @Override
    public long nanos() {
      return nanos.get();
    }

    @Override
    public void sleep(Duration duration) {
      passes(duration);
    }
  }
}
