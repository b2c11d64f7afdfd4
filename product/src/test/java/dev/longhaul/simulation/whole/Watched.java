package dev.longhaul.simulation.whole;

import dev.longhaul.hint.Hint;
import dev.longhaul.ledger.InMemoryLedger;
import dev.longhaul.ledger.Ledger;
import dev.longhaul.ledger.PendingHint;
import dev.longhaul.ledger.Receipt;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The ledger as one life of a process sees it: every call is a port call, at which the process may
/// die, and the judge looks at those that decide something.
final class Watched {
  /// Calls after which everything before them is on disk too.
  private static final Set<String> DURABLE =
      Set.of("add", "intend", "opened", "closed", "park", "release");

  private final World world;
  private final Life life;
  private final InMemoryLedger ledger;

  /// What takes back what was recorded lazily and would not be on disk if the process died now.
  private final List<Runnable> lazy = new ArrayList<>();

  Watched(World world, Life life, InMemoryLedger ledger) {
    this.world = world;
    this.life = life;
    this.ledger = ledger;
  }

  Ledger ledger() {
    return port(Ledger.class, ledger);
  }

  /// The process died: some of the newest lazy records are lost.
  void lose() {
    if (world.goesWrong(Mishap.LAZY_LEDGER)) {
      for (int lost = world.dice.nextInt(lazy.size() + 1); lost > 0; lost--) {
        world.met(Mishap.LAZY_LEDGER);
        lazy.removeLast().run();
      }
    }
  }

  private <T> T port(Class<T> type, T inner) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (_, method, arguments) -> call(inner, method, arguments)));
  }

  private @Nullable Object call(Object inner, Method method, Object @Nullable [] given)
      throws Throwable {
    if (method.getReturnType().isInterface()
        && method.getReturnType().getEnclosingClass() == Ledger.class) {
      return sub(method.getReturnType(), method.invoke(inner));
    }
    String name = method.getDeclaringClass().getSimpleName() + "." + method.getName();
    Object[] arguments = given == null ? new Object[0] : given;
    life.pass(name);
    world.simulation.step(name);
    life.check();
    Runnable undo = look(method.getName(), arguments);
    Object answer = invoke(inner, method, arguments);
    if (DURABLE.contains(method.getName())) {
      lazy.clear();
    } else {
      lazy.add(undo);
    }
    trace(name, arguments, answer);
    return answer;
  }

  @SuppressWarnings("unchecked")
  private Object sub(Class<?> type, Object inner) {
    return port((Class<Object>) type, inner);
  }

  private static Object invoke(Object inner, Method method, Object[] arguments) throws Throwable {
    try {
      method.setAccessible(true);
      return method.invoke(inner, arguments);
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause();
    }
  }

  private void trace(String name, Object[] arguments, @Nullable Object answer) {
    if (world.isTraced() && !name.startsWith("Facts")) {
      world.trace(life, "ledger " + name + Arrays.toString(arguments) + " -> " + answer);
    }
  }

  /// Judges what is about to be recorded, and says how to take it back.
  private Runnable look(String name, Object[] arguments) {
    switch (name) {
      case "settle" -> {
        PendingHint hint = (PendingHint) arguments[0];
        world.judge.settled(life, hint);
        return () -> ledger.hints().add(List.of(again(hint)), world.now());
      }
      case "add" -> world.queue.hinted(hints(arguments[0]));
      case "record" -> {
        if (arguments[0] instanceof Receipt receipt) {
          world.judge.recorded(life, receipt);
          return () -> ledger.receipts().forget(receipt.key());
        }
      }
      default -> {}
    }
    return () -> {};
  }

  @SuppressWarnings("unchecked")
  private static List<Hint> hints(Object argument) {
    return (List<Hint>) argument;
  }

  private static Hint again(PendingHint hint) {
    return Hint.of(hint.key(), hint.cause(), hint.at()).absentSince(hint.absentSince());
  }
}
