package dev.longhaul.cli;

import dev.longhaul.config.Location;
import dev.longhaul.object.Escaped;
import dev.longhaul.route.Glob;
import dev.longhaul.route.GlobFilter;
import dev.longhaul.route.Policy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// The arguments and options that say what is to be equal to what; of `sync`, `verify`, `doctor`.
final class RouteOptions {
  private static final String INCLUDE = "--include";
  private static final String EXCLUDE = "--exclude";
  static final String RAW_PREFIX = "--raw-prefix";
  static final String RAW_PREFIX_MEANING =
      "Takes prefixes as typed; without it s3://b/p means s3://b/p/.";
  private static final String TAGS = "--tags";
  private static final String COMPARE = "--compare";
  private static final String DELETE = "--delete";
  private static final String STORAGE_CLASS = "--storage-class";
  private static final String ENCRYPTION_KEY = "--encryption-key";

  private RouteOptions() {}

  static void declareSides(CommandSpec spec) {
    spec.addPositional(
        Options.positional(
            0, "SOURCE", Location::parse, "s3://bucket or s3://bucket/prefix; only ever read."));
    spec.addPositional(
        Options.positional(
            1, "DESTINATION", Location::parse, "s3://bucket or s3://bucket/prefix."));
    Options.addGroup(spec, "Source", SideOptions.SOURCE.declare());
    Options.addGroup(spec, "Destination", SideOptions.DESTINATION.declare());
  }

  static List<OptionSpec> declareFilters() {
    return List.of(
        Options.repeated(
            INCLUDE,
            "GLOB",
            RouteOptions::glob,
            "Takes keys that match behind the prefix: * stops at /, ** does not; the last match"
                + " wins. What matches nothing is in, unless the first of them is an include."),
        Options.repeated(
            EXCLUDE,
            "GLOB",
            RouteOptions::glob,
            "Leaves out keys that match; they are not copied and never deleted."));
  }

  static List<OptionSpec> declareScope() {
    return List.of(
        Options.flag(RAW_PREFIX, RAW_PREFIX_MEANING),
        Options.choice(
            TAGS, Policy.TagRule.class, "Whether tags are copied and compared. Default: copy."));
  }

  static List<OptionSpec> declareChanges() {
    return List.of(
        Options.flag(
            DELETE,
            "Deletes what the source does not have, once its absence there is proved per key."),
        Options.choice(
            COMPARE,
            Policy.Compare.class,
            "What tells equal from different before anything is done: the listings,"
                + " or metadata and tags of every object. Default: listing."),
        declareStorageClass(),
        Options.value(
            ENCRYPTION_KEY,
            "KEY",
            key -> key,
            "KMS key of the destination. Default: as the bucket is set up."));
  }

  static OptionSpec declareStorageClass() {
    return Options.repeated(
        STORAGE_CLASS,
        "SRC=DST",
        RouteOptions::classPair,
        "Storage class at the destination for a class of the source."
            + " May be given again. Default: the bucket's default.");
  }

  static RouteSettings read(ParseResult parsed) {
    Location source = parsed.matchedPositionalValue(0, null);
    Location destination = parsed.matchedPositionalValue(1, null);
    return new RouteSettings(
        SideOptions.SOURCE.read(parsed, source),
        SideOptions.DESTINATION.read(parsed, destination),
        filters(parsed),
        policy(parsed),
        Options.isSet(parsed, RAW_PREFIX));
  }

  private static Policy policy(ParseResult parsed) {
    SortedMap<String, String> classes = new TreeMap<>();
    for (Map.Entry<String, String> pair :
        Options.get(parsed, STORAGE_CLASS, List.<Map.Entry<String, String>>of())) {
      classes.put(pair.getKey(), pair.getValue());
    }
    return new Policy(
        Options.isSet(parsed, DELETE) ? Policy.Deletes.MIRROR : Policy.Deletes.KEEP,
        Options.get(parsed, TAGS, Policy.TagRule.COPY),
        classes,
        Options.find(parsed, ENCRYPTION_KEY, String.class),
        Options.get(parsed, COMPARE, Policy.Compare.LISTING));
  }

  /// Includes and excludes in the order in which they were typed.
  private static List<GlobFilter.Rule> filters(ParseResult parsed) {
    List<GlobFilter.Rule> rules = new ArrayList<>();
    Map<OptionSpec, Integer> taken = new HashMap<>();
    for (OptionSpec option : parsed.matchedOptions()) {
      boolean include = option.longestName().equals(INCLUDE);
      if (include || option.longestName().equals(EXCLUDE)) {
        int index = taken.merge(option, 1, Integer::sum) - 1;
        rules.add(GlobFilter.Rule.of(include, option.stringValues().get(index)));
      }
    }
    return rules;
  }

  private static Glob glob(String text) {
    if (text.isEmpty()) {
      throw new UsageException("a glob is not empty; ** matches every key");
    }
    return Glob.of(text);
  }

  private static Map.Entry<String, String> classPair(String text) {
    int equals = text.indexOf('=');
    if (equals < 1 || equals == text.length() - 1) {
      throw new UsageException(
          "not a pair of storage classes: \""
              + Escaped.text(text)
              + "\"; write STANDARD_IA=STANDARD");
    }
    return Map.entry(text.substring(0, equals), text.substring(equals + 1));
  }
}
