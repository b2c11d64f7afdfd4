package dev.longhaul.ledger.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhaul.Hazard;
import dev.longhaul.ledger.Ledger;
import dev.longhaul.ledger.LedgerContract;
import dev.longhaul.ledger.LedgerException;
import dev.longhaul.ledger.ParkedKey;
import dev.longhaul.ledger.PartRecord;
import dev.longhaul.ledger.Receipt;
import dev.longhaul.ledger.UploadRecord;
import dev.longhaul.object.ETag;
import dev.longhaul.object.Incarnation;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.store.UploadId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The contract in a file, and what is special about a file.
class SqliteLedgerTest extends LedgerContract {
  private static final ObjectKey KEY = ObjectKey.of("key");

  @TempDir private Path folder = Path.of("");

  @Override
  protected Ledger open() {
    return SqliteLedger.open(file());
  }

  private Path file() {
    return folder.resolve("deep/er/ledger.sqlite");
  }

  @Test
  void makesNoFileUntilThereIsSomethingToWriteDown() throws IOException {
    assertThat(ledger.receipts().find(KEY)).isEmpty();
    assertThat(ledger.uploads().open()).isEmpty();
    assertThat(ledger.uploads().open(KEY)).isEmpty();
    assertThat(ledger.uploads().parts("none")).isEmpty();
    assertThat(ledger.parked().all()).isEmpty();
    ledger.receipts().forget(KEY);
    ledger.uploads().closed("none");
    ledger.parked().release(KEY);
    reopened();
    ledger.close();
    assertThat(filesIn(folder)).isEmpty();
    ledger = open();
    ledger.parked().park(parked());
    assertThat(file()).exists();
  }

  private static List<Path> filesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  @Test
  @Hazard(39)
  void aKilledProcessLosesNothingThatWasPromised() throws IOException {
    ledger.uploads().intend(upload("one"));
    ledger.uploads().opened("one", new UploadId("id"));
    ledger.uploads().part("one", new PartRecord(1, 5, new ETag("e"), 1));
    ledger.uploads().intend(upload("two"));
    ledger.uploads().intend(upload("three"));
    ledger.uploads().closed("three");
    ledger.parked().park(parked());
    try (Ledger survivor = SqliteLedger.open(snapshot())) {
      assertThat(survivor.uploads().open()).extracting("intent").containsExactly("one", "two");
      assertThat(survivor.uploads().open().getFirst().id()).isEqualTo(new UploadId("id"));
      // Committed with what came after it.
      assertThat(survivor.uploads().parts("one")).hasSize(1);
      assertThat(survivor.parked().all()).containsExactly(parked());
    }
  }

  @Test
  void aKilledProcessLosesAtMostTheNewestReceipts() throws IOException {
    for (int number = 0; number < 2_000; number++) {
      ledger.receipts().record(receipt(number));
    }
    ledger.parked().park(parked());
    try (Ledger survivor = SqliteLedger.open(snapshot())) {
      for (int number = 0; number < 2_000; number++) {
        assertThat(survivor.receipts().find(receipt(number).key())).contains(receipt(number));
      }
    }
  }

  /// The files as they lie on the disk while the process lives, as a kill would leave them.
  private Path snapshot() throws IOException {
    Path other = Files.createDirectories(folder.resolve("snapshot"));
    for (String suffix : List.of("", "-wal")) {
      Path from = Path.of(file() + suffix);
      if (Files.exists(from)) {
        Files.copy(from, other.resolve(from.getFileName()));
      }
    }
    return other.resolve(file().getFileName());
  }

  @Test
  void hasOneOwnerAtATime() {
    ledger.parked().park(parked());
    assertThatThrownBy(this::open)
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining(file().toString())
        .hasMessageContaining("in use by another longhaul");
    ledger.close();
    try (Ledger next = open()) {
      assertThat(next.parked().all()).hasSize(1);
    }
  }

