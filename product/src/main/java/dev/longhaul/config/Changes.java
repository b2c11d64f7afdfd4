package dev.longhaul.config;

import dev.longhaul.object.Escaped;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What differs between the configuration that a process runs with and one that was read since.
/// Pure.
public final class Changes {
  /// What a process can take over while it works: how fast a store is read, whom to tell, how much
  /// to say. All else is part of how stores, ledgers and routes were opened.
  private static final String LIVE =
      "stores\\.[^.]+\\.(bandwidth|timetable)|alerts\\.[^.]+(\\..*)?|log\\.level";

  private Changes() {}

  /// A setting that differs.
  ///
  /// @param setting its name with dots between levels, or that of a whole part that came or went
  /// @param isLive whether it can change without a restart
  /// @param what how it differs, without secrets
  public record Change(String setting, boolean isLive, String what) {
    @Override
    public String toString() {
      return setting + ": " + what + (isLive ? "" : "; this needs a restart");
    }
  }

  /// What differs, by the names of the settings; nothing when both mean the same.
  public static List<Change> between(Configuration before, Configuration after) {
    SortedMap<String, SortedMap<String, Object>> old = Settings.of(before);
    SortedMap<String, SortedMap<String, Object>> recent = Settings.of(after);
    SortedSet<String> parts = new TreeSet<>(old.keySet());
    parts.addAll(recent.keySet());
    List<Change> changes = new ArrayList<>();
    for (String part : parts) {
      SortedMap<String, Object> mine = old.get(part);
      SortedMap<String, Object> theirs = recent.get(part);
      if (mine == null || theirs == null) {
        changes.add(change(part, mine == null ? "is new" : "is gone"));
      } else {
        compare(part, mine, theirs, changes);
      }
    }
    if (changes.isEmpty() && !before.equals(after)) {
      changes.add(new Change("configuration", false, "its parts stand in another order, or more"));
    }
    return changes;
  }

  /// What a process runs with after it took over what can change live: between this and `after`
  /// there is only what needs a restart.
  public static Configuration takenOver(Configuration before, Configuration after) {
    return new Configuration(
        before.state(),
        before.zone(),
        before.stores().stream().map(store -> braked(store, after)).toList(),
        before.routes(),
        before.intakes(),
        after.alerts(),
        before.limits(),
        new Reporting(
            before.reporting().console(),
            new Reporting.Log(after.reporting().log().level(), before.reporting().log().format())));
  }

  private static StoreEntry braked(StoreEntry store, Configuration after) {
    return after
        .store(store.name())
        .map(other ->
            new StoreEntry(
                store.name(),
                store.side(),
                store.concurrency(),
                other.bandwidth(),
                other.timetable()))
        .orElse(store);
  }

  private static void compare(
      String part, Map<String, Object> mine, Map<String, Object> theirs, List<Change> changes) {
    SortedSet<String> keys = new TreeSet<>(mine.keySet());
    keys.addAll(theirs.keySet());
    for (String key : keys) {
      Object before = mine.get(key);
      Object after = theirs.get(key);
      if (!Objects.equals(before, after)) {
        String setting = part.isEmpty() ? key : part + "." + key;
        changes.add(change(setting, what(before, after)));
      }
    }
  }

  private static Change change(String setting, String what) {
    return new Change(setting, setting.matches(LIVE), what);
  }

  private static String what(@Nullable Object before, @Nullable Object after) {
    if (isShort(before) && isShort(after)) {
      return "from " + text(before) + " to " + text(after);
    }
    return before == null ? "is set now" : after == null ? "is left out now" : "is another now";
  }

  /// Whether a value says by itself what it is, and may be seen.
  private static boolean isShort(@Nullable Object value) {
    return switch (value) {
      case null -> true;
      case String _, Number _, Enum<?> _, Duration _, URI _, Path _, ZoneId _ -> true;
      case ByteSize _, Bandwidth _, Percentage _, Listener.Address _ -> true;
      default -> false;
    };
  }

  private static String text(@Nullable Object value) {
    return switch (value) {
      case null -> "none";
      case Enum<?> word -> Settings.word(word);
      case Duration span -> TimeSpan.exact(span);
      case String text when text.isEmpty() -> "\"\"";
      default -> Escaped.text(String.valueOf(value));
    };
  }

  /// Configurations taken apart into parts and settings, under the names that a file has for them.
  private static final class Settings {
    private final SortedMap<String, SortedMap<String, Object>> parts = new TreeMap<>();

