package dev.longhaul.cli;

import dev.longhaul.config.ByteSize;
import dev.longhaul.config.TimeSpan;
import dev.longhaul.json.JsonText;
import dev.longhaul.measure.Amount;
import dev.longhaul.measure.Estimate;
import dev.longhaul.measure.Flow;
import dev.longhaul.measure.Prices;
import dev.longhaul.measure.SideFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What `longhaul bench` found, for people and for programs.
///
/// @param amount `null` when nobody said how much there is to copy
/// @param estimate of it
record BenchLines(
    SideFigures source,
    SideFigures destination,
    @Nullable Amount amount,
    @Nullable Estimate estimate,
    Prices prices) {
  /// From how much more many connections move, one alone does not fill the way.
  private static final double MANY_TIMES = 1.5;

  /// @param host what this machine's network settings are
  String text(List<Finding> host) {
    StringBuilder text = new StringBuilder();
    text.append(row("", "source, reading", "destination, writing"));
    text.append(
        row(
            "fastest answer",
            millis(source.roundTrip().toNanos()),
            millis(destination.roundTrip().toNanos())));
    text.append(row("one connection", speed(source.one()), speed(destination.one())));
    text.append(row("many connections", speed(source.many()), speed(destination.many())));
    text.append(row("small objects", rate(source.small()), rate(destination.small())));
    text.append('\n');
    expectation().forEach(line -> text.append(line).append('\n'));
    advice().forEach(line -> text.append(line).append('\n'));
    host.stream()
        .filter(finding -> finding.level() == Finding.Level.WARN)
        .forEach(finding -> text.append(finding.text()).append('\n'));
    return text.toString();
  }

  private static String row(String name, String source, String destination) {
    return String.format(Locale.ROOT, "%-18s %-27s %s%n", name, source, destination);
  }

  private static String millis(long nanos) {
    return String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
  }

  private static String speed(@Nullable Flow flow) {
    if (flow == null) {
      return "no object is large enough";
    }
    return ByteSize.text((long) flow.bandwidth()) + "/s" + (flow.streams() > 1 ? of(flow) : "");
  }

  private static String rate(@Nullable Flow flow) {
    if (flow == null) {
      return "no object is small enough";
    }
    return String.format(Locale.ROOT, "%,.0f/s", flow.rate());
  }

  private static String of(Flow flow) {
    return ", " + flow.streams() + " at once";
  }

  private List<String> expectation() {
    if (amount == null || estimate == null) {
      return List.of(
          "The source lists more than is counted here: name --objects and --bytes for an"
              + " estimate.");
    }
    List<String> lines = new ArrayList<>();
    String much =
        String.format(
            Locale.ROOT, "%,d objects, %s: ", amount.objects(), ByteSize.text(amount.bytes()));
    lines.add(
        much
            + (estimate.time() == null
                ? "how long they take is not known, as the source shows nothing to measure it with"
                : "about " + TimeSpan.text(estimate.time()) + ", limited by " + limit(estimate)));
    lines.add(
        String.format(
            Locale.ROOT, "about %.2f %s (%s)", estimate.cost(), prices.currency(), prices.of()));
    return lines;
  }

  private static String limit(Estimate estimate) {
    return switch (estimate.limit()) {
      case SOURCE_BANDWIDTH -> "what the source gives";
      case DESTINATION_BANDWIDTH -> "what the destination takes";
      case SOURCE_RATE -> "small objects per second at the source";
      case DESTINATION_RATE -> "small objects per second at the destination";
      case UNKNOWN -> "what is not known";
    };
  }

  private List<String> advice() {
    List<String> lines = new ArrayList<>();
    advise("source", source, lines);
    advise("destination", destination, lines);
    return lines;
  }

  private static void advise(String side, SideFigures figures, List<String> lines) {
    Flow one = figures.one();
    Flow many = figures.many();
    if (one != null && many != null && many.bandwidth() > one.bandwidth() * MANY_TIMES) {
      lines.add(
          "One connection does not fill the way to the "
              + side
              + ": large objects in parts do, up to "
              + many.streams()
              + " at once; what cannot be read or written in parts is slower.");
    }
    Flow small = figures.small();
    if (small != null && small.throttled() > 0) {
      lines.add(
          String.format(
              Locale.ROOT,
              "The %s asked for less %,d times: that is all it gives, or its operator can raise"
                  + " it.",
              side,
              small.throttled()));
    }
  }

  /// One line for each figure.
  String json() {
    StringBuilder lines = new StringBuilder();
    side(lines, "source", source);
    side(lines, "destination", destination);
    if (amount != null && estimate != null) {
      lines.append(
          JsonText.object(json -> {
            json.writeNumberField("objects", amount.objects());
            json.writeNumberField("bytes", amount.bytes());
            if (estimate.time() != null) {
              json.writeNumberField("seconds", estimate.time().toSeconds());
            }
            json.writeStringField("limit", estimate.limit().name().toLowerCase(Locale.ROOT));
            json.writeNumberField("cost", estimate.cost());
            json.writeStringField("currency", prices.currency());
          }));
      lines.append('\n');
    }
    return lines.toString();
  }

  private static void side(StringBuilder lines, String name, SideFigures figures) {
    lines.append(
        JsonText.object(json -> {
          json.writeStringField("side", name);
          json.writeNumberField("answer_ms", figures.roundTrip().toNanos() / 1e6);
          if (figures.one() != null && figures.many() != null) {
            json.writeNumberField("one_bytes_per_second", (long) figures.one().bandwidth());
            json.writeNumberField("many_bytes_per_second", (long) figures.many().bandwidth());
            json.writeNumberField("many_streams", figures.many().streams());
          }
          if (figures.small() != null) {
            json.writeNumberField("small_objects_per_second", figures.small().rate());
            json.writeNumberField("throttled", figures.small().throttled());
          }
        }));
    lines.append('\n');
  }
}
