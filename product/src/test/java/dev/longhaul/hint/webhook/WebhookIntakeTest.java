package dev.longhaul.hint.webhook;

import dev.longhaul.effect.system.SystemClock;
import dev.longhaul.effect.system.SystemWorkers;
import dev.longhaul.hint.Intake;
import dev.longhaul.hint.IntakeContract;
import dev.longhaul.http.ListenerSettings;
import dev.longhaul.http.TokenGuard;
import dev.longhaul.http.jetty.HttpListener;
import dev.longhaul.rehearsal.FreePort;
import java.net.URI;
import java.util.List;

/// The webhook, as an intake whose other end keeps what was not answered 200.
final class WebhookIntakeTest extends IntakeContract {
  @Override
  protected Sender open() {
    return new PostingSender();
  }

  static WebhookIntake intake() {
    return new WebhookIntake(
        new WebhookSettings("the-intake", "/hooks/x", new TokenGuard("t"), 1 << 20, 10_000),
        new SystemClock(),
        new SystemWorkers());
  }

  static HttpListener listen(int port, WebhookIntake intake) {
    return HttpListener.open(
        ListenerSettings.plain("intakes.x.listen", "127.0.0.1", port),
        List.of(intake.endpoint()),
        fault -> {
          throw new AssertionError(fault);
        });
  }

  /// A poster, and a listener that moves from one intake to the next.
  private static final class PostingSender implements Sender {
    private final int port = FreePort.find();
    private HttpListener listener = listen(port, WebhookIntakeTest.intake());
    private final Poster poster =
        new Poster(URI.create("http://127.0.0.1:" + port + "/hooks/x"), "t");

    @Override
    public void send(String text) {
      poster.send(text);
    }

    @Override
    public Intake intake() {
      listener.close();
      WebhookIntake intake = WebhookIntakeTest.intake();
      listener = listen(port, intake);
      return intake;
    }

    @Override
    public void awaitAllAcknowledged() {
      poster.awaitEmpty();
    }

    @Override
    public boolean hasUnacknowledged() {
      return !poster.isEmpty();
    }

    @Override
    public void close() {
      poster.close();
      listener.close();
    }
  }
}
