package dev.longhaul.store.memory;

import dev.longhaul.store.ObjectStore;
import dev.longhaul.store.ObjectStoreContract;
import org.junit.jupiter.api.Nested;

/// The store in memory passes the contract, with versions and without.
class InMemoryStoreTest extends ObjectStoreContract {
  @Override
  protected ObjectStore emptyBucket() {
    return new InMemoryStore("contract").ports();
  }

  @Nested
  class WithVersions extends ObjectStoreContract {
    @Override
    protected ObjectStore emptyBucket() {
      return new InMemoryStore("contract", Quirk.VERSIONED).ports();
    }
  }
}
