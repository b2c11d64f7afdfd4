package dev.longhaul.cli;

import dev.longhaul.effect.Background;
import dev.longhaul.effect.Cancelled;
import dev.longhaul.effect.Clock;
import dev.longhaul.effect.Supervisor;
import dev.longhaul.effect.Workers;
import dev.longhaul.object.Escaped;
import dev.longhaul.replicate.RouteStatus;
import dev.longhaul.replicate.RouteStatus.Condition;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Tells a supervisor now and then that the process works. It is told nothing while a route does
/// not say how it fares, so that it starts the process again if that lasts.
final class Pulse {
  private final Supervisor supervisor;
  private final Supplier<List<RouteStatus>> routes;
  private final Consumer<String> say;
  private boolean failing;

  /// @param routes asks every route how it fares
  /// @param say is told when that cannot be found out
  Pulse(Supervisor supervisor, Supplier<List<RouteStatus>> routes, Consumer<String> say) {
    this.supervisor = supervisor;
    this.routes = routes;
    this.say = say;
  }

  /// Begins, if there is a supervisor.
  Background begin(Workers workers, Clock clock) {
    Workers.Group group = workers.open("pulse");
    supervisor.pulse().ifPresent(every -> group.start(() -> beat(clock, every)));
    return new Background(group);
  }

  private boolean beat(Clock clock, Duration every) {
    while (true) {
      try {
        supervisor.alive(line(routes.get()));
        failing = false;
      } catch (Cancelled told) {
        throw told;
      } catch (RuntimeException failed) {
        if (!failing) {
          say.accept("cannot tell how the routes fare: " + Escaped.text(String.valueOf(failed)));
        }
        failing = true;
      }
      clock.sleep(every);
    }
  }

  /// Routes by their condition, what an operator must know first in front.
  static String line(List<RouteStatus> routes) {
    StringJoiner line = new StringJoiner(", ", "routes: ", "");
    for (Condition condition : Condition.values()) {
      long count = routes.stream().filter(route -> route.condition() == condition).count();
      if (count > 0) {
        line.add(count + " " + words(condition));
      }
    }
    long pending = routes.stream().mapToLong(route -> route.work().backlog().pending()).sum();
    long parked = routes.stream().mapToLong(route -> route.work().parked()).sum();
    return String.format(Locale.ROOT, "%s; keys: %,d waiting, %,d parked", line, pending, parked);
  }

  private static String words(Condition condition) {
    return switch (condition) {
      case PAUSED -> "paused";
      case TROUBLED -> "in trouble";
      case DELETES_HELD -> "with deletes held";
      case UNAUDITED -> "not audited yet";
      case AUDIT_WANTED -> "waiting for an audit";
      case BEHIND -> "behind";
      case EQUAL_BUT_PARKED -> "equal but for parked keys";
      case EQUAL -> "equal";
    };
  }
}
