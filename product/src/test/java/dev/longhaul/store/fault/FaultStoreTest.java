package dev.longhaul.store.fault;

import dev.longhaul.store.ObjectStore;
import dev.longhaul.store.ObjectStoreContract;
import dev.longhaul.store.memory.InMemoryStore;
import dev.longhaul.store.memory.Quirk;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

/// The server does everything right while it has no fault: the adapter passes its contract on it,
/// with versions and without.
class FaultStoreTest extends ObjectStoreContract {
  private final List<AutoCloseable> open = new ArrayList<>();

  @Override
  protected ObjectStore emptyBucket() {
    return opened(open, new InMemoryStore("bucket"));
  }

  private static ObjectStore opened(List<AutoCloseable> open, InMemoryStore store) {
    FaultS3 server = new FaultS3(store);
    open.add(server);
    var client = Adapters.open(server);
    open.addFirst(client);
    return client.store();
  }

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
  }

  @Nested
  class WithVersions extends ObjectStoreContract {
    @Override
    protected ObjectStore emptyBucket() {
      return opened(open, new InMemoryStore("bucket", Quirk.VERSIONED));
    }
  }
}
