package dev.longhaul.transfer;

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

/// What is decided and computed for an object in parts.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TransferFunctions {
  private static final long TERABYTE = 1L << 40;
  private static final long PART = 16L << 20;
  private final SourceParts parts =
      new SourceParts.Uniform((int) Math.ceilDiv(TERABYTE, PART * 8), PART * 8);
  private final byte[] mebibyte = new byte[1 << 20];

  /// How 1 TiB is cut as its source was.
  @Benchmark
  public PartLayout layout() {
    return LayoutRule.decide(TERABYTE, parts, StoreLimits.AMAZON);
  }

  /// The CRC of two parts out of those of each.
  @Benchmark
  public long combinedCrc() {
    return Crc.CRC32C.combine(0x12345678L, 0x9ABCDEF0L, PART);
  }

  @Benchmark
  public long combinedCrc64() {
    return Crc.CRC64NVME.combine(0x123456789ABCDEFL, 0xFEDCBA987654321L, PART);
  }

  /// A MiB.
  @Benchmark
  public long crc32c() {
    CrcDigester digester = new CrcDigester(Crc.CRC32C);
    digester.update(mebibyte, 0, mebibyte.length);
    return digester.value();
  }

  /// A MiB.
  @Benchmark
  public long crc64() {
    CrcDigester digester = new CrcDigester(Crc.CRC64NVME);
    digester.update(mebibyte, 0, mebibyte.length);
    return digester.value();
  }
}
