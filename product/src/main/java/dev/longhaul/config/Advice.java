package dev.longhaul.config;

import dev.longhaul.config.RefusedSettings.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// What of a configuration works but is hardly meant.
public final class Advice {
  private Advice() {}

  /// Remarks, each with the setting it is about.
  public static List<Refusal> about(Configuration configuration) {
    List<Refusal> remarks = new ArrayList<>();
    Set<String> sources =
        configuration.routes().stream()
            .map(route -> route.source().store())
            .collect(Collectors.toCollection(LinkedHashSet::new));
    Set<String> heard = new LinkedHashSet<>();
    for (IntakeEntry intake : configuration.intakes()) {
      heard.addAll(intake.stores());
      if (intake.stores().stream().noneMatch(sources::contains)) {
        remarks.add(
            new Refusal(
                "intakes." + intake.name(),
                "no route has "
                    + String.join(" or ", intake.stores())
                    + " as its source, so nothing listens to these events"));
      }
    }
    for (RouteEntry route : configuration.routes()) {
      if (!heard.contains(route.source().store()) && route.rounds().scans().isEmpty()) {
        remarks.add(
            new Refusal(
                "routes." + route.name(),
                "no intake brings events of "
                    + route.source().store()
                    + " and there are no scans, so only audits find what changed ("
                    + route.rounds().audits().getFirst()
                    + ")"));
      }
    }
    addUnused(configuration, remarks);
    return remarks;
  }

  private static void addUnused(Configuration configuration, List<Refusal> remarks) {
    for (StoreEntry store : configuration.stores()) {
      boolean used =
          configuration.routes().stream()
              .anyMatch(route ->
                  route.source().store().equals(store.name())
                      || route.destination().store().equals(store.name()));
      if (!used) {
        remarks.add(new Refusal("stores." + store.name(), "no route uses this store"));
      }
    }
  }
}
