package dev.longhaul;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.longhaul.hint.sqs.MessageDrain;
import dev.longhaul.json.JsonText;
import dev.longhaul.s3copy.function.EventFunction;
import dev.longhaul.s3copy.function.Journal;
import dev.longhaul.s3copy.function.MonitorFunction;
import dev.longhaul.s3copy.part.UploadMonitor;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Lambda function `S3CopyToChina-Monitor`, every five minutes and whenever a command failed: its
/// handler is `dev.longhaul.CopyToChinaMonitor::handleRequest`.
public final class CopyToChinaMonitor implements RequestStreamHandler {
  /// Kept back of the time that Lambda gives, for what is under way.
  private static final long RESERVE_MILLIS = 20_000;

  /// The most events of the dead letter queue that one pass takes up.
  private static final int LETTERS = 1_000;

  private static final UploadMonitor.Report NONE = new UploadMonitor.Report(0, 0, 0, 0, 0);

  private final Functions functions = new Functions(System.getenv());
  private final MonitorFunction monitor = functions.monitor();

  /// `null` where no function copies.
  private final @Nullable UploadMonitor uploads = functions.uploadMonitor().orElse(null);

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    String text = new String(event.readAllBytes(), StandardCharsets.UTF_8);
    Instant deadline =
        functions
            .around()
            .clock()
            .now()
            .plusMillis(context.getRemainingTimeInMillis() - RESERVE_MILLIS);
    MonitorFunction.Report report =
        monitor.pass(deadline, MonitorFunction.failedCommand(text).orElse(null));
    UploadMonitor.Report large = uploads == null ? NONE : uploads.pass(deadline);
    if (large.parked() > 0) {
      functions.journal().count(Journal.Figure.UploadsParked, large.parked());
    }
    // Last, so that a queue that is long or out of reach keeps no job from being sent again.
    int letters = drain(deadline);
    String said =
        JsonText.object(json -> {
          json.writeNumberField("rows", report.rows());
          json.writeNumberField("redriven", report.redriven());
          json.writeNumberField("done", report.done());
          json.writeNumberField("waiting", report.waiting());
          json.writeNumberField("failed", report.failed());
          json.writeNumberField("parked", report.parked());
          json.writeNumberField("unreadable", report.unreadable());
          json.writeNumberField("partsSent", large.sent());
          json.writeNumberField("uploadsDropped", large.dropped());
          json.writeNumberField("uploadsParked", large.parked());
          json.writeNumberField("letters", letters);
        });
    functions.journal().line("pass: " + said);
    answer.write(said.getBytes(StandardCharsets.UTF_8));
  }

  /// Events that Main did not handle, which Lambda put into `DeadLetterQueue`, are handled here.
  private int drain(Instant deadline) {
    String url = functions.opening().setting("DeadLetterQueue");
    if (url == null) {
      return 0;
    }
    EventFunction main = functions.main();
    try (MessageDrain queue = functions.opening().drain(URI.create(url))) {
      return queue.drain(LETTERS, letter -> handled(main, letter, deadline));
    }
  }

  private boolean handled(EventFunction main, String letter, Instant deadline) {
    if (functions.around().clock().now().isAfter(deadline)) {
      return false;
    }
    try {
      functions.journal().line("from the dead letter queue: " + main.handle(letter));
      return true;
    } catch (EventFunction.Unhandled kept) {
      functions.journal().line("stays in the dead letter queue: " + kept.getMessage());
      return false;
    }
  }
}
