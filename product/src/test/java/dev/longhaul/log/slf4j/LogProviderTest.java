package dev.longhaul.log.slf4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.config.Reporting.Log.Format;
import dev.longhaul.config.Reporting.Log.Level;
import dev.longhaul.effect.ManualClock;
import dev.longhaul.log.Log;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What libraries say comes out as all lines do.
final class LogProviderTest {
  private static final Logger LOGGER = LoggerFactory.getLogger("some.library");

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  @BeforeEach
  void listen() {
    LogProvider.sendTo(new Log(written, new ManualClock(), Format.JSON, Level.DEBUG));
  }

  @AfterEach
  void listenNoMore() {
    LogProvider.sendTo(new Log(System.err, new ManualClock(), Format.LINES, Level.WARN));
  }

  private String text() {
    return written.toString(StandardCharsets.UTF_8);
  }

  @Test
  void warningsComeOutInTheSameForm() {
    LOGGER.warn("it is {} of {}", 3, "four", new IOException("broken\npipe"));
    assertThat(text())
        .isEqualTo(
            "{\"at\":\"2026-11-24T00:00:00.000Z\",\"level\":\"warn\",\"logger\":\"some.library\","
                + "\"message\":\"it is 3 of four: java.io.IOException: broken\\npipe\"}\n");
  }

  @Test
  @Hazard(79)
  void whatLibrariesSayForTheirAuthorsStaysInside() {
    LOGGER.debug("Authorization: secret");
    LOGGER.info("Authorization: secret");
    LOGGER.trace("Authorization: secret");
    assertThat(text()).isEmpty();
  }
}
