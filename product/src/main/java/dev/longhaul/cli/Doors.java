package dev.longhaul.cli;

import dev.longhaul.config.IntakeEntry;
import dev.longhaul.config.Listener;
import dev.longhaul.effect.Background;
import dev.longhaul.effect.Clock;
import dev.longhaul.effect.Workers;
import dev.longhaul.http.Endpoint;
import dev.longhaul.http.ListenException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Where a running process is reached over HTTP: its console and its webhooks, each address
/// listened on once, whoever shares it. Certificates are taken over when their files change.
public final class Doors implements AutoCloseable {
  private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

  private final Map<String, Listens> open = new LinkedHashMap<>();
  private final Map<String, String> refused = new TreeMap<>();
  private final Consumer<String> say;

  /// @param say tells people
  Doors(Consumer<String> say) {
    this.say = say;
  }

  /// Listens for HTTP.
  @FunctionalInterface
  public interface Listening {
    /// Listens from now on.
    ///
    /// @param setting the setting that holds the address, for messages
    /// @param fault is told in one line what went wrong within an endpoint
    /// @throws ListenException when somebody else listens there at the moment
    /// @throws UsageException when the address or the certificate cannot be used at all
    Listens open(
        String setting, Listener listener, List<Endpoint> endpoints, Consumer<String> fault);
  }

  /// Somebody listens.
  public interface Listens extends AutoCloseable {
    /// Takes over certificates whose files have changed; whether there were any.
    ///
    /// @throws ListenException when a file cannot be used; then what was used before still is
    boolean renew();

    /// Ends it.
    @Override
    void close();
  }

  /// Somebody who is to be reached.
  ///
  /// @param setting that says where, for messages
  private record Door(String setting, Listener listener, List<Endpoint> endpoints) {
    Door with(Endpoint more) {
      List<Endpoint> all = new ArrayList<>(endpoints);
      all.add(more);
      return new Door(setting, listener, all);
    }
  }

  /// Opens all of them or none.
  ///
  /// @param console where it listens, `null` for nowhere
  /// @param page what it serves
  /// @param hooks what a webhook serves
  void open(
      @Nullable Listener console,
      List<Endpoint> page,
      List<IntakeEntry> intakes,
      Function<IntakeEntry.Webhook, Endpoint> hooks,
      Listening listening) {
    Map<Listener.Address, Door> doors = new LinkedHashMap<>();
    if (console != null) {
      doors.put(console.address(), new Door("console: listen", console, page));
    }
    for (IntakeEntry entry : intakes) {
      if (entry instanceof IntakeEntry.Webhook hook) {
        Listener at = at(hook, console);
        doors.merge(
            at.address(),
            new Door("intakes." + hook.name() + ".listen", at, List.of(hooks.apply(hook))),
            (first, _) -> first.with(hooks.apply(hook)));
      }
    }
    try {
      doors
          .values()
          .forEach(door ->
              open.put(
                  door.setting(),
                  listening.open(door.setting(), door.listener(), door.endpoints(), say)));
    } catch (RuntimeException unusable) {
      close();
      throw unusable;
    }
  }

  private static Listener at(IntakeEntry.Webhook hook, @Nullable Listener console) {
    Listener own = hook.at(console);
    if (own == null) {
      throw new UsageException("intakes." + hook.name() + ".listen: says nothing");
    }
    return own;
  }

  /// Looks at them from now on.
  Background watch(Workers workers, Clock clock) {
    Workers.Group group = workers.open("certificates");
    group.start(() -> {
      while (true) {
        clock.sleep(LOOK_AGAIN);
        renew();
      }
    });
    return new Background(group);
  }

  /// Looks at them now. Files that cannot be used are said once, until that changes.
  synchronized void renew() {
    open.forEach((setting, listens) -> {
      try {
        if (listens.renew()) {
          say.accept(setting + ": the certificates were replaced, and are in use from now on");
        }
        refused.remove(setting);
      } catch (ListenException unusable) {
        String why = String.valueOf(unusable.getMessage());
        if (!why.equals(refused.put(setting, why))) {
          say.accept(why + "; what was in use before still is");
        }
      }
    });
  }

  @Override
  public void close() {
    open.values().forEach(Listens::close);
    open.clear();
  }
}
