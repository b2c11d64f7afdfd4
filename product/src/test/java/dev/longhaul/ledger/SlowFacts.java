package dev.longhaul.ledger;

import java.util.Optional;

/// Facts before whose writing something else happens.
///
/// @param meanwhile what
public record SlowFacts(Ledger.Facts inner, Runnable meanwhile) implements Ledger.Facts {
  @Override
  public Optional<String> find(String name) {
    return inner.find(name);
  }

  @Override
  public void record(String name, String value) {
    meanwhile.run();
    inner.record(name, value);
  }

  @Override
  public void keep(String name, String value) {
    meanwhile.run();
    inner.keep(name, value);
  }
}
