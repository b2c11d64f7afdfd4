package dev.longhaul.store.s3;

import dev.longhaul.object.ObjectKey;
import dev.longhaul.store.Credentials;
import dev.longhaul.store.Operation;
import java.nio.charset.StandardCharsets;
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

/// What every request and every listed key costs in the adapter for S3.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class WireFunctions {
  private static final int KEYS = 1000;
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private final Endpoint endpoint =
      new Endpoint(
          true, "s3.us-east-1.amazonaws.com", 443, "s3.us-east-1.amazonaws.com", "/b", "/b/");
  private final Signer signer = new Signer("us-east-1", "s3");
  private final Credentials credentials = Credentials.of("AKIDEXAMPLE", "secret");
  private final ObjectKey plain = ObjectKey.of("data/2026/01/01/part-000000123.parquet");
  private final ObjectKey encoded = ObjectKey.of("データ/2026 + 1/ü=%41/part.parquet");
  private final byte[] page = page();

  private static byte[] page() {
    StringBuilder xml =
        new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ListBucketResult>")
            .append("<Name>bucket</Name><Prefix></Prefix><MaxKeys>1000</MaxKeys>")
            .append("<IsTruncated>false</IsTruncated>");
    for (int key = 0; key < KEYS; key++) {
      xml.append("<Contents><Key>data/2026/01/01/part-%09d.parquet</Key>".formatted(key))
          .append("<LastModified>2026-01-01T00:00:00.000Z</LastModified>")
          .append("<ETag>&quot;d41d8cd98f00b204e9800998ecf8427e&quot;</ETag>")
          .append("<Size>10240</Size><StorageClass>STANDARD</StorageClass></Contents>");
    }
    return xml.append("</ListBucketResult>").toString().getBytes(StandardCharsets.UTF_8);
  }

  /// A whole signed GET: path, headers, canonical request, signature.
  @Benchmark
  public S3Request signedGet() {
    S3Request request = S3Request.ofObject(Operation.GET, "GET", endpoint, plain);
    signer.sign(request, credentials, NOW, Signer.EMPTY_PAYLOAD);
    return request;
  }

  @Benchmark
  public StringBuilder keyInAPath() {
    StringBuilder path = new StringBuilder(128);
    PercentEncoding.appendPath(path, plain);
    return path;
  }

  @Benchmark
  public StringBuilder oddKeyInAPath() {
    StringBuilder path = new StringBuilder(128);
    PercentEncoding.appendPath(path, encoded);
    return path;
  }

  /// A page of 1,000 keys.
  @Benchmark
  public ListingDraft listingPage() throws ListingScanner.Unfamiliar, ListingDraft.Unusable {
    return ListingScanner.read(page, page.length, KeyText.PLAIN);
  }
}
