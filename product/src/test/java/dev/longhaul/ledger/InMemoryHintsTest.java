package dev.longhaul.ledger;

final class InMemoryHintsTest extends HintsContract {
  private final InMemoryLedger memory = new InMemoryLedger();

  @Override
  protected Ledger open() {
    return memory;
  }
}
