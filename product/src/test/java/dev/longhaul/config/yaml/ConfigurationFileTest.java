package dev.longhaul.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.config.AlertEntry;
import dev.longhaul.config.AlertEntry.Occasion;
import dev.longhaul.config.AlertEntry.Target;
import dev.longhaul.config.Bandwidth;
import dev.longhaul.config.ByteSize;
import dev.longhaul.config.Configuration;
import dev.longhaul.config.CredentialsChoice;
import dev.longhaul.config.Days;
import dev.longhaul.config.DeleteLimit;
import dev.longhaul.config.DeleteRules;
import dev.longhaul.config.IntakeEntry;
import dev.longhaul.config.IntakeEntry.RequestLimits;
import dev.longhaul.config.Listener;
import dev.longhaul.config.Listener.Address;
import dev.longhaul.config.Location;
import dev.longhaul.config.Percentage;
import dev.longhaul.config.ProcessLimits;
import dev.longhaul.config.Reporting;
import dev.longhaul.config.Rounds;
import dev.longhaul.config.Rounds.AuditEntry;
import dev.longhaul.config.RouteEntry;
import dev.longhaul.config.Secret;
import dev.longhaul.config.ServiceAccess;
import dev.longhaul.config.SideSettings;
import dev.longhaul.config.SideSettings.Addressing;
import dev.longhaul.config.SideSettings.Kind;
import dev.longhaul.config.SideSettings.Payload;
import dev.longhaul.config.StoreEntry;
import dev.longhaul.config.Timetable;
import dev.longhaul.config.Urgency;
import dev.longhaul.object.KeyPrefix;
import dev.longhaul.replicate.AuditKind;
import dev.longhaul.route.GlobFilter;
import dev.longhaul.route.Policy;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationFileTest {
  private static final String FULL_ROUTE =
      """
          source-prefix: in/
          destination-prefix: "out/"
          filters:
            - include: "**"
            - exclude: tmp/**
          deletes: mirror
          tags: ignore
          storage-classes: {STANDARD_IA: STANDARD, GLACIER: STANDARD}
          encryption-key: alias/copies
          compare: metadata
          delete-grace: 2d
          max-deletes: {keys: 7, share: 2.5%, per: 30m}
          max-shrink: 20%
          priority: 2
          objective: {share: 99.9%, within: 30s}
          audits:
            - {kind: metadata, every: 24h, at: 02:30}
            - {kind: deep, every: 7d, share: 10%}
            - {kind: inventory, every: 1d, store: here, prefix: inventory/in/daily/}
          scans:
            - {prefix: in/fresh/, every: 1m}
      """;

  @TempDir Path folder;

  @Test
  void whatIsLeftOutIsAsTheRecordsSay() {
    Configuration configuration = Written.to(folder, Written.LEAST).read();

    assertThat(configuration)
        .isEqualTo(
            new Configuration(
                Path.of("/users/ann/.local/state/longhaul"),
                Configuration.USUAL_ZONE,
                List.of(
                    plain("here", "photos", null, "eu-central-1"),
                    plain("there", "photos-copy", URI.create("https://s3.example.com"), null)),
                List.of(
                    new RouteEntry(
                        "photos",
                        new RouteEntry.End("here", KeyPrefix.NONE),
                        new RouteEntry.End("there", KeyPrefix.NONE),
                        List.of(),
                        Policy.DEFAULT,
                        DeleteRules.DEFAULT,
                        Urgency.DEFAULT,
                        Rounds.DEFAULT)),
                List.of(),
                List.of(),
                ProcessLimits.DEFAULT,
                Reporting.DEFAULT));
  }

  private static StoreEntry plain(
      String name, String bucket, @Nullable URI endpoint, @Nullable String region) {
    return new StoreEntry(
        name,
        new SideSettings(
            new Location(bucket, ""),
            new CredentialsChoice.Chain(),
            null,
            endpoint,
            region,
            Addressing.AUTO,
            Kind.AUTO,
            Payload.UNSIGNED),
        StoreEntry.USUAL_CONCURRENCY,
        null,
        Timetable.NONE);
  }

  @Test
  void everySettingOfAStoreIsRead() {
    StoreEntry store =
        read("""
          full:
            bucket: b
            endpoint: http://127.0.0.1:9000
            region: cn-north-1
            profile: china
            credentials: file:keys/china
            addressing: path
            kind: compatible
            payload: signed
            concurrency: 64
            bandwidth: 50MiB/s
            timetable:
              - {from: "08:00", to: 18:00, days: mon-fri, bandwidth: 400Mbit/s}
              - {from: 18:00, to: 08:00, bandwidth: none}
        """)
            .store("full")
            .orElseThrow();

    assertThat(store)
        .isEqualTo(
            new StoreEntry(
                "full",
                new SideSettings(
                    new Location("b", ""),
                    new CredentialsChoice.File(folder.resolve("keys/china")),
                    "china",
                    URI.create("http://127.0.0.1:9000"),
                    "cn-north-1",
                    Addressing.PATH,
                    Kind.COMPATIBLE,
                    Payload.SIGNED),
                64,
                new Bandwidth(50L << 20),
                new Timetable(
                    List.of(
                        new Timetable.Slot(
                            LocalTime.of(8, 0),
                            LocalTime.of(18, 0),
                            Days.parse("mon-fri"),
                            new Bandwidth(50_000_000)),
                        new Timetable.Slot(
                            LocalTime.of(18, 0), LocalTime.of(8, 0), Days.DAILY, null)))));
  }

  /// The least configuration with further stores.
  private Configuration read(String stores) {
    return Written.to(folder, Written.LEAST.replace("stores:\n", "stores:\n" + stores)).read();
  }

  @Test
  void aProfileBringsItsCredentialsRegionAndEndpoint() {
    Configuration configuration =
        read("  a: {bucket: b1, profile: p}\n  c: {bucket: b2, credentials: profile:q}\n");

    SideSettings named = configuration.store("a").orElseThrow().side();
    assertThat(named.credentials()).isEqualTo(new CredentialsChoice.Profile("p"));
    assertThat(configuration.store("c").orElseThrow().side().profile()).isEqualTo("q");
  }

  @Test
  void everySettingOfARouteIsRead() {
    RouteEntry route = Written.to(folder, Written.LEAST + FULL_ROUTE).read().routes().getFirst();

    assertThat(route)
        .isEqualTo(
            new RouteEntry(
                "photos",
                new RouteEntry.End("here", KeyPrefix.of("in/")),
                new RouteEntry.End("there", KeyPrefix.of("out/")),
                List.of(GlobFilter.Rule.of(true, "**"), GlobFilter.Rule.of(false, "tmp/**")),
                new Policy(
                    Policy.Deletes.MIRROR,
                    Policy.TagRule.IGNORE,
                    new TreeMap<>(Map.of("STANDARD_IA", "STANDARD", "GLACIER", "STANDARD")),
                    "alias/copies",
                    Policy.Compare.METADATA),
                new DeleteRules(
                    Duration.ofDays(2),
                    new DeleteLimit(7, new Percentage(2.5)),
                    Duration.ofMinutes(30),
                    new Percentage(20)),
                new Urgency(2, new Urgency.Objective(new Percentage(99.9), Duration.ofSeconds(30))),
                new Rounds(
                    List.of(
                        new AuditEntry(
                            AuditKind.METADATA,
                            Duration.ofDays(1),
                            LocalTime.of(2, 30),
                            new Percentage(0)),
                        new AuditEntry(
                            AuditKind.DEEP, Duration.ofDays(7), null, new Percentage(10)),
                        new AuditEntry(
                            AuditKind.INVENTORY,
                            Duration.ofDays(1),
                            null,
                            new Percentage(0),
                            new Rounds.Reports("here", KeyPrefix.of("inventory/in/daily/")))),
                    List.of(
                        new Rounds.ScanEntry(KeyPrefix.of("in/fresh/"), Duration.ofMinutes(1))))));
  }

  @Hazard(61)
  @Test
  void aLimitOfKeysIsNotWidenedByTheUsualShare() {
    RouteEntry route =
        Written.to(folder, Written.LEAST + "    max-deletes: {keys: 5}\n")
            .read()
            .routes()
            .getFirst();

    assertThat(route.deletes().limit()).isEqualTo(new DeleteLimit(5, new Percentage(0)));
    assertThat(route.deletes().per()).isEqualTo(DeleteRules.DEFAULT.per());
  }

  @Test
  void everySettingOfAnIntakeIsRead() throws IOException {
    Files.writeString(folder.resolve("hook.token"), "from-file\n");
    Configuration configuration =
        Written.to(
                folder,
                Written.LEAST
                    + """
                    intakes:
                      queue:
                        queue: https://sqs.eu-central-1.amazonaws.com/123456789012/events
                        stores: [here]
                        credentials: env:QUEUE
                        profile: p
                        endpoint: https://sqs.example.com
                        region: eu-west-1
                        pollers: 5
                      hook:
                        path: /hooks/minio
                        stores: there
                        token: file:hook.token
                        listen: 0.0.0.0:9443
                        tls: {certificate: tls/c.pem, key: /k.pem, clients: ca.pem}
                        max-body: 64KiB
                        max-requests: 50
                    """)
            .read();

    assertThat(configuration.intakes())
        .containsExactly(
            new IntakeEntry.Queue(
                "queue",
                List.of("here"),
                URI.create("https://sqs.eu-central-1.amazonaws.com/123456789012/events"),
                new ServiceAccess(
                    new CredentialsChoice.Environment("QUEUE"),
                    "p",
                    URI.create("https://sqs.example.com"),
                    "eu-west-1"),
                5),
            new IntakeEntry.Webhook(
                "hook",
                List.of("there"),
                "/hooks/minio",
                Secret.of("from-file"),
                new Listener(
                    new Address("0.0.0.0", 9443),
                    new Listener.Tls(
                        folder.resolve("tls/c.pem"), Path.of("/k.pem"), folder.resolve("ca.pem"))),
                new RequestLimits(new ByteSize(64 << 10), 50)));
  }

  @Test
  void everySettingOfAnAlertIsRead() {
    Configuration configuration =
        Written.to(
                folder,
                Written.LEAST
                    + """
                    alerts:
                      chat:
                        url: https://chat.example.com/${TOKEN}
                        token: ${TOKEN}
                        on: [parked, deletes]
                        again-after: 2h
                      topic:
                        topic: arn:aws:sns:eu-central-1:123456789012:ops
                        profile: p
                      pager:
                        command: [bin/page, --team, ""]
                      local:
                        command: page
                    """)
            .read();

    assertThat(configuration.alerts())
        .containsExactly(
            new AlertEntry(
                "chat",
                new Target.Webhook(
                    Secret.of("https://chat.example.com/s3cr3t-token"), Secret.of("s3cr3t-token")),
                new TreeSet<>(List.of(Occasion.PARKED, Occasion.DELETES)),
                Duration.ofHours(2)),
            alert(
                "topic",
                new Target.Topic(
                    "arn:aws:sns:eu-central-1:123456789012:ops",
                    new ServiceAccess(new CredentialsChoice.Profile("p"), "p", null, null))),
            alert(
                "pager",
                new Target.Command(List.of(folder.resolve("bin/page").toString(), "--team", ""))),
            alert("local", new Target.Command(List.of("page"))));
  }

  private static AlertEntry alert(String name, Target target) {
    return new AlertEntry(name, target, Occasion.all(), AlertEntry.USUAL_AGAIN_AFTER);
  }

  @Test
  void whatConcernsTheProcessIsRead() {
    Configuration configuration =
        Written.to(
                folder,
                Written.LEAST
                    + """
                    state: ledgers
                    time-zone: Europe/Berlin
                    limits: {memory: 1GiB, workers: 8, pending: 2000, stop-within: 1m}
                    console:
                      listen: "[::1]:9090"
                      token: ${TOKEN}
                      tls: {certificate: c.pem, key: k.pem}
                    log: {level: debug, format: json}
                    """)
            .read();

    assertThat(configuration.state()).isEqualTo(folder.resolve("ledgers"));
    assertThat(configuration.zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
    assertThat(configuration.limits())
        .isEqualTo(new ProcessLimits(new ByteSize(1 << 30), 8, 2000, Duration.ofMinutes(1)));
    assertThat(configuration.reporting())
        .isEqualTo(
            new Reporting(
                new Reporting.Console(
                    new Listener(
                        new Address("::1", 9090),
                        new Listener.Tls(folder.resolve("c.pem"), folder.resolve("k.pem"), null)),
                    Secret.of("s3cr3t-token")),
                new Reporting.Log(Reporting.Log.Level.DEBUG, Reporting.Log.Format.JSON)));
  }

  @Test
  void theConsoleCanBeTurnedOff() {
    Configuration configuration =
        Written.to(folder, Written.LEAST + "console: {listen: none}\n").read();

    assertThat(configuration.reporting().console().listener()).isNull();
  }

  @Test
  void aliasesRepeatWhatIsAnchored() {
    String text = Written.LEAST.replace("source: here", "source: &store here\n    tags: copy");

    assertThat(Written.to(folder, text + "    encryption-key: *store\n").read().routes())
        .first()
        .extracting(route -> route.policy().encryptionKey())
        .isEqualTo("here");
  }
}
