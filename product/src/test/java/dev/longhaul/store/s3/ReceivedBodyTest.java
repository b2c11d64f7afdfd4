package dev.longhaul.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhaul.Hazard;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@Hazard(32)
final class ReceivedBodyTest {
  private final Watchdog watchdog = new Watchdog(Duration.ofHours(1));
  private final Watchdog.Exchange exchange =
      watchdog.begin(new DefaultBHttpClientConnection(null), Duration.ofHours(1));

  @AfterEach
  void close() {
    watchdog.close();
  }

  private ReceivedBody body(int bytes, long announced) {
    return new ReceivedBody(new ByteArrayInputStream(new byte[bytes]), announced, exchange);
  }

  @Test
  void failsWhenItEndsEarlyWhateverTheLibrarySays() {
    assertThatThrownBy(() -> body(4, 5).readAllBytes())
        .isInstanceOf(EOFException.class)
        .hasMessageContaining("after 4 of 5 bytes");
  }

  @Test
  void endsAfterWhatWasAnnounced() throws IOException {
    ReceivedBody body = body(9, 5);

    assertThat(body.readNBytes(5)).hasSize(5);
    assertThat(body.isAtEnd()).isTrue();
    assertThat(body.read()).isEqualTo(-1);
  }

  @Test
  void endsWithItsSourceWhenNothingWasAnnounced() throws IOException {
    ReceivedBody body = body(7, -1);

    assertThat(body.isAtEnd()).isFalse();
    assertThat(body.readAllBytes()).hasSize(7);
    assertThat(body.isAtEnd()).isTrue();
  }

  @Test
  void drainsOnlyWhatIsWorthIt() throws IOException {
    assertThat(body(100, 100).mayEndWithin(99)).isFalse();
    assertThat(body(100, 100).drain(100)).isTrue();
    assertThat(body(100_000, -1).drain(10_000)).isFalse();
  }
}
