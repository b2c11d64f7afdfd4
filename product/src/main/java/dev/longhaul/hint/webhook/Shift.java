package dev.longhaul.hint.webhook;

import dev.longhaul.effect.Cancelled;
import dev.longhaul.effect.Clock;
import dev.longhaul.effect.Monitor;
import dev.longhaul.effect.Workers;
import dev.longhaul.hint.Delivery;
import dev.longhaul.hint.EventSink.Acceptance;
import dev.longhaul.hint.Parsed;
import dev.longhaul.hint.UnreadableMessage;
import dev.longhaul.http.Answer;
import dev.longhaul.http.Request;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One run of an intake. Every message is worked on by a job of the run, so that none reaches the
/// sink after the run ended.
final class Shift {
  private static final int ID_BYTES = 16;
  private static final String SNS_TYPE = "x-amz-sns-message-type";

  private final String intake;
  private final Workers.Group requests;
  private final Monitor monitor;
  private final Clock clock;
  private final WebhookIntake.Outlet outlet;
  private @Nullable RuntimeException broken;
  private boolean failing;

  Shift(
      String intake,
      Workers.Group requests,
      Monitor monitor,
      Clock clock,
      WebhookIntake.Outlet outlet) {
    this.intake = intake;
    this.requests = requests;
    this.monitor = monitor;
    this.clock = clock;
    this.outlet = outlet;
  }

  /// Waits until the sink breaks, and gives what it threw.
  ///
  /// @throws Cancelled when the run was told to stop
  RuntimeException awaitBreak() {
    return monitor.when(() -> broken != null, () -> Objects.requireNonNull(broken));
  }

  /// Has a message taken, and says what to answer.
  Answer take(Request request) {
    Workers.Job<Answer> job;
    try {
      job = requests.start(() -> answer(request));
    } catch (IllegalStateException ended) {
      return WebhookIntake.resting();
    }
    return job.join();
  }

  private Answer answer(Request request) {
    Acceptance acceptance;
    try {
      acceptance = handOver(request);
    } catch (Cancelled stopped) {
      throw stopped;
    } catch (RuntimeException thrown) {
      breaks(thrown);
      return WebhookIntake.resting();
    }
    return switch (acceptance) {
      case Acceptance.Taken _ -> Answer.text(200, "taken");
      case Acceptance.Full(String why, Duration retryAfter) -> {
        failing(
            "an event was turned away: "
                + why
                + "; a poster that does not try again has lost it until the next scan");
        yield Answer.later(503, "nothing is taken at the moment", retryAfter);
      }
    };
  }

  /// Ends the run with the first that goes wrong.
  private void breaks(RuntimeException thrown) {
    monitor.enter(() -> broken = broken == null ? thrown : broken);
  }

  private Acceptance handOver(Request request) {
    Instant now = clock.now();
    String id = id(request.body());
    String text;
    try {
      text = request.text();
    } catch (CharacterCodingException binary) {
      return keepBinary(request.body(), id, now);
    }
    Delivery delivery = new Delivery(intake);
    Parsed parsed = delivery.add(id, text, now);
    outlet.listener().received(1, delivery.events());
    Acceptance acceptance = delivery.handTo(outlet.sink());
    if (acceptance instanceof Acceptance.Taken) {
      told(request.head().header(SNS_TYPE), parsed);
    }
    return acceptance;
  }

  /// A key in such a message would be another one after decoding, so it is not even tried.
  private Acceptance keepBinary(byte[] body, String id, Instant now) {
    outlet.listener().received(1, 0);
    String text = new String(body, StandardCharsets.ISO_8859_1);
    return outlet
        .sink()
        .keep(
            new UnreadableMessage(
                intake, id, "its bytes are no UTF-8; shown one character each", text, now));
  }

  /// What only a person can do is said each time it is asked for.
  private void told(@Nullable String snsType, Parsed parsed) {
    if (snsType != null && parsed instanceof Parsed.Unreadable(String why)) {
      failing(why + "; the message is kept");
    } else if (monitor.enter(() -> failing)) {
      monitor.enter(() -> failing = false);
      outlet.listener().working();
    }
  }

  private void failing(String why) {
    monitor.enter(() -> failing = true);
    outlet.listener().failing(why);
  }

  /// The same message has the same id, however often it is posted.
  private static String id(byte[] body) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
      return HexFormat.of().formatHex(digest, 0, ID_BYTES);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
