package dev.longhaul.hint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Mutated messages: whatever happens to one on its way, the parser answers, and what it calls an
/// event is one.
@Hazard({5, 80})
final class EnvelopeFuzzTest {
  private static final Instant RECEIVED = Instant.parse("2026-11-24T08:10:00Z");
  private static final int MUTANTS = 4000;

  private static final List<String> NAMES =
      List.of(
          "s3-two-records",
          "s3-test-event",
          "sns",
          "sns-in-a-list-in-sns",
          "eventbridge-in-sns",
          "minio",
          "minio-without-records",
          "ceph",
          "one-bad-record",
          "function-of-a-queue");

  private static final List<String> PIECES =
      List.of(
          "{",
          "}",
          "[",
          "]",
          "\"",
          ":",
          ",",
          "null",
          "1e999",
          "\\u0000",
          "\\ud800",
          "\\",
          "%",
          "%zz",
          "+",
          "\u0000",
          "\ud800",
          "\ufeff",
          "\"Records\":[]",
          "\"Message\":{}",
          "{\"Records\":[[[]]]}",
          "9".repeat(200));

  @Test
  void noMutantMakesItFail() {
    Random random = new Random(20261124);
    int events = 0;
    for (int mutant = 0; mutant < MUTANTS; mutant++) {
      String text = EnvelopeParserTest.resource(NAMES.get(random.nextInt(NAMES.size())));
      int changes = 1 + random.nextInt(4);
      for (int change = 0; change < changes; change++) {
        text = mutated(text, random);
      }
      String answer = EnvelopeParserTest.show(EnvelopeParser.parse(text, RECEIVED));
      assertThat(answer).isNotBlank();
      events += answer.startsWith("photos") ? 1 : 0;
    }
    assertThat(events).as("mutants that still hold events").isBetween(100, MUTANTS - 100);
  }

  private static String mutated(String text, Random random) {
    int from = random.nextInt(text.length() + 1);
    int to = Math.min(text.length(), from + random.nextInt(12));
    String piece = PIECES.get(random.nextInt(PIECES.size()));
    return switch (random.nextInt(4)) {
      case 0 -> text.substring(0, from) + text.substring(to);
      case 1 -> text.substring(0, from) + piece + text.substring(from);
      case 2 -> text.substring(0, from) + piece + text.substring(to);
      default -> text.substring(0, from) + text.substring(from, to).repeat(2) + text.substring(to);
    };
  }
}
