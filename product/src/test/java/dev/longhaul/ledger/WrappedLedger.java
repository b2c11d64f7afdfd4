package dev.longhaul.ledger;

/// A ledger that hands everything on to another one, for tests that change one part of it.
public class WrappedLedger implements Ledger {
  private final Ledger inner;

  public WrappedLedger(Ledger inner) {
    this.inner = inner;
  }

  @Override
  public Receipts receipts() {
    return inner.receipts();
  }

  @Override
  public Uploads uploads() {
    return inner.uploads();
  }

  @Override
  public Parked parked() {
    return inner.parked();
  }

  @Override
  public Hints hints() {
    return inner.hints();
  }

  @Override
  public Held held() {
    return inner.held();
  }

  @Override
  public Marks marks() {
    return inner.marks();
  }

  @Override
  public Facts facts() {
    return inner.facts();
  }

  @Override
  public void close() {
    inner.close();
  }
}
