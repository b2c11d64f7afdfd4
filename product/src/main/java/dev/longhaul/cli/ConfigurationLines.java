package dev.longhaul.cli;

import dev.longhaul.config.AlertEntry;
import dev.longhaul.config.Configuration;
import dev.longhaul.config.CredentialsChoice;
import dev.longhaul.config.IntakeEntry;
import dev.longhaul.config.Listener;
import dev.longhaul.config.RouteEntry;
import dev.longhaul.config.SideSettings;
import dev.longhaul.config.StoreEntry;
import dev.longhaul.config.TimeSpan;
import dev.longhaul.object.Escaped;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a configuration means, in a few lines without secrets.
final class ConfigurationLines {
  private final List<String> lines = new ArrayList<>();

  private ConfigurationLines() {}

  static List<String> of(Configuration configuration) {
    ConfigurationLines text = new ConfigurationLines();
    configuration.stores().forEach(store -> text.add("store", store.name(), store(store)));
    configuration.routes().forEach(text::route);
    configuration.intakes().forEach(intake -> text.add("intake", intake.name(), intake(intake)));
    configuration.alerts().forEach(alert -> text.add("alert", alert.name(), alert(alert)));
    Listener console = configuration.reporting().console().listener();
    text.add("console", "", console == null ? "none" : "on " + listener(console));
    text.add("state", "", "in " + configuration.state() + ", times by " + configuration.zone());
    return text.lines;
  }

  private void add(String kind, String name, String what) {
    String line = String.format(Locale.ROOT, "%-8s %-16s %s", kind, name, Escaped.text(what));
    lines.add(line.stripTrailing());
  }

  private static String store(StoreEntry store) {
    SideSettings side = store.side();
    return side.location()
        + " at "
        + (side.endpoint() == null
            ? (side.profile() == null ? "Amazon S3" : "the endpoint of its profile")
            : side.endpoint())
        + (side.region() == null ? "" : ", region " + side.region())
        + ", credentials "
        + credentials(side.credentials())
        + (store.bandwidth() == null ? "" : ", at most " + store.bandwidth())
        + (store.timetable().slots().isEmpty() ? "" : ", by a timetable");
  }

  private static String credentials(CredentialsChoice choice) {
    return switch (choice) {
      case CredentialsChoice.Chain _ -> "of the usual places";
      case CredentialsChoice.Profile(String name) -> "of profile " + name;
      case CredentialsChoice.Environment(String prefix) -> "in " + prefix + "_ACCESS_KEY_ID";
      case CredentialsChoice.File(var path) -> "in " + path;
      case CredentialsChoice.StoredObject(var location) -> "in " + location;
      case CredentialsChoice.Secret(String id) -> "in the secret " + Escaped.text(id);
      case CredentialsChoice.Parameter(String name) -> "in the parameter " + Escaped.text(name);
      case CredentialsChoice.Anonymous _ -> "none";
    };
  }

  private void route(RouteEntry route) {
    String deletes =
        switch (route.policy().deletes()) {
          case KEEP -> "keeps what the source does not have";
          case MIRROR -> "deletes what the source does not have" + grace(route);
        };
    add("route", route.name(), route.source() + " -> " + route.destination() + ", " + deletes);
    if (!route.filters().isEmpty()) {
      String let = StatusLines.count(route.filters().size(), "filter lets", "filters let");
      add("", "", "only keys that its " + let + " through");
    }
    route.rounds().audits().forEach(audit -> add("", "", "audit " + audit));
    route.rounds().scans().forEach(scan -> add("", "", "scan " + scan));
  }

  private static String grace(RouteEntry route) {
    return route.deletes().grace().isZero()
        ? ""
        : " for " + TimeSpan.exact(route.deletes().grace());
  }

  private static String intake(IntakeEntry intake) {
    String events = "events of " + String.join(", ", intake.stores());
    return switch (intake) {
      case IntakeEntry.Queue queue -> events + " in the queue " + queue.url();
      case IntakeEntry.Webhook hook ->
          events + " posted to " + hook.path() + on(hook.listener()) + secured(hook);
    };
  }

  private static String on(@Nullable Listener listener) {
    return listener == null ? " of the console" : " on " + listener(listener);
  }

  private static String secured(IntakeEntry.Webhook hook) {
    return hook.token() == null ? ", without a token" : ", with a token";
  }

  private static String listener(Listener listener) {
    return (listener.tls() == null ? "http://" : "https://") + listener.address();
  }

  private static String alert(AlertEntry alert) {
    String how =
        switch (alert.target()) {
          case AlertEntry.Target.Webhook _ -> "posts";
          case AlertEntry.Target.Topic topic -> "to " + topic.arn();
          case AlertEntry.Target.Command command -> "runs " + command.words().getFirst();
        };
    return how
        + " on "
        + alert.on().stream().map(Table::word).collect(Collectors.joining(", "))
        + ", again after "
        + TimeSpan.exact(alert.againAfter());
  }
}
