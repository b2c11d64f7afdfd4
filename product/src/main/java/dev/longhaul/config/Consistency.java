package dev.longhaul.config;

import dev.longhaul.object.KeyPrefix;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Whether the parts of a configuration fit together: names are known, and no route writes what it
/// or another one feeds on (H14).
///
/// Two stores count as one bucket only where that is sure from what is written; what two names or
/// endpoints hide is looked for when a route begins.
final class Consistency {
  private final Map<String, StoreEntry> stores = new HashMap<>();
  private final List<RouteEntry> routes;
  private final List<IntakeEntry> intakes;

  Consistency(List<StoreEntry> stores, List<RouteEntry> routes, List<IntakeEntry> intakes) {
    stores.forEach(store -> this.stores.put(store.name(), store));
    this.routes = routes;
    this.intakes = intakes;
  }

  void check(Rules rules) {
    for (RouteEntry route : routes) {
      String setting = "routes." + route.name();
      checkStore(rules, setting + ".source", route.source().store());
      checkStore(rules, setting + ".destination", route.destination().store());
      checkCredentials(rules, setting, route);
      for (Rounds.AuditEntry audit : route.rounds().audits()) {
        if (audit.inventory() != null) {
          checkStore(rules, setting + ".audits.store", audit.inventory().store());
        }
      }
    }
    for (IntakeEntry intake : intakes) {
      for (String store : intake.stores()) {
        checkStore(rules, "intakes." + intake.name() + ".stores", store);
      }
    }
    checkDestinations(rules);
    checkLoops(rules);
  }

  private void checkStore(Rules rules, String setting, String name) {
    String near = Nearest.of(name, stores.keySet().stream().sorted().toList()).orElse(null);
    rules.check(
        stores.containsKey(name),
        setting,
        "there is no store \""
            + name
            + "\""
            + (near == null ? "" : "; did you mean " + near + "?"));
  }

  /// The object with the credentials is read as whom the other side is spoken to.
  private void checkCredentials(Rules rules, String setting, RouteEntry route) {
    StoreEntry source = stores.get(route.source().store());
    StoreEntry destination = stores.get(route.destination().store());
    rules.check(
        source == null
            || destination == null
            || !(isStored(source.side().credentials())
                && isStored(destination.side().credentials())),
        setting,
        "the credentials of both stores are objects, so neither can be read: give one of them by"
            + " a profile, the environment or a file");
  }

  private static boolean isStored(CredentialsChoice choice) {
    return choice instanceof CredentialsChoice.StoredObject;
  }

  private void checkDestinations(Rules rules) {
    for (int index = 0; index < routes.size(); index++) {
      for (RouteEntry other : routes.subList(0, index)) {
        RouteEntry route = routes.get(index);
        rules.check(
            !touch(route.destination(), other.destination()),
            "routes." + route.name() + ".destination",
            "the route "
                + other.name()
                + " writes there too ("
                + other.destination()
                + " and "
                + route.destination()
                + "), so each would undo the other: choose prefixes apart");
      }
    }
  }

  /// Follows from each route those that read what it writes; coming back to it is a loop.
  private void checkLoops(Rules rules) {
    for (int index = 0; index < routes.size(); index++) {
      RouteEntry route = routes.get(index);
      List<RouteEntry> way = new ArrayList<>();
      // A loop is told at the last of its routes only.
      if (leadsBack(route, route, routes.subList(0, index + 1), way)) {
        rules.check(false, "routes." + route.name(), loop(route, way));
      }
    }
  }

  private boolean leadsBack(
      RouteEntry from, RouteEntry to, List<RouteEntry> among, List<RouteEntry> way) {
    if (way.contains(from)) {
      return false;
    }
    way.add(from);
    if (touch(from.destination(), to.source())) {
      return true;
    }
    for (RouteEntry next : among) {
      if (touch(from.destination(), next.source()) && leadsBack(next, to, among, way)) {
        return true;
      }
    }
    return false;
  }

  private static String loop(RouteEntry route, List<RouteEntry> way) {
    if (way.size() == 1) {
      return "the source "
          + route.source()
          + " and the destination "
          + route.destination()
          + " lie in one bucket, one in the other: a copy would be copied again; choose prefixes"
          + " apart";
    }
    List<String> names = way.stream().map(RouteEntry::name).toList();
    return "what it writes comes back to it through the routes "
        + String.join(", ", names)
        + ": a copy would be copied again; both directions need prefixes apart";
  }

  private boolean touch(RouteEntry.End one, RouteEntry.End other) {
    KeyPrefix mine = one.prefix();
    return isOneBucket(one, other) && (mine.covers(other.prefix()) || other.prefix().covers(mine));
  }

  private boolean isOneBucket(RouteEntry.End one, RouteEntry.End other) {
    StoreEntry mine = stores.get(one.store());
    StoreEntry theirs = stores.get(other.store());
    if (mine == null || theirs == null) {
      return false;
    }
    SideSettings here = mine.side();
    SideSettings there = theirs.side();
    return mine.name().equals(theirs.name())
        || (mine.bucket().equals(theirs.bucket())
            && Objects.equals(here.endpoint(), there.endpoint())
            && isOneWorld(here, there));
  }

  /// Names of buckets are unique within a partition of Amazon's, not beyond it.
  private static boolean isOneWorld(SideSettings here, SideSettings there) {
    if (here.endpoint() != null) {
      return true;
    }
    String region = here.region();
    String other = there.region();
    return (region == null || other == null)
        ? Objects.equals(region, other)
            && Objects.equals(here.profile(), there.profile())
            && here.credentials().equals(there.credentials())
        : partition(region).equals(partition(other));
  }

  private static String partition(String region) {
    return region.startsWith("cn-") ? "cn" : region.startsWith("us-gov-") ? "us-gov" : "global";
  }

  /// Webhooks and console must not get into each other's way.
  static void checkListeners(Reporting.Console console, List<IntakeEntry> intakes, Rules rules) {
    Map<String, String> taken = new HashMap<>();
    Map<Listener.Address, Listener> listeners = new HashMap<>();
    if (console.listener() != null) {
      listeners.put(console.listener().address(), console.listener());
    }
    for (IntakeEntry intake : intakes) {
      if (intake instanceof IntakeEntry.Webhook hook) {
        Listener own = hook.at(console.listener());
        String setting = "intakes." + hook.name();
        checkListener(rules, setting, hook, console.listener());
        if (own != null) {
          Listener first = listeners.putIfAbsent(own.address(), own);
          rules.check(
              first == null || first.equals(own),
              setting + ".tls",
              own.address() + " is listened on already, with another tls");
          String before = taken.putIfAbsent(own.address() + hook.path(), hook.name());
          rules.check(
              before == null, setting + ".path", "the intake " + before + " has this path already");
        }
      }
    }
  }

  private static void checkListener(
      Rules rules, String setting, IntakeEntry.Webhook hook, @Nullable Listener console) {
    Listener own = hook.at(console);
    rules.check(
        own != null,
        setting + ".listen",
        "the console listens nowhere, so say where this one does");
    boolean open = hook.token() == null && own != null && !own.knowsClients();
    rules.check(
        !open || !Objects.equals(own, console),
        setting + ".token",
        "at the console's address any page that somebody's browser shows could post events: set a"
            + " token, or give the webhook a listen: of its own");
  }
}
