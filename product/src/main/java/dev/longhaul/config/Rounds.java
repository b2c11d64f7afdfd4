package dev.longhaul.config;

import dev.longhaul.object.KeyPrefix;
import dev.longhaul.replicate.AuditKind;
import java.time.Duration;
import java.time.LocalTime;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a route looks at by the clock, whether events come in or not.
///
/// @param audits at least one: it finds what no event told
/// @param scans prefixes that are listed often, for stores that send no events
public record Rounds(List<AuditEntry> audits, List<ScanEntry> scans) {
  private static final Duration DAY = Duration.ofDays(1);

  /// Both listings once a day.
  public static final Rounds DEFAULT =
      new Rounds(List.of(AuditEntry.of(AuditKind.LISTING, DAY)), List.of());

  public Rounds {
    audits = List.copyOf(audits);
    scans = List.copyOf(scans);
    new Rules()
        .check(
            !audits.isEmpty(),
            "audits",
            "a route has at least one: events are lost, an audit finds what they did not tell;"
                + " leave the line out for a listing every 24h")
        .check(
            audits.isEmpty() || audits.stream().anyMatch(audit -> audit.inventory() == null),
            "audits",
            "an inventory lacks what is new, so one audit besides lists the source, if only seldom,"
                + " such as kind: listing with every: 30d")
        .check(new HashSet<>(audits).size() == audits.size(), "audits", "the same one stands twice")
        .end();
  }

  /// An audit that comes back.
  ///
  /// @param at the time of day at which it begins, `null` for any
  /// @param share the share of keys whose bytes are read; 0 but for `DEEP`
  /// @param inventory where the reports lie; `null` but for `INVENTORY`
  public record AuditEntry(
      AuditKind kind,
      Duration every,
      @Nullable LocalTime at,
      Percentage share,
      @Nullable Reports inventory) {
    /// What a deep audit reads when it does not say.
    public static final Percentage USUAL_SHARE = new Percentage(5);

    public AuditEntry {
      boolean deep = kind == AuditKind.DEEP;
      new Rules()
          .check(
              every.compareTo(Duration.ofMinutes(1)) >= 0
                  && every.compareTo(DAY.multipliedBy(365)) <= 0,
              "every",
              "between 1m and 365d")
          .check(
              at == null || every.toSeconds() % DAY.toSeconds() == 0,
              "at",
              "only goes with whole days, such as every: 24h")
          .check(!deep || share.percent() > 0, "share", "a deep audit reads more than 0%")
          .check(
              deep || share.percent() == 0, "share", "only goes with kind: deep, which reads bytes")
          .check(
              kind != AuditKind.INVENTORY || inventory != null,
              "store",
              "kind: inventory names the store that reports are delivered to, and their prefix")
          .check(
              kind == AuditKind.INVENTORY || inventory == null,
              "store",
              "only goes with kind: inventory")
          .end();
    }

    /// One that lists the source.
    public AuditEntry(AuditKind kind, Duration every, @Nullable LocalTime at, Percentage share) {
      this(kind, every, at, share, null);
    }

    /// One at any time of the day, with the usual share.
    public static AuditEntry of(AuditKind kind, Duration every) {
      return new AuditEntry(kind, every, null, usualShare(kind));
    }

    /// What an audit of this kind reads when it does not say.
    public static Percentage usualShare(AuditKind kind) {
      return kind == AuditKind.DEEP ? USUAL_SHARE : new Percentage(0);
    }

    /// What tells it from the route's other audits, for people too: `deep 5% every 7d at 02:00`.
    @Override
    public String toString() {
      return kind.name().toLowerCase(Locale.ROOT)
          + (kind == AuditKind.DEEP ? " " + share : "")
          + (inventory == null ? "" : " " + inventory)
          + " every "
          + TimeSpan.exact(every)
          + (at == null ? "" : " at " + at);
    }
  }

  /// Where S3 Inventory delivers the reports of one configuration.
  ///
  /// @param store the name of a store
  /// @param prefix the folder with the dated folders, literally: `PREFIX/BUCKET/CONFIGURATION/`
  public record Reports(String store, KeyPrefix prefix) {
    public Reports {
      new Rules()
          .check(
              prefix.text().endsWith("/"),
              "prefix",
              "the folder of one configuration's reports, with a slash at its end, such as"
                  + " inventory/my-bucket/daily/")
          .end();
    }

    @Override
    public String toString() {
      return store + "/" + prefix;
    }
  }

  /// A prefix that is listed again and again.
  ///
  /// @param prefix keys of the source, whole; it begins with the route's own prefix
  public record ScanEntry(KeyPrefix prefix, Duration every) {
    public ScanEntry {
      new Rules()
          .check(
              every.compareTo(Duration.ofSeconds(5)) >= 0 && every.compareTo(DAY) <= 0,
              "every",
              "between 5s and 24h")
          .end();
    }

    @Override
    public String toString() {
      return "\"" + prefix + "\" every " + TimeSpan.exact(every);
    }
  }
}
