package dev.longhaul;

import com.amazonaws.services.lambda.runtime.Context;
import dev.longhaul.s3copy.part.PartFunction;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/// Invocations of functions Single and MPU, which one process gets one after another.
final class PartInvocations {
  /// Kept back of the time that Lambda gives, for what comes after the bytes.
  private static final Duration RESERVE = Duration.ofSeconds(20);

  private final AtomicReference<Duration> left = new AtomicReference<>(Duration.ZERO);
  private final PartFunction function;

  PartInvocations(Map<String, String> environment) {
    this.function = new PartOpening(new Functions(environment)).function(left::get);
  }

  void handle(InputStream payload, OutputStream answer, Context context) throws IOException {
    Duration given = Duration.ofMillis(context.getRemainingTimeInMillis()).minus(RESERVE);
    left.set(given.isNegative() ? Duration.ZERO : given);
    String text = new String(payload.readAllBytes(), StandardCharsets.UTF_8);
    answer.write(function.handle(text).getBytes(StandardCharsets.UTF_8));
  }
}
