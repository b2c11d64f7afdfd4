package dev.longhaul.s3copy.part;

import dev.longhaul.ledger.Ledger;

/// A ledger whose uploads are written down elsewhere than all the rest.
///
/// @param inner what is left of it
public record BookLedger(Ledger inner, Uploads uploads) implements Ledger {
  @Override
  public Receipts receipts() {
    return inner.receipts();
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
  public Facts facts() {
    return inner.facts();
  }

  @Override
  public Marks marks() {
    return inner.marks();
  }

  @Override
  public void close() {
    inner.close();
  }
}
