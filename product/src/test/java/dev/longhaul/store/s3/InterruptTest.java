package dev.longhaul.store.s3;

import static dev.longhaul.store.s3.ScriptedServer.answer;
import static dev.longhaul.store.s3.ScriptedServer.raw;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.effect.Cancelled;
import dev.longhaul.store.Lookup;
import dev.longhaul.store.ObjectStore;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Interrupted requests leave nothing behind: neither a place in the pool nor a connection that
/// still carries their answer.
final class InterruptTest extends ScriptedStore {
  private Thread asking(ObjectStore store, CompletableFuture<Throwable> ended) {
    return Thread.ofVirtual()
        .start(() -> {
          try {
            store.reader().head(KEY);
            ended.complete(new AssertionError("it ended by itself"));
          } catch (RuntimeException thrown) {
            ended.complete(thrown);
          }
        });
  }

  @Test
  @Timeout(300)
  void theOnlyPlaceIsFreeAgainAndItsConnectionIsNotUsedAgain() throws Exception {
    ObjectStore store = store(S3Settings.DEFAULT.withConnections(1));
    server.then(raw("").thenStalls(), answer(404, "", ""));
    CompletableFuture<Throwable> ended = new CompletableFuture<>();
    Thread caller = asking(store, ended);
    while (server.requests().isEmpty()) {
      Thread.onSpinWait();
    }
    caller.interrupt();

    assertThat(ended.get(5, TimeUnit.MINUTES)).isInstanceOf(Cancelled.class);
    assertThat(store.reader().head(KEY)).isInstanceOf(Lookup.NotFound.class);
    assertThat(server.connections()).isEqualTo(2);
  }

  @Test
  @Timeout(300)
  void whoWaitsForAPlaceIsInterruptedToo() throws Exception {
    ObjectStore store = store(S3Settings.DEFAULT.withConnections(1));
    server.then(raw("").thenStalls(), answer(404, "", ""));
    CompletableFuture<Throwable> first = new CompletableFuture<>();
    Thread holder = asking(store, first);
    while (server.requests().isEmpty()) {
      Thread.onSpinWait();
    }
    CompletableFuture<Throwable> second = new CompletableFuture<>();
    Thread waiter = asking(store, second);
    while (waiter.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    waiter.interrupt();
    assertThat(second.get(5, TimeUnit.MINUTES)).isInstanceOf(Cancelled.class);
    holder.interrupt();
    assertThat(first.get(5, TimeUnit.MINUTES)).isInstanceOf(Cancelled.class);

    assertThat(store.reader().head(KEY)).isInstanceOf(Lookup.NotFound.class);
  }
}
