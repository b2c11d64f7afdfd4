package dev.longhaul.console;

import dev.longhaul.replicate.RouteStatus;
import dev.longhaul.replicate.Trouble;
import java.util.ArrayList;
import java.util.List;

/// What an operator can do about a route, in the commands that do it.
public final class Remedies {
  private Remedies() {}

  /// One sentence for each thing that waits for a person or explains why it is not equal; none for
  /// a route that is equal, or on its way.
  public static List<String> of(RouteStatus status) {
    List<String> remedies = new ArrayList<>();
    String name = status.route();
    switch (status.condition()) {
      case PAUSED -> remedies.add("a person paused it: longhaul resume " + name + " goes on");
      case TROUBLED -> remedies.add(mend(status) + "; events are kept, the route then goes on");
      case UNAUDITED ->
          remedies.add(
              "no audit was complete yet, so keys without events may differ;"
                  + (status.audits().running()
                      ? " one is under way"
                      : " one begins by itself once the intakes receive"));
      case AUDIT_WANTED, DELETES_HELD, BEHIND, EQUAL_BUT_PARKED, EQUAL -> {}
    }
    if (status.audits().wanted() != null) {
      remedies.add(
          status.audits().wanted()
              + "; an audit begins by itself, once at most half of the backlog waits");
    }
    if (isHeld(status)) {
      remedies.add(
          "deletes wait for a person: longhaul deletes pending "
              + name
              + " shows them, and what lets them go");
    }
    if (status.work().parked() > 0) {
      remedies.add("longhaul parked " + name + " says why keys are parked and what helps");
    }
    return remedies;
  }

  private static String mend(RouteStatus status) {
    Trouble trouble = status.trouble();
    boolean refused = trouble != null && trouble.kind() == Trouble.Kind.CREDENTIALS;
    return refused
        ? "give the route credentials that the store takes, or mend their permissions or the clock"
        : "mend the store or the way to it, if it does not come back by itself";
  }

  private static boolean isHeld(RouteStatus status) {
    return status.condition() == RouteStatus.Condition.DELETES_HELD
        || status.work().backlog().held() > 0;
  }
}
