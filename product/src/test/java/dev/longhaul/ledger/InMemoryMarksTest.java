package dev.longhaul.ledger;

final class InMemoryMarksTest extends MarksContract {
  private final Ledger memory = new InMemoryLedger();

  @Override
  protected Ledger open() {
    return memory;
  }
}
