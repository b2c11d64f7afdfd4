package dev.longhaul.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EstimateTest {
  private static final String TABLE =
      """
      of=a store
      currency=EUR
      source.list=5
      source.get=1
      source.out=0.1
      destination.list=7
      destination.put=2
      """;

  private static Prices prices(String table) {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(table));
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
    return Prices.of(properties);
  }

  private static @Nullable Flow flow(double bytesPerSecond, long requestsPerSecond) {
    return new Flow(
        1, Duration.ofSeconds(10), requestsPerSecond * 10, (long) (bytesPerSecond * 10), 0);
  }

  private static SideFigures side(long bytesPerSecond, long objectsPerSecond) {
    Duration near = Duration.ofMillis(1);
    return new SideFigures(
        near,
        flow(bytesPerSecond / 2.0, 1),
        flow((double) bytesPerSecond, 2),
        flow(1, objectsPerSecond));
  }

  private static Estimate of(Amount amount, SideFigures source, SideFigures destination) {
    return Estimate.of(amount, source, destination, prices(TABLE));
  }

  @Test
  void theSlowestOfFourDecides() {
    SideFigures fast = side(1_000_000, 1_000);
    SideFigures narrow = side(1_000, 1_000);
    SideFigures slow = side(1_000_000, 10);
    Amount large = new Amount(1, 1_000_000);
    Amount small = new Amount(1_000, 1_000);

    assertThat(of(large, narrow, fast).limit()).isEqualTo(Estimate.Limit.SOURCE_BANDWIDTH);
    assertThat(of(large, fast, narrow).limit()).isEqualTo(Estimate.Limit.DESTINATION_BANDWIDTH);
    assertThat(of(large, fast, narrow).time()).isEqualTo(Duration.ofSeconds(1_000));
    assertThat(of(small, slow, fast).limit()).isEqualTo(Estimate.Limit.SOURCE_RATE);
    assertThat(of(small, fast, slow).limit()).isEqualTo(Estimate.Limit.DESTINATION_RATE);
    assertThat(of(small, fast, slow).time()).isEqualTo(Duration.ofSeconds(100));
  }

  @Test
  void whatCouldNotBeMeasuredIsNotGuessed() {
    SideFigures nothing = new SideFigures(Duration.ofMillis(1), null, null, null);
    Estimate estimate = of(new Amount(10, 10), nothing, side(1_000, 1_000));

    assertThat(estimate.time()).isNull();
    assertThat(estimate.limit()).isEqualTo(Estimate.Limit.UNKNOWN);
  }

  @Test
  void smallObjectsCostARequestOnEachSideAndLargeOnesOneForEachPart() {
    SideFigures any = side(1_000, 1_000);

    // 1 page on each side, 1,000 reads, 1,000 writes.
    assertThat(of(new Amount(1_000, 0), any, any).cost())
        .isEqualTo((5 + 7 + 1_000 + 2_000) / 1_000.0, offset(1e-9));
    // 1 page on each side, 64 parts to read, 64 to write between the begin and the end of an
    // upload.
    assertThat(of(new Amount(1, 1L << 30), any, any).cost())
        .isEqualTo((5 + 7 + 64 + 2 * 66) / 1_000.0 + 0.1, offset(1e-9));
  }

  @Test
  void aTableOfPricesIsCompleteAndHoldsNothingElse() {
    assertThatThrownBy(() -> prices(TABLE.replace("source.get=1\n", "")))
        .hasMessageContaining("\"source.get\" is missing");
    assertThatThrownBy(() -> prices(TABLE + "source.put=1\n"))
        .hasMessageContaining("no price called \"source.put\"");
    assertThatThrownBy(() -> prices(TABLE.replace("out=0.1", "out=-0.1")))
        .hasMessageContaining("\"source.out\" is no price: \"-0.1\"");
    assertThatThrownBy(() -> prices(TABLE.replace("out=0.1", "out=cheap")))
        .hasMessageContaining("write it like 0.0004");
  }

  @Test
  void anAmountHasObjects() {
    assertThatThrownBy(() -> new Amount(0, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Amount(1, -1)).isInstanceOf(IllegalArgumentException.class);
  }
}
