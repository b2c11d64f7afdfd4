package dev.longhaul.cli;

import dev.longhaul.config.Location;
import dev.longhaul.config.SideSettings;
import dev.longhaul.json.JsonText;
import dev.longhaul.store.ObjectAttributes.Encryption;
import dev.longhaul.store.probe.Finding.Verdict;
import dev.longhaul.store.probe.Probe;
import dev.longhaul.store.probe.ProbeReport;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `longhaul probe`: finds out what a store really does, on canaries that it removes again.
public final class ProbeCommand implements Command {
  private static final String STORAGE_CLASS = "--storage-class";
  private static final String ENCRYPTION_KEY = "--encryption-key";
  private final Surroundings around;

  public ProbeCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public String name() {
    return "probe";
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.usageMessage()
        .description(
            "Finds out what a store really does: preconditions, ETags, checksums, tags, odd keys,"
                + " storage classes. Writes canaries under .longhaul-probe/ and removes them.")
        .exitCodeList(
            ExitCode.table(
                Map.of(
                    ExitCode.DONE,
                    "every question got a clear answer",
                    ExitCode.UNKNOWN,
                    "some got none, or the store did not answer or refused")));
    spec.addPositional(
        Options.positional(0, "STORE", Location::parse, "s3://bucket or s3://bucket/prefix."));
    Options.addGroup(spec, "Store", SideOptions.ONLY.declare());
    Options.addGroup(
        spec,
        "What",
        List.of(
            Options.flag(RouteOptions.RAW_PREFIX, RouteOptions.RAW_PREFIX_MEANING),
            Options.repeated(
                STORAGE_CLASS, "CLASS", name -> name, "Storage class to try; may be given again."),
            Options.value(
                ENCRYPTION_KEY, "KEY", key -> key, "KMS key to write with, as routes will.")));
    Options.addGroup(spec, "Output", List.of(RunOptions.declareJson()));
  }

  @Override
  public ExitCode run(ParseResult parsed, Terminal terminal) {
    Location location = parsed.matchedPositionalValue(0, null);
    SideSettings side = SideOptions.ONLY.read(parsed, location);
    String key = Options.find(parsed, ENCRYPTION_KEY, String.class);
    try (Opened store =
        around.stores().only(side, Options.isSet(parsed, RouteOptions.RAW_PREFIX))) {
      Probe probe = new Probe(store.store(), around.workers(), around.clock(), around.randomness());
      ProbeReport report =
          probe.run(
              new Probe.Order(
                  store.prefix(),
                  key == null ? new Encryption.BucketDefault() : new Encryption.Kms(key),
                  new TreeSet<>(Options.get(parsed, STORAGE_CLASS, List.<String>of()))));
      terminal
          .out()
          .print(Options.isSet(parsed, RunOptions.JSON) ? json(report) : text(store, report));
      return report.isConclusive() ? ExitCode.DONE : ExitCode.UNKNOWN;
    }
  }

  private static String text(Opened store, ProbeReport report) {
    StringBuilder text = new StringBuilder(store.store().address() + "\n");
    for (dev.longhaul.store.probe.Finding found : report.findings()) {
      text.append(
          String.format(
              Locale.ROOT,
              "%-8s %-48s %s%n",
              word(found.verdict()),
              found.subject(),
              found.detail()));
    }
    report.left().forEach(left -> text.append("left     ").append(left).append('\n'));
    return text.toString();
  }

  private static String json(ProbeReport report) {
    StringBuilder lines = new StringBuilder();
    for (dev.longhaul.store.probe.Finding found : report.findings()) {
      lines.append(
          JsonText.object(json -> {
            json.writeStringField("subject", found.subject());
            json.writeStringField("verdict", word(found.verdict()));
            json.writeStringField("detail", found.detail());
          }));
      lines.append('\n');
    }
    for (String left : report.left()) {
      lines.append(JsonText.object(json -> json.writeStringField("left", left))).append('\n');
    }
    return lines.toString();
  }

  private static String word(Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT);
  }
}
