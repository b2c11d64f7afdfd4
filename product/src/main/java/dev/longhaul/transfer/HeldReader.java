package dev.longhaul.transfer;

import dev.longhaul.object.Incarnation;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.object.ObjectState;
import dev.longhaul.store.BodyDigest;
import dev.longhaul.store.BodyInput;
import dev.longhaul.store.Lookup;
import dev.longhaul.store.ObjectReader;
import dev.longhaul.store.ReadRequest;
import dev.longhaul.store.Reading;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Reads whole objects into pooled memory by one request each.
///
/// Nobody waits for memory inside a request: who waits there holds a permit of the store, and who
/// has the memory may be waiting for that permit. Where the size is not known before, the answer is
/// dropped when memory is short, and the object is read again once there is some.
final class HeldReader {
  private final ObjectReader reader;
  private final BufferPool pool;
  private final long limit;

  /// @param limit bytes that are held at most
  HeldReader(ObjectReader reader, BufferPool pool, long limit) {
    this.reader = reader;
    this.pool = pool;
    this.limit = limit;
  }

  /// @param trusts what digests are worth, asked when the object is known
  Fetched fetch(ObjectKey key, @Nullable Incarnation pin, Supplier<Trust> trusts) {
    if (pin == null) {
      return fetchUnpinned(key, trusts);
    }
    if (pin.size() > limit) {
      return tooLarge(key, pin);
    }
    return fetch(new Taking(key, pin, pool.take(pin.size()), trusts));
  }

  private Fetched tooLarge(ObjectKey key, Incarnation pin) {
    return switch (reader.head(key)) {
      case Lookup.NotFound _ -> new Fetched.Missing();
      case Lookup.Found(ObjectState state) ->
          state.etag().equals(pin.etag()) && state.size() == pin.size()
              ? new Fetched.TooLarge(state)
              : new Fetched.Changed();
    };
  }

  private Fetched fetchUnpinned(ObjectKey key, Supplier<Trust> trusts) {
    Fetched fetched = fetch(new Taking(key, null, null, trusts));
    if (fetched instanceof Fetched.TooLarge(ObjectState state) && state.size() <= limit) {
      return fetch(key, state.incarnation(), trusts);
    }
    return fetched;
  }

  private Fetched fetch(Taking taking) {
    boolean held = false;
    try {
      Fetched fetched =
          switch (reader.read(taking.key, new ReadRequest(taking.pin, null), taking::take)) {
            case Reading.Complete<Fetched>(Fetched value) -> value;
            case Reading.Missing<Fetched>() -> new Fetched.Missing();
            case Reading.Changed<Fetched>() -> new Fetched.Changed();
          };
      held = fetched instanceof Fetched.Held;
      return fetched;
    } finally {
      if (!held) {
        taking.giveBack();
      }
    }
  }

  /// One object on its way into memory, through as many tries as the reader makes.
  private final class Taking {
    private final ObjectKey key;
    private final @Nullable Incarnation pin;
    private final Supplier<Trust> trusts;
    private @Nullable Chunks chunks;

    Taking(
        ObjectKey key, @Nullable Incarnation pin, @Nullable Chunks chunks, Supplier<Trust> trusts) {
      this.key = key;
      this.pin = pin;
      this.chunks = chunks;
      this.trusts = trusts;
    }

    Fetched take(ObjectState state, long length, BodyInput body) throws IOException {
      if (length > limit) {
        return new Fetched.TooLarge(state);
      }
      Optional<Chunks> memory = memory(length);
      if (memory.isEmpty()) {
        return new Fetched.TooLarge(state);
      }
      Chunks taken = memory.get();
      return new Fetched.Held(state, fill(taken, state, length, body));
    }

    private Optional<Chunks> memory(long length) {
      Chunks before = chunks;
      if (before != null && before.capacity() < length) {
        giveBack();
        before = null;
      }
      Optional<Chunks> now = before == null ? pool.tryTake(length) : Optional.of(before);
      chunks = now.orElse(null);
      return now;
    }

    private PooledBody fill(Chunks taken, ObjectState state, long length, BodyInput body)
        throws IOException {
      Trust trust = trusts.get();
      BodyDigest forwarded = trust.forwardable(state);
      if (!forwarded.equals(BodyDigest.NONE)) {
        taken.fill(body, length, Digester.NOTHING);
        return new PooledBody(taken, length, forwarded);
      }
      VouchedDigester digester = VouchedDigester.of(trust, state);
      taken.fill(body, length, digester);
      PooledBody filled = new PooledBody(taken, length, Trust.sent(digester.checksum()));
      filled.read(digester.vouched());
      return filled;
    }

    void giveBack() {
      Chunks held = chunks;
      chunks = null;
      if (held != null) {
        held.close();
      }
    }
  }
}
