package dev.longhaul.tidy;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.StringTokenizer;

/// The package graph of the product, written once: an edge that is not here is a failing test.
public final class Packages {
  /// The root of them all; it wires and starts, so it may use everything.
  public static final String ROOT = "dev.longhaul";

  /// Hold values and pure functions: no I/O, threads, loggers or clocks.
  public static final Set<String> VALUES =
      Set.of("dev.longhaul.object", "dev.longhaul.route", "dev.longhaul.hint");

  /// Reach time, randomness, threads and waiting only through ports, so that they can be simulated.
  public static final Set<String> ENGINE =
      Set.of(
          "dev.longhaul.object",
          "dev.longhaul.route",
          "dev.longhaul.hint",
          "dev.longhaul.effect",
          "dev.longhaul.store",
          "dev.longhaul.store.calls",
          "dev.longhaul.store.probe",
          "dev.longhaul.measure",
          "dev.longhaul.ledger",
          "dev.longhaul.transfer",
          "dev.longhaul.reconcile",
          "dev.longhaul.scan",
          "dev.longhaul.scan.inventory",
          "dev.longhaul.replicate",
          "dev.longhaul.alert",
          "dev.longhaul.s3copy",
          "dev.longhaul.s3copy.worker",
          "dev.longhaul.s3copy.part",
          "dev.longhaul.s3copy.function");

  /// Talk to the world; only [#ROOT] names them.
  public static final Set<String> ADAPTERS =
      Set.of(
          "dev.longhaul.effect.system",
          "dev.longhaul.store.s3",
          "dev.longhaul.store.aws",
          "dev.longhaul.store.probe.file",
          "dev.longhaul.hint.sqs",
          "dev.longhaul.alert.send",
          "dev.longhaul.log.slf4j",
          "dev.longhaul.s3copy.dynamodb",
          "dev.longhaul.s3copy.ssm",
          "dev.longhaul.s3copy.lambda",
          "dev.longhaul.hint.webhook",
          "dev.longhaul.s3copy.socket",
          "dev.longhaul.s3copy.cloudwatch",
          "dev.longhaul.deploy.cloudformation",
          "dev.longhaul.http.jetty",
          "dev.longhaul.ledger.sqlite",
          "dev.longhaul.scan.inventory.parquet",
          "dev.longhaul.config.yaml");

  /// Who may use whom; what is not here is not allowed.
  private static final String ROWS =
      """
      object:
      effect:        object
      json:          object
      route:         object
      store:         route effect object
      store.calls:   store route effect object
      store.probe:   store route effect object
      measure:       store.calls store effect object
      hint:          store route object
      ledger:        hint store route effect object
      transfer:      ledger store route effect object
      reconcile:     transfer ledger hint store route effect object
      scan:          reconcile transfer ledger hint store route effect object
      scan.inventory: scan hint store effect object
      replicate:     scan reconcile transfer ledger hint store route effect object
      config:        replicate route object
      config.yaml:   config replicate route object
      running:       config replicate scan reconcile transfer ledger hint store route effect object
      s3copy:        reconcile transfer hint store route effect object
      s3copy.function: s3copy json reconcile ledger hint store effect object
      alert:         config json replicate ledger hint effect object
      log:           config json replicate reconcile transfer ledger store effect object
      console:       http json replicate ledger hint store.calls store effect object
      s3copy.listing: object
      s3copy.worker: s3copy reconcile transfer ledger hint store route effect object
      s3copy.part:   s3copy.worker s3copy json transfer ledger hint store effect object
      s3copy.socket: effect object
      s3copy.cloudwatch: s3copy.worker store.aws store effect object
      cli:           s3copy s3copy.listing s3copy.worker s3copy.part measure running console \
                     setup deploy http alert log config json replicate scan.inventory scan \
                     reconcile transfer ledger hint store.calls store.probe store route effect \
                     object
      setup:         json store effect object
      deploy:        effect object
      deploy.cloudformation: deploy store.aws store effect object
      http:          object
      effect.system: effect object
      store.s3:      store route effect object
      store.aws:     store route effect object
      store.probe.file: store.probe store object
      hint.sqs:      hint store effect object
      alert.send:  alert config json store effect object
      log.slf4j:     log config effect.system effect object
      hint.webhook:  http hint store effect object
      s3copy.dynamodb: s3copy.part s3copy transfer ledger store.aws store effect object
      s3copy.ssm:    s3copy.function s3copy store.aws store effect object
      s3copy.lambda: s3copy.function s3copy store.aws store effect object
      http.jetty:    http effect object
      ledger.sqlite: ledger hint store route effect object
      scan.inventory.parquet: scan.inventory effect object
      """;

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
    edges.put(ROOT, everything());
    for (String row : ROWS.lines().toList()) {
      int colon = row.indexOf(':');
      Set<String> targets = new LinkedHashSet<>();
      for (StringTokenizer names = new StringTokenizer(row.substring(colon + 1));
          names.hasMoreTokens(); ) {
        targets.add(ROOT + "." + names.nextToken());
      }
      edges.put(ROOT + "." + row.substring(0, colon).strip(), targets);
    }
    return edges;
  }

  private static Set<String> everything() {
    Set<String> all = new LinkedHashSet<>(ENGINE);
    all.addAll(ADAPTERS);
    all.add(ROOT + ".s3copy.listing");
    all.add(ROOT + ".http");
    all.add(ROOT + ".setup");
    all.add(ROOT + ".deploy");
    all.add(ROOT + ".config");
    all.add(ROOT + ".config.yaml");
    all.add(ROOT + ".log");
    all.add(ROOT + ".json");
    all.add(ROOT + ".running");
    all.add(ROOT + ".console");
    all.add(ROOT + ".cli");
    return all;
  }
}
