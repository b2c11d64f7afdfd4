package dev.longhaul.ledger.sqlite;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhaul.hint.UnreadableMessage;
import dev.longhaul.ledger.LedgerException;
import dev.longhaul.ledger.Messages;
import dev.longhaul.ledger.MessagesContract;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The contract in a file.
final class SqliteMessagesTest extends MessagesContract {
  @TempDir private Path folder;

  @Override
  protected Messages open() {
    return SqliteMessages.open(folder.resolve(SqliteMessages.NAME), MOST);
  }

  @Test
  void theFileOfMessagesIsNoLedgerOfARoute() {
    Path file = folder.resolve("other.sqlite");
    try (Messages messages = SqliteMessages.open(file)) {
      messages.keep(new UnreadableMessage("queue", "id", "why", "text", Instant.EPOCH));
    }
    assertThatThrownBy(() -> SqliteLedger.open(file))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("no ledger");
  }
}
