package dev.longhaul.config.yaml;

import dev.longhaul.config.DeleteLimit;
import dev.longhaul.config.DeleteRules;
import dev.longhaul.config.Percentage;
import dev.longhaul.config.Rounds;
import dev.longhaul.config.RouteEntry;
import dev.longhaul.config.TimeSpan;
import dev.longhaul.config.Urgency;
import dev.longhaul.object.KeyPrefix;
import dev.longhaul.replicate.AuditKind;
import dev.longhaul.route.Glob;
import dev.longhaul.route.GlobFilter;
import dev.longhaul.route.Policy;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;

/// Reads `routes`.
final class RouteReader {
  private static final Duration DAY = Duration.ofDays(1);

  private RouteReader() {}

  static Optional<RouteEntry> route(Section.Named named) {
    Section section = named.section();
    RouteEntry.End source = end(section, "source");
    RouteEntry.End destination = end(section, "destination");
    List<GlobFilter.Rule> filters = section.each("filters", RouteReader::filter);
    Policy policy = policy(section);
    DeleteRules deletes = deletes(section);
    Urgency urgency = urgency(section);
    Rounds rounds = rounds(section);
    return section.make(() ->
        new RouteEntry(
            named.name(), source, destination, filters, policy, deletes, urgency, rounds));
  }

  private static RouteEntry.End end(Section section, String side) {
    return new RouteEntry.End(
        section.require(side, Values::word, side),
        section.get(side + "-prefix", KeyPrefix::of, KeyPrefix.NONE));
  }

  static Optional<GlobFilter.Rule> filter(Section section) {
    Glob include = section.find("include", Glob::of);
    Glob exclude = section.find("exclude", Glob::of);
    if (section.has("include") == section.has("exclude")) {
      section.refuse("is one of include: GLOB and exclude: GLOB");
    }
    Glob glob = include == null ? exclude : include;
    return glob == null
        ? Optional.empty()
        : Optional.of(new GlobFilter.Rule(include != null, glob));
  }

  private static Policy policy(Section section) {
    Policy usual = Policy.DEFAULT;
    return new Policy(
        section.get("deletes", Values.choice(Policy.Deletes.class), usual.deletes()),
        section.get("tags", Values.choice(Policy.TagRule.class), usual.tags()),
        section.pairs("storage-classes", Values::word),
        section.find("encryption-key", Values::word),
        section.get("compare", Values.choice(Policy.Compare.class), usual.compare()));
  }

  private static DeleteRules deletes(Section section) {
    DeleteRules usual = DeleteRules.DEFAULT;
    Duration grace = section.get("delete-grace", TimeSpan::parseOrNone, usual.grace());
    Percentage shrink = section.get("max-shrink", Percentage::parse, usual.maxShrink());
    Pace pace =
        section
            .within("max-deletes", RouteReader::pace)
            .orElse(new Pace(usual.limit(), usual.per()));
    return section
        .make(() -> new DeleteRules(grace, pace.limit(), pace.per(), shrink))
        .orElse(usual);
  }

  /// How many deletes are allowed within which time.
  private record Pace(DeleteLimit limit, Duration per) {}

  /// Whoever names keys or a share means that and not the usual other one besides, which might
  /// allow more.
  private static Optional<Pace> pace(Section section) {
    DeleteLimit usual = DeleteLimit.USUAL;
    boolean own = section.has("keys") || section.has("share");
    DeleteLimit limit =
        new DeleteLimit(
            section.get("keys", Values::count, own ? 0 : usual.keys()),
            section.get("share", Percentage::parse, own ? new Percentage(0) : usual.share()));
    return Optional.of(
        new Pace(limit, section.get("per", TimeSpan::parse, DeleteRules.DEFAULT.per())));
  }

  private static Urgency urgency(Section section) {
    Urgency usual = Urgency.DEFAULT;
    int priority = section.get("priority", Values::number, usual.priority());
    Urgency.Objective objective =
        section.within("objective", RouteReader::objective).orElse(usual.objective());
    return section.make(() -> new Urgency(priority, objective)).orElse(usual);
  }

  private static Optional<Urgency.Objective> objective(Section section) {
    Urgency.Objective usual = Urgency.DEFAULT.objective();
    Percentage share = section.get("share", Percentage::parse, usual.share());
    Duration within = section.get("within", TimeSpan::parse, usual.within());
    return section.make(() -> new Urgency.Objective(share, within));
  }

  private static Rounds rounds(Section section) {
    Rounds usual = Rounds.DEFAULT;
    List<Rounds.AuditEntry> audits = section.each("audits", RouteReader::audit);
    List<Rounds.ScanEntry> scans = section.each("scans", RouteReader::scan);
    return section
        .make(() -> new Rounds(section.has("audits") ? audits : usual.audits(), scans))
        .orElse(usual);
  }

  private static Optional<Rounds.AuditEntry> audit(Section section) {
    AuditKind kind = section.get("kind", Values.choice(AuditKind.class), AuditKind.LISTING);
    Duration every = section.get("every", TimeSpan::parse, DAY);
    LocalTime at = section.find("at", Values::time);
    Percentage usual = Rounds.AuditEntry.usualShare(kind);
    Percentage share = section.get("share", Percentage::parse, usual);
    String store = section.find("store", text -> text);
    KeyPrefix prefix = section.get("prefix", KeyPrefix::of, KeyPrefix.NONE);
    return section.make(() ->
        new Rounds.AuditEntry(
            kind, every, at, share, store == null ? null : new Rounds.Reports(store, prefix)));
  }

  private static Optional<Rounds.ScanEntry> scan(Section section) {
    KeyPrefix prefix = section.require("prefix", KeyPrefix::of, KeyPrefix.NONE);
    Duration every = section.require("every", TimeSpan::parse, DAY);
    return section.make(() -> new Rounds.ScanEntry(prefix, every));
  }
}
