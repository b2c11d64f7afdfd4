package dev.longhaul.tidy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// The package graph of the product, written once: an edge that is not here is a failing test.
public final class Packages {
  /// The root of them all; it wires and starts, so it may use everything.
  public static final String ROOT = "dev.longhaul";

  /// Reach time, randomness, threads and waiting only through ports, so that they can be simulated.
  public static final Set<String> ENGINE =
      Set.of(
          "dev.longhaul.object",
          "dev.longhaul.route",
          "dev.longhaul.effect",
          "dev.longhaul.store",
          "dev.longhaul.ledger",
          "dev.longhaul.transfer",
          "dev.longhaul.reconcile",
          "dev.longhaul.scan");

  /// Talk to the world; only [#ROOT] names them.
  public static final Set<String> ADAPTERS =
      Set.of(
          "dev.longhaul.effect.system",
          "dev.longhaul.store.s3",
          "dev.longhaul.store.aws",
          "dev.longhaul.ledger.sqlite");

  private static final Map<String, Set<String>> MAY_USE = edges();

  private Packages() {}

  /// What classes of a package may use of the other packages of the product.
  public static Set<String> mayUse(String packageName) {
    Set<String> targets = MAY_USE.get(packageName);
    if (targets == null) {
      throw new IllegalStateException(packageName + " is new: add its row to Packages");
    }
    return targets;
  }

  private static Map<String, Set<String>> edges() {
    Map<String, Set<String>> edges = new LinkedHashMap<>();
    edges.put("object", Set.of());
    edges.put("effect", Set.of("object"));
    edges.put("route", Set.of("object"));
    edges.put("store", Set.of("route", "effect", "object"));
    edges.put("ledger", Set.of("store", "route", "effect", "object"));
    edges.put("transfer", Set.of("ledger", "store", "route", "effect", "object"));
    edges.put("reconcile", Set.of("transfer", "ledger", "store", "route", "effect", "object"));
    edges.put(
        "scan", Set.of("reconcile", "transfer", "ledger", "store", "route", "effect", "object"));
    edges.put(
        "cli",
        Set.of("scan", "reconcile", "transfer", "ledger", "store", "route", "effect", "object"));
    edges.put("effect.system", Set.of("effect", "object"));
    edges.put("store.s3", Set.of("store", "route", "effect", "object"));
    edges.put("store.aws", Set.of("store", "route", "effect", "object"));
    edges.put("ledger.sqlite", Set.of("ledger", "store", "route", "effect", "object"));
    return qualify(edges);
  }

  private static Map<String, Set<String>> qualify(Map<String, Set<String>> edges) {
    Map<String, Set<String>> qualified = new LinkedHashMap<>();
    edges.forEach((name, targets) ->
        qualified.put(
            ROOT + "." + name,
            targets.stream()
                .map(target -> ROOT + "." + target)
                .collect(java.util.stream.Collectors.toUnmodifiableSet())));
    return qualified;
  }
}
