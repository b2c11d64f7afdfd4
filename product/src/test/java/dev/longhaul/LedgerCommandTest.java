package dev.longhaul;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.cli.CommandLines;
import dev.longhaul.cli.ExitCode;
import dev.longhaul.cli.Terminal;
import dev.longhaul.hint.Hint;
import dev.longhaul.ledger.ParkedKey;
import dev.longhaul.ledger.sqlite.SqliteLedger;
import dev.longhaul.object.ObjectKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `longhaul ledger` on real files.
final class LedgerCommandTest {
  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");

  @TempDir private Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private Path file() {
    return folder.resolve("longhaul/route-1.sqlite");
  }

  @BeforeEach
  void fill() {
    try (SqliteLedger ledger = SqliteLedger.open(file())) {
      ledger
          .hints()
          .add(
              List.of(
                  Hint.of(ObjectKey.of("a\n\"b\u001b"), Hint.Cause.EVENT, NOW),
                  Hint.of(ObjectKey.ofBytes(new byte[] {(byte) 0xff, 1}), Hint.Cause.PERSON, NOW)),
              NOW);
      ledger.hints().hold(ledger.hints().due(NOW, 1).getFirst());
      ledger.parked().park(new ParkedKey(ObjectKey.of("p"), "ARCHIVED", "m", "r", NOW));
      ledger.facts().record("name", "value");
    }
  }

  private ExitCode longhaul(String... arguments) {
    out.reset();
    err.reset();
    CommandLines lines =
        new CommandLines(
            Wiring.commands(Map.of("XDG_STATE_HOME", folder.toString())), () -> List.of());
    return lines.run(
        Arrays.asList(arguments),
        new Terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false));
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private void damage() throws IOException {
    Files.write(file(), Arrays.copyOf(Files.readAllBytes(file()), 20_000));
  }

  @Test
  void checksAllLedgersOfTheUsualFolder() {
    assertThat(longhaul("ledger", "check")).isEqualTo(ExitCode.DONE);
    assertThat(out())
        .isEqualTo(
            file()
                + ": sound, version 4, receipt 0, upload 0, part 0, parked 1, hint 2, fact 1,"
                + " audit 0, audit_range 0, audit_absent 0\n");
    assertThat(longhaul("ledger", "check", "--json", file().toString())).isEqualTo(ExitCode.DONE);
    assertThat(out()).contains("\"sound\":true").contains("\"hint\":2").hasLineCount(1);
  }

  @Test
  void exportsOneObjectALine() throws IOException {
    assertThat(longhaul("ledger", "export", "--state", folder.resolve("longhaul").toString()))
        .isEqualTo(ExitCode.DONE);
    String lines = out();
    assertThat(lines.lines()).hasSize(4).allSatisfy(line -> assertThat(line).endsWith("}"));
    assertThat(lines)
        .contains(
            "{\"ledger\":\"route-1.sqlite\",\"kind\":\"hint\",\"key\":\"a\\n\\\"b\\u001B\","
                + "\"generation\":3,\"cause\":\"EVENT\",\"at\":\"2026-03-04T05:06:07Z\","
                + "\"latest\":\"2026-03-04T05:06:07Z\",\"due\":null,\"tries\":0,\"absent\":null}")
        .contains("\"keyBytes\":\"/wE=\"")
        .contains("\"kind\":\"fact\",\"name\":\"name\",\"value\":\"value\"");
    Path output = folder.resolve("lines.json");
    assertThat(longhaul("ledger", "export", "--output", output.toString()))
        .isEqualTo(ExitCode.DONE);
    assertThat(output).hasContent(lines);
    assertThat(out()).isEmpty();
  }

  @Test
  void tellsThatAFileIsDamagedAndRebuildsIt() throws IOException {
    damage();
    assertThat(longhaul("ledger", "check")).isEqualTo(ExitCode.DIFFERENT);
    assertThat(out()).contains(": damaged").contains("then run: longhaul ledger rebuild " + file());
    assertThat(longhaul("ledger", "check", "--json")).isEqualTo(ExitCode.DIFFERENT);
    assertThat(out()).contains("\"sound\":false").hasLineCount(1);
    assertThat(longhaul("ledger", "export")).isEqualTo(ExitCode.UNKNOWN);
    assertThat(longhaul("ledger", "rebuild")).isEqualTo(ExitCode.DONE);
    assertThat(out()).contains("rebuilt; the damaged file is ").contains("the next run audits");
    assertThat(longhaul("ledger", "check")).isEqualTo(ExitCode.DONE);
    assertThat(longhaul("ledger", "rebuild", "--json")).isEqualTo(ExitCode.DONE);
    assertThat(out()).contains("\"rebuilt\":false");
  }

  @Test
  void saysWhatCannotBeDone() {
    assertThat(longhaul("ledger", "check", "missing.sqlite")).isEqualTo(ExitCode.UNKNOWN);
    assertThat(err()).contains("there is no ledger missing.sqlite");
    assertThat(longhaul("ledger", "check", "--state", folder.resolve("none").toString()))
        .isEqualTo(ExitCode.USAGE);
    assertThat(longhaul("ledger", "mend")).isEqualTo(ExitCode.USAGE);
    assertThat(err()).contains("check, export, rebuild");
    assertThat(longhaul("ledger", "check", "--output", "x")).isEqualTo(ExitCode.USAGE);
    try (SqliteLedger ledger = SqliteLedger.open(file())) {
      assertThat(ledger.parked().all()).hasSize(1);
      for (String action : List.of("check", "export", "rebuild")) {
        assertThat(longhaul("ledger", action)).isEqualTo(ExitCode.UNKNOWN);
        assertThat(err()).contains("is in use by another longhaul");
      }
    }
  }
}
