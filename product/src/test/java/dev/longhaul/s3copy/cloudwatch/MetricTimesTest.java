package dev.longhaul.s3copy.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.longhaul.effect.system.SystemClock;
import dev.longhaul.effect.system.SystemWorkers;
import dev.longhaul.rehearsal.LoopbackServer;
import dev.longhaul.s3copy.worker.SyncTimes;
import dev.longhaul.store.Credentials;
import dev.longhaul.store.aws.SdkService;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
final class MetricTimesTest {
  /// An empty answer in CBOR.
  private static final byte[] NOTHING = {(byte) 0xA0};

  private final List<String> bodies = Collections.synchronizedList(new ArrayList<>());
  private final List<String> remarks = Collections.synchronizedList(new ArrayList<>());
  private final LoopbackServer server = new LoopbackServer(this::take);
  private volatile int status = 200;

  @AfterEach
  void close() {
    server.close();
  }

  private void take(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    assertThat(exchange.getRequestURI().getPath()).endsWith("/PutMetricData");
    bodies.add(new String(body, StandardCharsets.ISO_8859_1));
    exchange.getResponseHeaders().set("smithy-protocol", "rpc-v2-cbor");
    LoopbackServer.answer(exchange, status, "application/cbor", NOTHING);
  }

  private SyncTimes times() {
    SdkService service =
        new SdkService(
            "CloudWatch", "us-east-1", server.endpoint(), () -> Credentials.of("AK", "secret"));
    return new MetricTimes(service, new SystemWorkers(), new SystemClock(), remarks::add);
  }

  private static String binary(double value) {
    byte[] bytes = ByteBuffer.allocate(Double.BYTES).putDouble(value).array();
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  @Test
  void putsTheMetricOfTheOriginalWithOneCallForManyCopies() {
    try (SyncTimes times = times()) {
      times.put("near", Duration.ofMillis(1234));
      times.put("near", Duration.ofMillis(2345));
    }

    assertThat(bodies).hasSize(1);
    assertThat(bodies.getFirst())
        .contains("S3Sync", "synctime", "Bucket", "near", "Seconds")
        .contains(binary(1.234), binary(2.345));
    assertThat(remarks).isEmpty();
  }

  @Test
  void aDatumCarriesNoMoreThanItMay() {
    try (SyncTimes times = times()) {
      for (int copy = 0; copy < 1_000; copy++) {
        times.put("near", Duration.ofMillis(100));
      }
    }

    int values = 0;
    for (String body : bodies) {
      int some = body.split(Pattern.quote(binary(0.1)), -1).length - 1;
      assertThat(some).isLessThanOrEqualTo(150);
      values += some;
    }
    assertThat(values).isEqualTo(1_000);
  }

  @Test
  void nothingIsSentWhereNothingWasCopied() {
    times().close();

    assertThat(bodies).isEmpty();
  }

  @Test
  void whatCannotBeSentIsRemarkedAndForgotten() {
    status = 403;
    try (SyncTimes times = times()) {
      times.put("near", Duration.ofSeconds(1));
    }

    assertThat(remarks).hasSize(1);
    assertThat(remarks.getFirst()).contains("S3Sync/synctime", "cloudwatch:PutMetricData");
  }
}
