package dev.longhaul.hint.webhook;

import dev.longhaul.effect.Clock;
import dev.longhaul.effect.Monitor;
import dev.longhaul.effect.Workers;
import dev.longhaul.hint.EventSink;
import dev.longhaul.hint.Intake;
import dev.longhaul.hint.IntakeListener;
import dev.longhaul.http.Answer;
import dev.longhaul.http.Endpoint;
import dev.longhaul.http.Request;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Takes events that are posted to it.
///
/// A poster is answered 200 once its message is on disk, also when it cannot be read: then it is
/// kept, and sending it again would not help (H13). While nothing can be taken it is answered 503,
/// and posters with a queue of their own, as MinIO with `queue_dir` and Ceph with `persistent`, try
/// again; what others post meanwhile is found by scans (H11).
public final class WebhookIntake implements Intake {
  private static final Duration SOON = Duration.ofSeconds(2);

  private final WebhookSettings settings;
  private final Clock clock;
  private final Workers workers;
  private final Rate rate;
  private final AtomicReference<@Nullable Shift> current = new AtomicReference<>();

  public WebhookIntake(WebhookSettings settings, Clock clock, Workers workers) {
    this.settings = settings;
    this.clock = clock;
    this.workers = workers;
    this.rate = new Rate(settings.perSecond(), clock, workers.monitor());
  }

  @Override
  public String name() {
    return settings.name();
  }

  /// What a listener must serve for as long as this is to receive, beside whatever else it serves;
  /// before, between and after runs posters are asked to come again.
  public Endpoint endpoint() {
    return new Endpoint(
        settings.path(),
        Set.of("GET", "POST"),
        settings.bodyLimit(),
        settings.guard().and(rate),
        this::answer);
  }

  private Answer answer(Request request) {
    Shift shift = current.get();
    if (shift == null) {
      return resting();
    }
    // Older MinIOs ask with HEAD whether anybody is there; people ask with GET whether their token
    // is right.
    return request.head().method().equals("POST")
        ? shift.take(request)
        : Answer.text(200, "events are taken here, by POST");
  }

  @Override
  public void run(EventSink sink, IntakeListener listener) {
    Monitor monitor = workers.monitor();
    try (Workers.Group requests = workers.open("webhook-" + name())) {
      Shift shift = new Shift(name(), requests, monitor, clock, new Outlet(sink, listener));
      if (!current.compareAndSet(null, shift)) {
        throw new IllegalStateException(name() + " runs already");
      }
      try {
        listener.working();
        throw shift.awaitBreak();
      } finally {
        current.set(null);
      }
    }
  }

  static Answer resting() {
    return Answer.later(503, "nothing is taken at the moment", SOON);
  }

  /// Where a run's events go, and who is told how it fares.
  record Outlet(EventSink sink, IntakeListener listener) {}
}
