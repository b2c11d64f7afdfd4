package dev.longhaul.running;

import dev.longhaul.config.Configuration;
import dev.longhaul.config.RouteEntry;
import dev.longhaul.ledger.Ledger;
import dev.longhaul.ledger.LedgerException;
import dev.longhaul.ledger.Messages;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All that a process remembers: a ledger for each route, and what intakes could not read.
final class Books implements AutoCloseable {
  private final Map<String, Ledger> ledgers;
  private final Messages messages;

  private Books(Map<String, Ledger> ledgers, Messages messages) {
    this.ledgers = ledgers;
    this.messages = messages;
  }

  /// Opens all of them or none.
  static Books open(Configuration configuration, LedgerOpening opening) {
    Map<String, Ledger> ledgers = new LinkedHashMap<>();
    try {
      for (RouteEntry route : configuration.routes()) {
        ledgers.put(
            route.name(),
            opening.ledger(
                configuration.state(),
                Identity.of(configuration, route.source()),
                Identity.of(configuration, route.destination())));
      }
      return new Books(ledgers, opening.messages(configuration.state()));
    } catch (RuntimeException failed) {
      RuntimeException also = closeAll(ledgers, null);
      if (also != null) {
        failed.addSuppressed(also);
      }
      throw failed;
    }
  }

  /// The one of the route with this name.
  Ledger ledger(String route) {
    Ledger ledger = ledgers.get(route);
    if (ledger == null) {
      throw new IllegalArgumentException("no route is called " + route);
    }
    return ledger;
  }

  Messages messages() {
    return messages;
  }

  /// Closes them because of a failure, which stays the one that counts.
  void closeAfter(RuntimeException failed) {
    try {
      close();
    } catch (LedgerException also) {
      failed.addSuppressed(also);
    }
  }

  @Override
  public void close() {
    RuntimeException failed = closeAll(ledgers, messages);
    if (failed != null) {
      throw failed;
    }
  }

  /// Closes each, whatever becomes of the others.
  private static @Nullable RuntimeException closeAll(
      Map<String, Ledger> ledgers, @Nullable Messages messages) {
    RuntimeException first = null;
    for (Ledger ledger : ledgers.values()) {
      first = close(ledger::close, first);
    }
    return messages == null ? first : close(messages::close, first);
  }

  private static @Nullable RuntimeException close(
      Runnable closing, @Nullable RuntimeException first) {
    try {
      closing.run();
      return first;
    } catch (LedgerException failed) {
      if (first != null) {
        first.addSuppressed(failed);
      }
      return first == null ? failed : first;
    }
  }
}