    static SortedMap<String, SortedMap<String, Object>> of(Configuration configuration) {
      Settings settings = new Settings();
      settings.set("", "state", configuration.state());
      settings.set("", "time-zone", configuration.zone());
      configuration.stores().forEach(settings::store);
      configuration.routes().forEach(settings::route);
      configuration.intakes().forEach(settings::intake);
      configuration.alerts().forEach(settings::alert);
      settings.process(configuration.limits(), configuration.reporting());
      return settings.parts;
    }

    static String word(Enum<?> constant) {
      return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private void set(String part, String key, @Nullable Object value) {
      SortedMap<String, Object> settings = parts.computeIfAbsent(part, _ -> new TreeMap<>());
      if (value != null) {
        settings.put(key, value);
      }
    }

    private void store(StoreEntry store) {
      String part = "stores." + store.name();
      SideSettings side = store.side();
      set(part, "bucket", store.bucket());
      set(part, "endpoint", side.endpoint());
      set(part, "region", side.region());
      set(part, "profile", side.profile());
      set(part, "credentials", side.credentials());
      set(part, "addressing", side.addressing());
      set(part, "kind", side.kind());
      set(part, "payload", side.payload());
      set(part, "concurrency", store.concurrency());
      set(part, "bandwidth", store.bandwidth());
      set(part, "timetable", store.timetable());
    }

    private void route(RouteEntry route) {
      String part = "routes." + route.name();
      set(part, "source", route.source().store());
      set(part, "source-prefix", route.source().prefix().text());
      set(part, "destination", route.destination().store());
      set(part, "destination-prefix", route.destination().prefix().text());
      set(part, "filters", route.filters());
      set(part, "deletes", route.policy().deletes());
      set(part, "tags", route.policy().tags());
      set(part, "compare", route.policy().compare());
      set(part, "storage-classes", route.policy().storageClasses());
      set(part, "encryption-key", route.policy().encryptionKey());
      set(part, "delete-grace", route.deletes().grace());
      set(part, "max-deletes.keys", route.deletes().limit().keys());
      set(part, "max-deletes.share", route.deletes().limit().share());
      set(part, "max-deletes.per", route.deletes().per());
      set(part, "max-shrink", route.deletes().maxShrink());
      set(part, "priority", route.urgency().priority());
      set(part, "objective.share", route.urgency().objective().share());
      set(part, "objective.within", route.urgency().objective().within());
      set(part, "audits", route.rounds().audits());
      set(part, "scans", route.rounds().scans());
    }

    private void intake(IntakeEntry intake) {
      String part = "intakes." + intake.name();
      set(part, "stores", intake.stores());
      switch (intake) {
        case IntakeEntry.Queue queue -> {
          set(part, "queue", queue.url());
          access(part, queue.access());
          set(part, "pollers", queue.pollers());
        }
        case IntakeEntry.Webhook hook -> {
          set(part, "path", hook.path());
          set(part, "token", hook.token());
          listener(part, hook.listener());
          set(part, "max-body", hook.requests().body());
          set(part, "max-requests", hook.requests().perSecond());
        }
      }
    }

    private void alert(AlertEntry alert) {
      String part = "alerts." + alert.name();
      set(part, "on", alert.on());
      set(part, "again-after", alert.againAfter());
      switch (alert.target()) {
        case AlertEntry.Target.Webhook hook -> {
          set(part, "url", hook.url());
          set(part, "token", hook.token());
        }
        case AlertEntry.Target.Topic topic -> {
          set(part, "topic", topic.arn());
          access(part, topic.access());
        }
        case AlertEntry.Target.Command command -> set(part, "command", command.words());
      }
    }

    private void access(String part, ServiceAccess access) {
      set(part, "credentials", access.credentials());
      set(part, "profile", access.profile());
      set(part, "endpoint", access.endpoint());
      set(part, "region", access.region());
    }

    private void listener(String part, @Nullable Listener listener) {
      if (listener != null) {
        set(part, "listen", listener.address());
        set(part, "tls", listener.tls());
      }
    }

    private void process(ProcessLimits limits, Reporting reporting) {
      set("limits", "memory", limits.memory());
      set("limits", "workers", limits.workers());
      set("limits", "pending", limits.pending());
      set("limits", "stop-within", limits.stopWithin());
      listener("console", reporting.console().listener());
      set("console", "token", reporting.console().token());
      set("log", "level", reporting.log().level());
      set("log", "format", reporting.log().format());
    }
  }
}
