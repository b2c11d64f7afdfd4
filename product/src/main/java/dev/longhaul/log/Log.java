package dev.longhaul.log;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.longhaul.config.Reporting.Log.Format;
import dev.longhaul.config.Reporting.Log.Level;
import dev.longhaul.effect.Clock;
import dev.longhaul.json.JsonText;
import dev.longhaul.object.Escaped;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/// Lines, each written whole and at once, so that those of several threads never mix. No control
/// character gets out raw, whatever a key or a library's message holds (H76). Thread-safe.
public final class Log {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final OutputStream out;
  private final Clock clock;
  private final Format format;
  private final AtomicReference<Level> level;
  private final AtomicLong lost = new AtomicLong();

  public Log(OutputStream out, Clock clock, Format format, Level level) {
    this.out = out;
    this.clock = clock;
    this.format = format;
    this.level = new AtomicReference<>(level);
  }

  /// What a JSON line holds besides time and level.
  @FunctionalInterface
  public interface Fields {
    void writeTo(JsonGenerator json) throws IOException;
  }

  /// From now on lines are written from this level on.
  public void change(Level from) {
    level.set(from);
  }

  /// Whether a line of this level is written, so that nobody makes one in vain.
  public boolean writes(Level of) {
    return of.compareTo(level.get()) <= 0;
  }

  /// Something without fields.
  public void say(Level of, String message) {
    line(of, () -> message, json -> json.writeStringField("message", message));
  }

  /// A line of this level, in the one form or the other.
  public void line(Level of, Supplier<String> sentence, Fields fields) {
    if (writes(of)) {
      Instant now = clock.now();
      write(
          switch (format) {
            case LINES -> TIME.format(now) + " " + word(of) + " " + safe(sentence.get());
            case JSON -> object(now, of, fields);
          });
    }
  }

  private static String word(Level level) {
    return level.name().length() < 5 ? level.name() + " " : level.name();
  }

  private static String object(Instant now, Level of, Fields fields) {
    return JsonText.object(json -> {
      json.writeStringField("at", TIME.format(now));
      json.writeStringField("level", of.name().toLowerCase(Locale.ROOT));
      fields.writeTo(json);
    });
  }

  /// Escapes what acts on a terminal or a log, and leaves alone what was escaped already.
  private static String safe(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints()
        .mapToObj(Character::toString)
        .map(letter -> letter.equals("\\") ? letter : Escaped.text(letter))
        .forEach(safe::append);
    return safe.toString();
  }

  /// A line that nobody takes is lost, and nothing else: a full disk or a closed pipe behind the
  /// log stops no copying.
  private void write(String line) {
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
    synchronized (out) {
      try {
        out.write(bytes);
        out.flush();
      } catch (IOException refused) {
        lost.incrementAndGet();
      }
    }
  }

  /// Lines that could not be written.
  public long lost() {
    return lost.get();
  }
}
