package dev.longhaul.ledger;

/// The ledger of tests is a ledger.
class InMemoryLedgerTest extends LedgerContract {
  private final Ledger only = new InMemoryLedger();

  @Override
  protected Ledger open() {
    return only;
  }
}
