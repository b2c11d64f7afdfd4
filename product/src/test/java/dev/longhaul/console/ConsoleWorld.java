package dev.longhaul.console;

import dev.longhaul.effect.system.SystemClock;
import dev.longhaul.hint.DeadLetter;
import dev.longhaul.hint.DeadLetters;
import dev.longhaul.hint.EventSink;
import dev.longhaul.hint.IntakeState;
import dev.longhaul.hint.Parsed;
import dev.longhaul.hint.Redriven;
import dev.longhaul.http.ListenerSettings;
import dev.longhaul.http.jetty.HttpListener;
import dev.longhaul.ledger.InMemoryMessages;
import dev.longhaul.ledger.Messages;
import dev.longhaul.replicate.LiveRoute;
import dev.longhaul.store.Operation;
import dev.longhaul.store.calls.Meter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// A console over real HTTP for two routes between stores in memory that are really kept equal.
public final class ConsoleWorld implements AutoCloseable {
  public static final Instant SINCE = Instant.parse("2026-03-04T05:06:07Z");

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  public final LiveRoute orders = new LiveRoute("orders", 2);
  public final LiveRoute photos = new LiveRoute("photos", 100);
  public final Messages messages = new InMemoryMessages(Messages.MOST);
  public final List<String> dead = Collections.synchronizedList(new ArrayList<>());
  public final List<String> faults = Collections.synchronizedList(new ArrayList<>());
  public volatile IntakeState.@Nullable Trouble trouble;
  public volatile boolean silent;
  private final HttpListener listener;

  /// @param token what callers must send, `null` for none
  public ConsoleWorld(@Nullable String token) {
    Console console =
        new Console(
            new Console.Parts(
                "1.2.3",
                List.of(orders.replication(), photos.replication()),
                () -> List.of(intake()),
                Map.of("queue", () -> Optional.of(new Letters()), "bare", Optional::empty),
                messages,
                () -> List.of(new SideMeter("orders", "source", meter()))),
            new Access(token, false, "127.0.0.1"),
            new SystemClock());
    listener =
        HttpListener.open(
            ListenerSettings.plain("console: listen", "127.0.0.1", 0),
            console.endpoints(),
            faults::add);
  }

  public String url() {
    return "http://127.0.0.1:" + listener.port();
  }

  /// Begins the audits and waits until each route had one.
  public void audited() {
    orders.replication().ready();
    photos.replication().ready();
    await(() -> orders.replication().status().audits().last() != null);
    await(() -> photos.replication().status().audits().last() != null);
  }

  /// Waits until something is so.
  public static void await(BooleanSupplier condition) {
    SystemClock clock = new SystemClock();
    long begun = clock.nanos();
    while (!condition.getAsBoolean()) {
      if (clock.nanos() - begun > PATIENCE.toNanos()) {
        throw new AssertionError("did not come to be within " + PATIENCE);
      }
      clock.sleep(Duration.ofMillis(10));
    }
  }

  private IntakeState intake() {
    return new IntakeState("queue", "sqs", SINCE, new IntakeState.Counts(11, 12), SINCE, trouble);
  }

  private static Meter meter() {
    return new Meter(Map.of(Operation.GET, 7L), 100, 200, 3, 4, 5);
  }

  /// Dead letters that come back to the queue one after the other.
  private final class Letters implements DeadLetters {
    @Override
    public String url() {
      return "http://queue/dead";
    }

    @Override
    public int count() {
      if (silent) {
        throw new IllegalStateException("the queue is silent");
      }
      return dead.size();
    }

    @Override
    public List<DeadLetter> peek(int atMost) {
      return dead.stream()
          .limit(atMost)
          .map(text -> new DeadLetter("id", SINCE, 4, text, new Parsed.NotJson("no")))
          .toList();
    }

    @Override
    public Redriven redrive(int atMost) {
      int moved = 0;
      while (moved < atMost && !dead.isEmpty() && !dead.getFirst().startsWith("stays")) {
        dead.removeFirst();
        moved++;
      }
      boolean stays = moved < atMost && !dead.isEmpty();
      return new Redriven(moved, stays ? 1 : 0, stays ? "refused" : null);
    }

    @Override
    public Redriven redrive(int atMost, EventSink sink) {
      throw new UnsupportedOperationException("not asked of the console");
    }
  }

  @Override
  public void close() {
    listener.close();
    orders.close();
    photos.close();
  }
}
