package dev.longhaul.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.config.Reporting.Log.Format;
import dev.longhaul.config.Reporting.Log.Level;
import dev.longhaul.effect.ManualClock;
import dev.longhaul.ledger.ParkedKey;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.reconcile.Outcome;
import dev.longhaul.replicate.AuditKind;
import dev.longhaul.replicate.AuditRecord;
import dev.longhaul.replicate.Trouble;
import dev.longhaul.store.Failure;
import dev.longhaul.transfer.Proof;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The lines that a running process writes.
final class LogTest {
  private static final ObjectKey KEY = ObjectKey.of("a/b.jpg");
  private static final String AT = "2026-11-24T00:00:00.000Z ";

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final ManualClock clock = new ManualClock();

  private Log log(Format format, Level level) {
    return new Log(written, clock, format, level);
  }

  private List<String> lines() {
    return written.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private void everything(OutcomeLog log) {
    log.outcome("photos", new Outcome.Equal(KEY), Duration.ofMillis(90));
    log.outcome(
        "photos", new Outcome.Copied(KEY, 10_240, new Proof.EqualEtags()), Duration.ofMillis(1200));
    log.outcome("photos", new Outcome.Deleted(KEY), null);
    log.outcome("photos", new Outcome.DeleteHeld(KEY), null);
    log.outcome(
        "photos",
        new Outcome.Parked(
            new ParkedKey(KEY, "LOCKED", "it is locked", "lift the lock", clock.now())),
        null);
    log.outcome(
        "photos", new Outcome.Unfinished(KEY, new Failure.Transient("connection reset")), null);
    log.troubled("photos", new Trouble(clock.now(), Trouble.Kind.STORE, "no answer"));
    log.recovered("photos");
    log.audited(
        "photos",
        new AuditRecord(
            AuditKind.LISTING,
            clock.now(),
            clock.now().plusSeconds(4),
            AuditRecord.Result.REPAIRED,
            1234,
            2,
            ""));
    log.remark("something else");
  }

  @Test
  void peopleReadOneLineForEachThingThatHappened() {
    everything(new OutcomeLog(log(Format.LINES, Level.DEBUG)));
    assertThat(lines())
        .containsExactly(
            AT + "DEBUG photos: equal a/b.jpg, lag 0.1s",
            AT + "INFO  photos: copied a/b.jpg, 10.0 KiB, lag 1.2s, proof equal-etags",
            AT + "INFO  photos: deleted a/b.jpg",
            AT + "WARN  photos: delete-held a/b.jpg until a person looked",
            AT + "WARN  photos: parked a/b.jpg: it is locked; lift the lock",
            AT + "INFO  photos: unfinished a/b.jpg, tried again later: connection reset",
            AT + "WARN  photos: no answer; it waits, and goes on by itself once that is mended",
            AT + "INFO  photos: its stores serve",
            AT + "INFO  photos: audit (listing) repaired: 1,234 keys, 2 differences, in 4.0s",
            AT + "WARN  something else");
  }

  @Test
  void programsReadOneObjectForEachThingThatHappened() {
    everything(new OutcomeLog(log(Format.JSON, Level.WARN)));
    String at = "{\"at\":\"2026-11-24T00:00:00.000Z\",\"level\":\"warn\",";
    assertThat(lines())
        .containsExactly(
            at + "\"route\":\"photos\",\"event\":\"delete-held\",\"key\":\"a/b.jpg\"}",
            at
                + "\"route\":\"photos\",\"event\":\"parked\",\"key\":\"a/b.jpg\",\"reason\":"
                + "\"LOCKED\",\"message\":\"it is locked\",\"remedy\":\"lift the lock\"}",
            at
                + "\"route\":\"photos\",\"event\":\"troubled\",\"message\":\"no answer; it waits,"
                + " and goes on by itself once that is mended\"}",
            at + "\"message\":\"something else\"}");
  }

  @Test
  void theLevelChangesWhileItRuns() {
    Log log = log(Format.LINES, Level.ERROR);
    log.say(Level.WARN, "one");
    log.change(Level.DEBUG);
    log.say(Level.DEBUG, "two");
    log.change(Level.INFO);
    log.say(Level.DEBUG, "three");
    assertThat(lines()).containsExactly(AT + "DEBUG two");
  }

  @Test
  @Hazard(76)
  void noControlCharacterGetsOut() {
    ObjectKey key = ObjectKey.of("a\n2026 INFO forged\u001b[31m\u202e\\");
    for (Format format : Format.values()) {
      Log log = log(format, Level.DEBUG);
      new OutcomeLog(log).outcome("photos", new Outcome.Deleted(key), null);
      log.say(Level.WARN, "from a library: \r\n\u001b[2J \\n");
    }
    assertThat(written.toString(StandardCharsets.UTF_8))
        .matches("(?s)[\\x20-\\x7E\\n]*")
        .contains("deleted a\\n2026 INFO forged\\u001b[31m\\u202e\\\\\n")
        .contains("from a library: \\r\\n\\u001b[2J \\n\n");
    assertThat(lines()).hasSize(4);
  }

  @Test
  void linesOfSeveralThreadsDoNotMix() throws InterruptedException {
    Log log = log(Format.LINES, Level.INFO);
    List<Thread> threads =
        List.of("a", "b", "c", "d").stream()
            .map(letter ->
                Thread.ofVirtual()
                    .start(() -> {
                      for (int number = 0; number < 500; number++) {
                        log.say(Level.INFO, letter.repeat(300));
                      }
                    }))
            .toList();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(lines())
        .hasSize(2_000)
        .allSatisfy(line -> assertThat(line).matches(".* (a{300}|b{300}|c{300}|d{300})"));
  }

  @Test
  void aLogThatTakesNoMoreStopsNothing() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int one) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    Log log = new Log(full, clock, Format.LINES, Level.INFO);
    log.say(Level.INFO, "lost");
    assertThat(log.lost()).isEqualTo(1);
  }
}
