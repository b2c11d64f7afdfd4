package dev.longhaul.ledger.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhaul.hint.Hint;
import dev.longhaul.hint.UnreadableMessage;
import dev.longhaul.ledger.LedgerException;
import dev.longhaul.ledger.LedgerFiles;
import dev.longhaul.ledger.LedgerRow;
import dev.longhaul.ledger.ParkedKey;
import dev.longhaul.ledger.PendingHint;
import dev.longhaul.ledger.Receipt;
import dev.longhaul.object.ETag;
import dev.longhaul.object.ObjectKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Files that were cut or overwritten are refused, and rebuilt of what can still be read of them.
final class DamagedLedgerTest {
  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
  private static final int KEYS = 3_000;
  private static final int PAGE = 4_096;

  @TempDir private Path folder;

  private final LedgerFiles files = new SqliteLedgerFiles();

  private Path file() {
    return folder.resolve("ledger.sqlite");
  }

  private static ObjectKey key(int number) {
    return ObjectKey.of("some/folder/of/keys/%06d".formatted(number));
  }

  /// A file with all kinds of rows, closed.
  private void fill() {
    try (SqliteLedger ledger = SqliteLedger.open(file())) {
      List<Hint> hints = new ArrayList<>();
      for (int number = 0; number < KEYS; number++) {
        Receipt.Side side = new Receipt.Side(new ETag("e" + number), number, 1_000L * number);
        ledger.receipts().record(new Receipt(key(number), side, side));
        hints.add(Hint.of(key(number), Hint.Cause.EVENT, NOW));
      }
      ledger.hints().add(hints, NOW);
      ledger.parked().park(new ParkedKey(key(7), "ARCHIVED", "message", "remedy", NOW));
      ledger.facts().record("fact", "value");
    }
  }