  @Test
  void namesADamagedFileAndTheRemedy() throws IOException {
    for (int number = 0; number < 2_000; number++) {
      ledger.receipts().record(receipt(number));
    }
    ledger.close();
    try (FileChannel channel = FileChannel.open(file(), StandardOpenOption.WRITE)) {
      for (long page = 2; page < 12; page++) {
        channel.write(ByteBuffer.wrap(new byte[2_000]), page * 4_096);
      }
    }
    assertUnusable("damaged", "longhaul ledger rebuild " + file());
    Files.writeString(file(), "this was never a ledger, and it is long enough to be read as one");
    assertUnusable("damaged", "longhaul ledger rebuild " + file());
    Files.delete(file());
    ledger = open();
  }

  @Test
  void refusesAFileOfANewerVersion() throws SQLException {
    ledger.parked().park(parked());
    ledger.close();
    execute("PRAGMA user_version = 99");
    assertUnusable("newer longhaul", "delete it");
  }

  @Test
  void refusesAFileOfSomebodyElse() throws IOException, SQLException {
    Files.createDirectories(file().getParent());
    execute("CREATE TABLE other(a)");
    assertUnusable("no ledger of longhaul", "--state");
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        java.sql.Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private void assertUnusable(String... words) {
    assertThatThrownBy(this::open)
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining(file().toString())
        .hasMessageContainingAll(words);
  }

  @Test
  void saysWhereItCannotBeMade() throws IOException {
    Path notAFolder = Files.writeString(folder.resolve("file"), "x");
    try (Ledger impossible = SqliteLedger.open(notAFolder.resolve("ledger.sqlite"))) {
      assertThatThrownBy(() -> impossible.parked().park(parked()))
          .isInstanceOf(LedgerException.class)
          .hasMessageContaining("file/ledger.sqlite cannot be made: ")
          .hasMessageContaining("/file is no folder; ")
          .hasMessageContaining("choose another place for the state");
    }
  }

  @Test
  void isOfNoUseAfterItWasClosed() {
    ledger.parked().park(parked());
    ledger.close();
    ledger.close();
    assertThatThrownBy(() -> ledger.parked().park(parked()))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void partsOfAForgottenUploadAreNotKept() {
    ledger.uploads().intend(upload("one"));
    ledger.uploads().closed("one");
    ledger.uploads().part("one", new PartRecord(1, 5, new ETag("e"), 1));
    assertThat(ledger.uploads().parts("one")).isEmpty();
  }

  @Test
  void seesItsOwnUnwrittenReceipts() {
    List<Receipt> seen = new ArrayList<>();
    for (int number = 0; number < 1_000; number++) {
      ledger.receipts().record(receipt(number));
      ledger.receipts().find(receipt(number).key()).ifPresent(seen::add);
      ledger.receipts().forget(receipt(number).key());
      ledger.receipts().find(receipt(number).key()).ifPresent(seen::add);
    }
    assertThat(seen).hasSize(1_000);
    assertThat(reopened().receipts().find(receipt(7).key())).isEmpty();
  }

  @Test
  void eachPairHasAFileOfItsOwn() {
    Path one = SqliteLedger.fileFor(folder, "s3://a/b", "s3://c");
    assertThat(one).isEqualTo(SqliteLedger.fileFor(folder, "s3://a/b", "s3://c"));
    assertThat(one.getParent()).isEqualTo(folder);
    assertThat(one)
        .isNotEqualTo(SqliteLedger.fileFor(folder, "s3://c", "s3://a/b"))
        .isNotEqualTo(SqliteLedger.fileFor(folder, "s3://a/", "bs3://c"));
  }

  private static UploadRecord upload(String intent) {
    Instant then = Instant.parse("2026-01-01T00:00:00Z");
    return new UploadRecord(
        intent, KEY, new Incarnation(new ETag("e"), 1, then, null), 5, "a", then, null);
  }

  private static ParkedKey parked() {
    return new ParkedKey(KEY, "WORD", "message", "remedy", Instant.parse("2026-01-01T00:00:00Z"));
  }

  private static Receipt receipt(int number) {
    Receipt.Side side = new Receipt.Side(new ETag("e" + number), number, 1_000L * number);
    return new Receipt(ObjectKey.of("receipt/" + number), side, side);
  }
}
