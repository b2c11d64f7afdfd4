package dev.longhaul.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.ledger.AuditMark.Seen;
import dev.longhaul.ledger.AuditMark.Stretch;
import dev.longhaul.object.ObjectKey;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every ledger does with the marks of audits.
public abstract class MarksContract {
  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07.123Z");
  private static final ObjectKey ODD = ObjectKey.ofBytes(new byte[] {(byte) 0xff, 0, (byte) 0xfe});

  protected Ledger ledger = new InMemoryLedger();

  protected abstract Ledger open();

  @BeforeEach
  void openLedger() {
    ledger = open();
  }

  @AfterEach
  void closeLedger() {
    ledger.close();
  }

  private Ledger.Marks reopened() {
    ledger.close();
    ledger = open();
    return ledger.marks();
  }

  private static AuditMark mark(String audit, Stretch... left) {
    return new AuditMark(audit, "basis", NOW, new Seen(1, 2, 3), List.of(left));
  }

  @Test
  void aMarkOutlivesTheProcessWithAllItsRanges() {
    AuditMark mark =
        mark(
            "daily",
            new Stretch(null, ObjectKey.of("b")),
            new Stretch(ObjectKey.of("b"), ODD),
            new Stretch(ODD, null));
    ledger.marks().record(mark);
    assertThat(reopened().find("daily")).contains(mark);
    assertThat(ledger.marks().find("other")).isEmpty();
  }

  @Test
  void theNewestReplacesTheOneBefore() {
    ledger.marks().record(mark("daily", new Stretch(null, null)));
    ledger.marks().record(mark("other", new Stretch(null, null)));
    AuditMark done = mark("daily");
    ledger.marks().record(done);
    assertThat(reopened().find("daily")).contains(done);
    assertThat(ledger.marks().find("other").orElseThrow().left()).hasSize(1);
  }

  @Test
  void keysThatOnlyTheDestinationHasAreKeptInOrderAndOnce() {
    for (String key : List.of("c", "a", "b", "a")) {
      ledger.marks().absent("daily", ObjectKey.of(key));
    }
    ledger.marks().absent("other", ObjectKey.of("z"));
    assertThat(reopened().absent("daily", null, 2))
        .containsExactly(ObjectKey.of("a"), ObjectKey.of("b"));
    assertThat(ledger.marks().absent("daily", ObjectKey.of("b"), 9))
        .containsExactly(ObjectKey.of("c"));
  }

  @Test
  void whatIsOverIsForgottenAndNothingElse() {
    for (String audit : List.of("daily", "other")) {
      ledger.marks().record(mark(audit, new Stretch(null, null)));
      ledger.marks().absent(audit, ODD);
    }
    ledger.marks().forget("daily");
    assertThat(reopened().find("daily")).isEmpty();
    assertThat(ledger.marks().absent("daily", null, 9)).isEmpty();
    assertThat(ledger.marks().find("other")).isPresent();
    assertThat(ledger.marks().absent("other", null, 9)).containsExactly(ODD);
  }
}