  private void cut(Path path, long bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      channel.truncate(bytes);
    }
  }

  private List<PendingHint> hints() {
    try (SqliteLedger ledger = SqliteLedger.open(file())) {
      List<PendingHint> due = ledger.hints().due(NOW, KEYS * 2);
      assertThat(ledger.hints().backlog().pending()).isEqualTo(due.size());
      return due;
    }
  }

  private void assertAuditIsWanted() {
    try (SqliteLedger ledger = SqliteLedger.open(file())) {
      assertThat(ledger.facts().find(LedgerFiles.AUDIT_WANTED).orElse("")).contains("rebuilt");
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.001, 0.01, 0.1, 0.33, 0.5, 0.8, 0.999})
  void aCutFileIsRefusedAndRebuilt(double part) throws IOException {
    fill();
    cut(file(), (long) (Files.size(file()) * part));
    byte[] damaged = Files.readAllBytes(file());

    assertThatThrownBy(() -> SqliteLedger.open(file()))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("longhaul ledger rebuild " + file());
    assertThat(files.examine(file()).isSound()).isFalse();
    assertThatThrownBy(() -> files.export(file(), _ -> {})).isInstanceOf(LedgerException.class);

    LedgerFiles.Salvage salvage = files.rebuild(file(), NOW);

    Path aside = folder.resolve("ledger.sqlite.damaged-20260304T050607Z");
    assertThat(salvage.aside()).isEqualTo(aside);
    assertThat(Files.readAllBytes(aside)).isEqualTo(damaged);
    assertThat(salvage.saved()).anySatisfy(saved -> assertThat(saved.whole()).isFalse());
    assertThat(files.examine(file()).isSound()).isTrue();
    assertThat(hints().size()).isEqualTo(saved(salvage, "hint"));
    assertAuditIsWanted();
  }

  private static long saved(LedgerFiles.Salvage salvage, String table) {
    return salvage.saved().stream()
        .filter(saved -> saved.table().equals(table))
        .mapToLong(LedgerFiles.Saved::rows)
        .sum();
  }

  @Test
  void nearlyEverythingIsSavedWhereAFewPagesAreLost() throws IOException, SQLException {
    fill();
    List<Long> leaves = leaves("hint");
    List<Long> lost = List.of(leaves.get(3), leaves.get(leaves.size() / 2), leaves.get(40));
    for (long page : lost) {
      overwrite(page);
    }
    LedgerFiles.Salvage salvage = files.rebuild(file(), NOW);
    long mostOnAPage = PAGE / key(0).length();
    assertThat(saved(salvage, "hint"))
        .isBetween(KEYS - lost.size() * mostOnAPage, KEYS - 1L)
        .isEqualTo(new TreeSet<>(hints().stream().map(PendingHint::key).toList()).size());
    assertThat(saved(salvage, "receipt")).isEqualTo(KEYS);
    assertThat(saved(salvage, "parked")).isEqualTo(1);
  }

  /// The leaf pages of a table in the order of its rows.
  private List<Long> leaves(String table) throws SQLException {
    List<Long> pages = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT pageno FROM dbstat WHERE name = '"
                    + table
                    + "' AND pagetype = 'leaf' ORDER BY path")) {
      while (rows.next()) {
        pages.add(rows.getLong(1));
      }
    }
    return pages;
  }

  private void overwrite(long page) throws IOException {
    try (FileChannel channel = FileChannel.open(file(), StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[PAGE]), (page - 1) * PAGE);
    }
  }

  @Test
  void aFileThatIsNoDatabaseAnyMoreIsReplaced() throws IOException {
    fill();
    overwrite(1);
    assertThatThrownBy(() -> SqliteLedger.open(file())).hasMessageContaining("rebuild");
    assertThatThrownBy(() -> files.export(file(), _ -> {})).hasMessageContaining("rebuild");
    assertThat(saved(files.rebuild(file(), NOW), "hint")).isZero();
    assertThat(hints()).isEmpty();
    assertAuditIsWanted();
  }

  @Test
  void aRowThatWeNeverWroteIsFoundAndLeftOut() throws SQLException {
    fill();
    execute("UPDATE hint SET cause = 'NONSENSE' WHERE generation = 5");
    assertThat(files.examine(file()).damage())
        .anySatisfy(damage -> assertThat(damage).contains("hint").contains("NONSENSE"));
    assertThat(saved(files.rebuild(file(), NOW), "hint")).isEqualTo(KEYS - 1);
    assertThat(hints()).hasSize(KEYS - 1);
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.0001, 0.2, 0.5, 0.77, 0.99})
  void ofAWriteAheadLogThatWasCutTheBeginningCounts(double part) throws IOException {
    Path living = folder.resolve("living.sqlite");
    try (SqliteLedger ledger = SqliteLedger.open(living)) {
      for (int number = 0; number < 300; number++) {
        ledger.hints().add(List.of(Hint.of(key(number), Hint.Cause.EVENT, NOW)), NOW);
      }
      Files.copy(living, file());
      Files.copy(folder.resolve("living.sqlite-wal"), folder.resolve("ledger.sqlite-wal"));
    }
    Path ahead = folder.resolve("ledger.sqlite-wal");
    cut(ahead, (long) (Files.size(ahead) * part));
    LedgerFiles.Examination examination = files.examine(file());
    assertThat(examination.isSound()).isTrue();
    List<ObjectKey> left = hints().stream().map(PendingHint::key).toList();
    for (int number = 0; number < left.size(); number++) {
      assertThat(left.get(number)).isEqualTo(key(number));
    }
    assertThat(examination.counts())
        .allSatisfy(count -> {
          if (count.table().equals("hint")) {
            assertThat(count.rows()).isEqualTo(left.size());
          }
        });
  }

  @Test
  void aSoundFileStaysAsItIs() throws IOException {
    fill();
    byte[] before = Files.readAllBytes(file());
    assertThat(files.examine(file()).counts())
        .contains(new LedgerFiles.Count("hint", (long) KEYS), new LedgerFiles.Count("parked", 1L));
    assertThat(files.rebuild(file(), NOW).aside()).isNull();
    List<LedgerRow> rows = new ArrayList<>();
    files.export(file(), rows::add);
    assertThat(rows).hasSize(2 * KEYS + 2);
    assertThat(Files.readAllBytes(file())).isEqualTo(before);
    assertThat(files.in(folder)).containsExactly(file());
    assertThat(folder.resolve("ledger.sqlite-wal")).doesNotExist();
  }

  @Test
  void leavesFilesOfOthersAlone() throws SQLException, IOException {
    assertThatThrownBy(() -> files.examine(file())).hasMessageContaining("there is no ledger");
    execute("CREATE TABLE other(a)");
    assertThatThrownBy(() -> files.rebuild(file(), NOW)).hasMessageContaining("no ledger of");
    Files.delete(file());
    try (SqliteLedger ledger = SqliteLedger.open(file())) {
      ledger.facts().record("a", "b");
      assertThatThrownBy(() -> files.examine(file())).hasMessageContaining("in use by another");
      assertThatThrownBy(() -> files.rebuild(file(), NOW)).hasMessageContaining("in use by");
    }
    execute("PRAGMA user_version = 99");
    assertThatThrownBy(() -> files.rebuild(file(), NOW)).hasMessageContaining("newer longhaul");
  }

  @Test
  void messagesAreSavedAsWell() throws IOException {
    Path kept = folder.resolve(SqliteMessages.NAME);
    try (SqliteMessages messages = SqliteMessages.open(kept)) {
      for (int number = 0; number < 100; number++) {
        messages.keep(new UnreadableMessage("q", "id" + number, "why", "x".repeat(900), NOW));
      }
    }
    cut(kept, Files.size(kept) / 2);
    assertThatThrownBy(() -> SqliteMessages.open(kept)).hasMessageContaining("rebuild");
    LedgerFiles.Salvage salvage = files.rebuild(kept, NOW);
    try (SqliteMessages messages = SqliteMessages.open(kept)) {
      assertThat(messages.count()).isEqualTo(saved(salvage, "message")).isGreaterThan(10);
    }
  }
}
