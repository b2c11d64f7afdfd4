package dev.longhaul.alert.send;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.longhaul.Hazard;
import dev.longhaul.alert.AlertTarget.Answer;
import dev.longhaul.config.AlertEntry;
import dev.longhaul.config.Secret;
import dev.longhaul.rehearsal.LoopbackServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Posting to a webhook over real HTTP.
final class WebhookTargetTest {
  private final List<String> received = Collections.synchronizedList(new ArrayList<>());
  private volatile int status = 200;
  private final LoopbackServer server = new LoopbackServer(this::take);

  private void take(HttpExchange exchange) throws IOException {
    received.add(
        exchange.getRequestMethod()
            + " "
            + exchange.getRequestURI()
            + " "
            + exchange.getRequestHeaders().getFirst("Authorization")
            + " "
            + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    if (status == 302) {
      exchange.getResponseHeaders().add("Location", "/elsewhere");
    }
    exchange.sendResponseHeaders(status, -1);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static Answer tell(int port, @Nullable String token) {
    return tell(port, token, Duration.ofMinutes(5));
  }

  private static Answer tell(int port, @Nullable String token, Duration patience) {
    String url = "http://127.0.0.1:" + port + "/hooks/s3cret";
    AlertEntry.Target.Webhook webhook =
        new AlertEntry.Target.Webhook(Secret.of(url), token == null ? null : Secret.of(token));
    try (WebhookTarget target = new WebhookTarget(webhook, ProxySelector.of(null), patience)) {
      return target.tell(Notices.parked());
    }
  }

  private Answer tell() {
    return tell(server.port(), "t0ken");
  }

  @Test
  void postsJsonWithTheToken() {
    assertThat(tell()).isEqualTo(new Answer.Taken());
    assertThat(received)
        .containsExactly("POST /hooks/s3cret Bearer t0ken " + Notices.parked().json());
  }

  @Test
  void whatIsBusyOrBrokenIsTriedAgainAndWhatIsWrongIsNot() {
    for (int again : new int[] {429, 500, 503}) {
      status = again;
      assertThat(tell()).isEqualTo(new Answer.Failed("the webhook answered " + again, true));
    }
    status = 401;
    assertThat(tell())
        .isEqualTo(new Answer.Failed("the webhook answered 401; check the alert's token", false));
    status = 404;
    assertThat(tell())
        .isEqualTo(new Answer.Failed("the webhook answered 404; check the alert's url", false));
  }

  @Test
  @Hazard(79)
  void noRedirectTakesTheTokenElsewhere() {
    status = 302;
    assertThat(tell())
        .isEqualTo(new Answer.Failed("the webhook answered 302; check the alert's url", false));
    assertThat(received).hasSize(1);
  }

  @Test
  @Hazard(79)
  void aHookThatHangsIsLeftAndItsAddressNotRepeated() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      assertThat(tell(silent.getLocalPort(), null, Duration.ofSeconds(2)))
          .isEqualTo(new Answer.Failed("the webhook did not answer within 2 s", true));
    }
  }

  @Test
  @Hazard(79)
  void aHookThatIsNotThereIsTriedAgainAndItsAddressNotRepeated() {
    int port = server.port();
    server.close();
    assertThat(tell(port, null))
        .isInstanceOfSatisfying(
            Answer.Failed.class,
            failed -> {
              assertThat(failed.again()).isTrue();
              assertThat(failed.why())
                  .startsWith("the webhook cannot be reached: ")
                  .doesNotContain("s3cret");
            });
  }
}
