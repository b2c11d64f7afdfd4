package dev.longhaul.store.memory;

import dev.longhaul.effect.Clock;
import dev.longhaul.simulation.Simulation;
import dev.longhaul.store.Failure;
import dev.longhaul.store.Operation;
import dev.longhaul.store.StoreException;
import dev.longhaul.store.WriteAnswer;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// What happens to requests on their way to a store in memory and to answers on their way back.
public interface Interference {
  /// Lets everything pass.
  Interference NONE = new Interference() {};

  /// Before the store does anything: may throw, then nothing is done; may wait.
  default void before(MemoryCall call) {}

  /// After the store did it: returns what the caller gets to see, or throws.
  default Object after(MemoryCall call, Object answer) {
    return answer;
  }

  /// The store did it just now, and nothing else since; must not wait.
  default void done(MemoryCall call, Object answer) {}

  /// Whether the store shall do this later, when the commit is run: then the caller is told that no
  /// answer came. Only for what changes something.
  default boolean defers(MemoryCall call, Runnable commit) {
    return false;
  }

  /// The body of a read, before it is read: may be cut or changed.
  default InputStream body(MemoryCall call, InputStream body) {
    return body;
  }

  /// This one nearer to the store than the other.
  default Interference inside(Interference outer) {
    Interference inner = this;
    return new Interference() {
      @Override
      public void before(MemoryCall call) {
        outer.before(call);
        inner.before(call);
      }

      @Override
      public Object after(MemoryCall call, Object answer) {
        return outer.after(call, inner.after(call, answer));
      }

      @Override
      public void done(MemoryCall call, Object answer) {
        inner.done(call, answer);
        outer.done(call, answer);
      }

      @Override
      public boolean defers(MemoryCall call, Runnable commit) {
        return inner.defers(call, commit) || outer.defers(call, commit);
      }

      @Override
      public InputStream body(MemoryCall call, InputStream body) {
        return outer.body(call, inner.body(call, body));
      }
    };
  }

  /// Lets others run before and after each request.
  static Interference stepping(Simulation simulation) {
    return new Interference() {
      @Override
      public void before(MemoryCall call) {
        simulation.step(call.toString());
      }

      @Override
      public Object after(MemoryCall call, Object answer) {
        simulation.step(call + " answered");
        return answer;
      }
    };
  }

  /// Looks at each request before the store does anything; may throw.
  static Interference looking(Consumer<MemoryCall> look) {
    return new Interference() {
      @Override
      public void before(MemoryCall call) {
        look.accept(call);
      }
    };
  }

  /// Each request takes this long to reach the store, and its answer as long to come back.
  static Interference delaying(Clock clock, Duration oneWay) {
    return new Interference() {
      @Override
      public void before(MemoryCall call) {
        clock.sleep(oneWay);
      }

      @Override
      public Object after(MemoryCall call, Object answer) {
        clock.sleep(oneWay);
        return answer;
      }
    };
  }

  /// The next so many requests of this kind fail before they do anything.
  static Interference failing(Operation operation, int times, Failure failure) {
    AtomicInteger left = new AtomicInteger(times);
    return new Interference() {
      @Override
      public void before(MemoryCall call) {
        if (call.operation() == operation && left.getAndDecrement() > 0) {
          throw new StoreException(failure);
        }
      }
    };
  }

  /// The next so many requests of this kind are done, but their answers are lost: mutations end
  /// `Ambiguous`, everything else with a transient failure.
  static Interference losing(Operation operation, int times) {
    AtomicInteger left = new AtomicInteger(times);
    return new Interference() {
      @Override
      public Object after(MemoryCall call, Object answer) {
        if (call.operation() != operation || left.getAndDecrement() <= 0) {
          return answer;
        }
        return lost(call);
      }
    };
  }

  /// What the caller sees of a call whose answer was lost: an ambiguous one of a change that says
  /// how it ended, else a transient failure.
  static Object lost(MemoryCall call) {
    Failure lost = new Failure.Transient("the answer to " + call + " was lost");
    return switch (call.operation()) {
      case PUT, COPY, PUT_TAGS, DELETE, COMPLETE_UPLOAD -> new WriteAnswer.Ambiguous(lost);
      case HEAD_BUCKET,
          LIST,
          HEAD,
          GET,
          GET_TAGS,
          CREATE_UPLOAD,
          UPLOAD_PART,
          COPY_PART,
          LIST_PARTS,
          LIST_UPLOADS,
          ABORT_UPLOAD,
          GET_NOTIFICATIONS,
          PUT_NOTIFICATIONS ->
          throw new StoreException(lost);
    };
  }

  /// The next so many bodies break off after this many bytes.
  static Interference cutting(int times, int after) {
    return bodies(times, body -> new DamagedStream(body, after, true));
  }

  /// The next so many bodies have one wrong bit in the byte at this place.
  static Interference flipping(int times, int place) {
    return bodies(times, body -> new DamagedStream(body, place, false));
  }

  private static Interference bodies(int times, UnaryOperator<InputStream> damage) {
    AtomicInteger left = new AtomicInteger(times);
    return new Interference() {
      @Override
      public InputStream body(MemoryCall call, InputStream body) {
        return left.getAndDecrement() > 0 ? damage.apply(body) : body;
      }
    };
  }
}
