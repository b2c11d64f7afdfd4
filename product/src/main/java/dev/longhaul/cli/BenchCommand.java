package dev.longhaul.cli;

import dev.longhaul.config.ByteSize;
import dev.longhaul.config.TimeSpan;
import dev.longhaul.measure.Amount;
import dev.longhaul.measure.Estimate;
import dev.longhaul.measure.Measurement;
import dev.longhaul.measure.Measurement.Effort;
import dev.longhaul.measure.Prices;
import dev.longhaul.measure.SideFigures;
import dev.longhaul.measure.SourceSamples;
import dev.longhaul.store.probe.Probe;
import dev.longhaul.transfer.Means;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `longhaul bench`: measures the ways to both stores, and says what a first copy would take.
public final class BenchCommand implements Command {
  private static final String TIME = "--time";
  private static final String LIMIT = "--limit";
  private static final String OBJECTS = "--objects";
  private static final String BYTES = "--bytes";
  private static final String PRICES = "--prices";
  private static final Duration USUAL_TIME = Duration.ofSeconds(8);
  private static final ByteSize USUAL_LIMIT = new ByteSize(1L << 30);

  private final Surroundings around;
  private final Path root;

  /// @param root `/`, or a folder in its place, where this machine's network settings are
  public BenchCommand(Surroundings around, Path root) {
    this.around = around;
    this.root = root;
  }

  @Override
  public String name() {
    return "bench";
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.usageMessage()
        .description(
            "Measures the ways to both stores in about a minute: how far they are, what one"
                + " connection and many move, small objects per second. Says what a first copy"
                + " would take and cost, and what would make it faster. Only reads the source;"
                + " writes under .longhaul-probe/ of the destination and removes it.")
        .exitCodeList(
            ExitCode.table(
                Map.of(
                    ExitCode.DONE,
                    "measured",
                    ExitCode.UNKNOWN,
                    "a store did not answer or refused")));
    RouteOptions.declareSides(spec);
    Options.addGroup(
        spec,
        "What",
        List.of(
            Options.flag(RouteOptions.RAW_PREFIX, RouteOptions.RAW_PREFIX_MEANING),
            Options.value(
                OBJECTS,
                "N",
                BenchCommand::objects,
                "How many objects there are to copy. Default: what the source lists, if that is"
                    + " no more than 20,000."),
            Options.value(BYTES, "SIZE", ByteSize::parse, "Bytes of all of them together."),
            Options.value(
                PRICES,
                "FILE",
                Path::of,
                "What requests and traffic cost. Default: list prices of S3 Standard in"
                    + " us-east-1.")));
    Options.addGroup(
        spec,
        "How",
        List.of(
            Options.value(
                TIME,
                "TIME",
                TimeSpan::parse,
                "How long each of the six flows lasts. Default: "
                    + TimeSpan.exact(USUAL_TIME)
                    + "."),
            Options.value(
                LIMIT,
                "SIZE",
                ByteSize::parse,
                "Bytes that each flow moves at most. Default: " + USUAL_LIMIT + "."),
            RunOptions.declareJson()));
  }

  private static long objects(String text) {
    try {
      long objects = Long.parseLong(text);
      if (objects > 0) {
        return objects;
      }
    } catch (NumberFormatException notANumber) {
      throw new UsageException("not a number of objects: \"" + text + "\"");
    }
    throw new UsageException("not a number of objects: \"" + text + "\"");
  }

  @Override
  public ExitCode run(ParseResult parsed, Terminal terminal) {
    RouteSettings route = RouteOptions.read(parsed);
    Prices prices = prices(Options.find(parsed, PRICES, Path.class));
    Effort effort = effort(parsed);
    Amount told = told(parsed);
    boolean json = Options.isSet(parsed, RunOptions.JSON);
    try (Opened source = around.stores().source(route, throttle(effort));
        Opened destination = around.stores().destination(route, throttle(effort))) {
      Overlap.find(source, destination)
          .ifPresent(loop -> {
            throw new UsageException(loop);
          });
      tell(terminal, json, "measuring the source");
      SourceSamples samples = SourceSamples.of(source.store(), source.prefix());
      SideFigures reading = measurement(source, effort).reading(samples);
      tell(terminal, json, "measuring the destination");
      String folder = folder(destination);
      Measurement.Written writing =
          measurement(destination, effort).writing(folder, around.randomness());
      Amount amount = told == null ? counted(samples) : told;
      Estimate estimate =
          amount == null ? null : Estimate.of(amount, reading, writing.figures(), prices);
      BenchLines lines = new BenchLines(reading, writing.figures(), amount, estimate, prices);
      terminal.out().print(json ? lines.json() : lines.text(new HostCheck(root).findings()));
      if (writing.left() > 0) {
        terminal
            .err()
            .println(
                "longhaul: %d objects under %s could not be removed; remove them by hand"
                    .formatted(writing.left(), folder));
      }
      return ExitCode.DONE;
    }
  }

  private static void tell(Terminal terminal, boolean json, String what) {
    if (!json) {
      terminal.err().println("longhaul: " + what);
    }
  }

  private Throttle throttle(Effort effort) {
    return Throttle.of(effort.most(), null, around.workers(), around.clock());
  }

  private static Effort effort(ParseResult parsed) {
    return new Effort(
        Options.get(parsed, TIME, USUAL_TIME),
        Options.get(parsed, LIMIT, USUAL_LIMIT).bytes(),
        Means.USUAL_STREAMS,
        LimitSettings.USUAL.concurrency());
  }

  private Measurement measurement(Opened side, Effort effort) {
    return new Measurement(
        new Measurement.Side(side.store(), side.meter()), around.workers(), around.clock(), effort);
  }

  private String folder(Opened destination) {
    return destination.prefix().text() + Probe.FOLDER + around.randomness().token() + "/bench/";
  }

  private static @Nullable Amount told(ParseResult parsed) {
    Long objects = Options.find(parsed, OBJECTS, Long.class);
    ByteSize bytes = Options.find(parsed, BYTES, ByteSize.class);
    if ((objects == null) != (bytes == null)) {
      throw new UsageException(OBJECTS + " and " + BYTES + " go together");
    }
    return objects == null || bytes == null ? null : new Amount(objects, bytes.bytes());
  }

  private static @Nullable Amount counted(SourceSamples samples) {
    return samples.complete() && samples.listed() > 0
        ? new Amount(samples.listed(), samples.bytes())
        : null;
  }

  private static Prices prices(@Nullable Path file) {
    Properties table = new Properties();
    String name = file == null ? "the prices that come along" : file.toString();
    try (InputStream text =
        file == null
            ? Objects.requireNonNull(Prices.class.getResourceAsStream("prices.properties"))
            : Files.newInputStream(file)) {
      table.load(text);
      return Prices.of(table);
    } catch (IOException unreadable) {
      throw new UsageException(name + " cannot be read: " + unreadable.getMessage());
    } catch (IllegalArgumentException wrong) {
      throw new UsageException(name + ": " + wrong.getMessage());
    }
  }
}
