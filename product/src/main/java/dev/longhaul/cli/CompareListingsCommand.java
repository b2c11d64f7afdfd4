package dev.longhaul.cli;

import dev.longhaul.json.JsonText;
import dev.longhaul.object.Escaped;
import dev.longhaul.s3copy.listing.ListedObject;
import dev.longhaul.s3copy.listing.ListingComparison;
import dev.longhaul.s3copy.listing.ListingComparison.Counts;
import dev.longhaul.s3copy.listing.ListingComparison.Difference;
import dev.longhaul.s3copy.listing.ListingException;
import dev.longhaul.s3copy.listing.ListingFile;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `longhaul compare-listings`: compares the two files that people make with `aws s3 ls --recursive
/// --summarize` of both buckets.
public final class CompareListingsCommand implements Command {
  private static final int BUFFER = 1 << 16;

  @Override
  public String name() {
    return "compare-listings";
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.usageMessage()
        .description(
            "Compares two files written by aws s3 ls --recursive s3://BUCKET --summarize, and names"
                + " every key that only one of them has, or that has another size. Such files say"
                + " nothing of what the objects hold: verify does.")
        .exitCodeList(
            ExitCode.table(
                Map.of(
                    ExitCode.DONE,
                    "both name the same keys with the same sizes",
                    ExitCode.DIFFERENT,
                    "they differ: each key is named",
                    ExitCode.UNKNOWN,
                    "could not tell: a file cannot be read, or is not whole")));
    spec.addPositional(
        Options.positional(0, "SOURCE", Path::of, "The file about the source's bucket."));
    spec.addPositional(
        Options.positional(1, "DESTINATION", Path::of, "The file about the destination's bucket."));
    Options.addGroup(spec, "Output", List.of(RunOptions.declareJson()));
  }

  @Override
  public ExitCode run(ParseResult parsed, Terminal terminal) {
    Path source = parsed.matchedPositionalValue(0, null);
    Path destination = parsed.matchedPositionalValue(1, null);
    boolean json = Options.isSet(parsed, RunOptions.JSON);
    Consumer<Difference> found =
        difference -> terminal.out().println(json ? json(difference) : line(difference));
    try (InputStream ours = open(source);
        InputStream theirs = open(destination)) {
      Counts counts =
          ListingComparison.compare(
              new ListingFile(Escaped.text(source.toString()), ours),
              new ListingFile(Escaped.text(destination.toString()), theirs),
              found);
      terminal.out().println(json ? json(counts) : sentence(counts));
      return counts.isEqual() ? ExitCode.DONE : ExitCode.DIFFERENT;
    } catch (IOException | ListingException unreadable) {
      terminal.err().println("longhaul: " + unreadable.getMessage());
      return ExitCode.UNKNOWN;
    }
  }

  private static InputStream open(Path file) throws IOException {
    try {
      return new BufferedInputStream(Files.newInputStream(file), BUFFER);
    } catch (IOException refused) {
      throw new IOException(
          Escaped.text(file.toString())
              + " cannot be read: "
              + Escaped.text(String.valueOf(refused)),
          refused);
    }
  }

  private static String line(Difference difference) {
    return word(difference) + " " + difference.key() + sizes(difference);
  }

  private static String sizes(Difference difference) {
    ListedObject source = difference.source();
    ListedObject destination = difference.destination();
    return source == null || destination == null
        ? ""
        : "  " + source.size() + " bytes, not " + destination.size();
  }

  private static String word(Difference difference) {
    if (difference.destination() == null) {
      return "missing";
    }
    return difference.source() == null ? "extra" : "size";
  }

  private static String sentence(Counts counts) {
    return (counts.isEqual() ? "equal: " : "different: ")
        + counts.equal()
        + " with the same size, "
        + counts.missing()
        + " missing at the destination, "
        + counts.extra()
        + " extra there, "
        + counts.resized()
        + " with another size; compared: keys and sizes, not what the objects hold, which longhaul"
        + " verify compares";
  }

  private static String json(Difference difference) {
    return JsonText.object(json -> {
      json.writeStringField("difference", word(difference));
      JsonText.key(json, difference.key());
      ListedObject source = difference.source();
      if (source != null) {
        json.writeNumberField("sourceSize", source.size());
      }
      ListedObject destination = difference.destination();
      if (destination != null) {
        json.writeNumberField("destinationSize", destination.size());
      }
    });
  }

  private static String json(Counts counts) {
    return JsonText.object(json -> {
      json.writeStringField("command", "compare-listings");
      json.writeStringField("verdict", counts.isEqual() ? "equal" : "different");
      json.writeNumberField("equal", counts.equal());
      json.writeNumberField("missing", counts.missing());
      json.writeNumberField("extra", counts.extra());
      json.writeNumberField("resized", counts.resized());
      json.writeStringField("compared", "keys and sizes");
    });
  }
}
