package dev.longhaul.hint.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class SqsSettingsTest {
  private static SqsSettings of(String queue) {
    return SqsSettings.of("i", URI.create(queue));
  }

  @Test
  void readsTheRegionOffAmazonsUrls() {
    SqsSettings today = of("https://sqs.cn-north-1.amazonaws.com.cn/123456789012/q");
    assertThat(today.region()).isEqualTo("cn-north-1");
    assertThat(today.endpoint()).isNull();
    assertThat(of("https://eu-west-1.queue.amazonaws.com/1/q").region()).isEqualTo("eu-west-1");
  }

  @Test
  void goesToTheHostOfAnyOtherUrl() {
    SqsSettings other = of("http://127.0.0.1:9324/000000000000/q");
    assertThat(other.endpoint()).isEqualTo(URI.create("http://127.0.0.1:9324/"));
  }

  @Test
  void refusesWhatSqsWouldRefuse() {
    assertThatThrownBy(() -> of("q")).hasMessage("a queue is named by its URL, not by q");
    SqsSettings good = of("http://127.0.0.1:9324/0/q");
    Duration second = Duration.ofSeconds(1);
    assertThatThrownBy(() -> good.paced(0, second, Duration.ofSeconds(9)))
        .hasMessageContaining("pollers: 1 to 64");
    assertThatThrownBy(() -> good.paced(1, Duration.ofSeconds(21), Duration.ofSeconds(9)))
        .hasMessageContaining("long poll: at most 20 s");
    assertThatThrownBy(() -> good.paced(1, second, second)).hasMessageContaining("visibility: 2");
  }
}
