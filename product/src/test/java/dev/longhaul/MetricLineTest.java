package dev.longhaul;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.effect.ManualClock;
import dev.longhaul.s3copy.function.Journal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Lines that CloudWatch makes metrics of, in its embedded metric format.
final class MetricLineTest {
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(log, true, StandardCharsets.UTF_8);
  private final ManualClock clock = new ManualClock();

  @Test
  void timesOfCopiesAreMetricsOfTheirBucket() {
    new LoggedTimes(out, clock).put("films", Duration.ofMillis(1_500));

    assertThat(log.toString(StandardCharsets.UTF_8).strip())
        .isEqualTo(
            """
            {"_aws":{"Timestamp":%d,"CloudWatchMetrics":[{"Namespace":"S3Sync",\
            "Dimensions":[["Bucket"]],"Metrics":[{"Name":"synctime","Unit":"Seconds"}]}]},\
            "Bucket":"films","synctime":1.5}\
            """
                .formatted(clock.now().toEpochMilli()));
  }

  @Test
  void countsAreMetricsOfTheirOwn() {
    new FunctionJournal(out, clock).count(Journal.Figure.JobsParked, 3);

    assertThat(log.toString(StandardCharsets.UTF_8).strip())
        .isEqualTo(
            """
            {"_aws":{"Timestamp":%d,"CloudWatchMetrics":[{"Namespace":"S3Sync",\
            "Dimensions":[[]],"Metrics":[{"Name":"JobsParked","Unit":"Count"}]}]},\
            "JobsParked":3}\
            """
                .formatted(clock.now().toEpochMilli()));
  }
}
