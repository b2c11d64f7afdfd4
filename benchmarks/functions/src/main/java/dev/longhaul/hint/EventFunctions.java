package dev.longhaul.hint;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What an event costs before anything is done about it.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EventFunctions {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:01Z");
  private static final String RECORD =
      """
      {"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"us-east-1",
      "eventTime":"2026-01-01T00:00:00.000Z","eventName":"ObjectCreated:Put",
      "s3":{"s3SchemaVersion":"1.0","bucket":{"name":"bucket","arn":"arn:aws:s3:::bucket"},
      "object":{"key":"data/2026/01/01/part-000000123.parquet","size":10240,
      "eTag":"d41d8cd98f00b204e9800998ecf8427e","sequencer":"0055AED6DCD90281E5"}}}]}
      """;
  private static final String BY_TOPIC =
      "{\"Type\":\"Notification\",\"Message\":\""
          + RECORD.replace("\"", "\\\"").replace("\n", "")
          + "\"}";

  @Benchmark
  public Parsed event() {
    return EnvelopeParser.parse(RECORD, NOW);
  }

  /// The same event in the envelope of SNS.
  @Benchmark
  public Parsed eventByTopic() {
    return EnvelopeParser.parse(BY_TOPIC, NOW);
  }
}
