package dev.longhaul.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;

/// Declares options and reads them back by name.
final class Options {
  private Options() {}

  /// An option without a value.
  static OptionSpec flag(String name, String description) {
    return OptionSpec.builder(name)
        .type(boolean.class)
        .arity("0")
        .description(described(description))
        .build();
  }

  /// An option with one value.
  static <T> OptionSpec value(
      String name, String label, Function<String, T> parse, String description) {
    return OptionSpec.builder(name)
        .type(Object.class)
        .arity("1")
        .paramLabel(label)
        .converters(converter(parse))
        .description(described(description))
        .build();
  }

  /// An option whose value may be left out: `--deep` or `--deep=10%`. The word after it may be a
  /// location, so a value always follows an equals sign.
  static <T> OptionSpec withDefault(
      String name, String label, Function<String, T> parse, String otherwise, String description) {
    return OptionSpec.builder(name)
        .type(Object.class)
        .arity("0..1")
        .fallbackValue(otherwise)
        .preprocessor((words, _, _, how) -> {
          if (!words.isEmpty() && !"=".equals(how.get("separator"))) {
            words.push(otherwise);
          }
          return false;
        })
        .paramLabel(label)
        .converters(converter(parse))
        .description(described(description))
        .build();
  }

  /// An option that may be given again and again; all values count, in order.
  static <T> OptionSpec repeated(
      String name, String label, Function<String, T> parse, String description) {
    return OptionSpec.builder(name)
        .type(List.class)
        .auxiliaryTypes(Object.class)
        .arity("1")
        .paramLabel(label)
        .converters(converter(parse))
        .description(described(description))
        .build();
  }

  /// An option whose value is one of an enum's names in lower case.
  static <E extends Enum<E>> OptionSpec choice(String name, Class<E> type, String description) {
    List<String> names = names(type);
    return OptionSpec.builder(name)
        .type(Object.class)
        .arity("1")
        .paramLabel(String.join("|", names))
        .completionCandidates(names)
        .converters(converter(text -> choose(type, names, text)))
        .description(described(description))
        .build();
  }

  /// The constant of an enum whose name in lower case this is.
  static <E extends Enum<E>> E choose(Class<E> type, String text) {
    return choose(type, names(type), text);
  }

  private static <E extends Enum<E>> List<String> names(Class<E> type) {
    return Arrays.stream(type.getEnumConstants()).map(value -> word(value)).toList();
  }

  private static <E extends Enum<E>> E choose(Class<E> type, List<String> names, String text) {
    int index = names.indexOf(text.toLowerCase(Locale.ROOT));
    if (index < 0) {
      throw new UsageException("\"" + text + "\" is none of " + String.join(", ", names));
    }
    return type.getEnumConstants()[index];
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// A required argument that is no option.
  static <T> PositionalParamSpec positional(
      int index, String label, Function<String, T> parse, String description) {
    return PositionalParamSpec.builder()
        .index(Integer.toString(index))
        .type(Object.class)
        .arity("1")
        .required(true)
        .paramLabel(label)
        .converters(converter(parse))
        .description(described(description))
        .build();
  }

  /// Adds options under a heading of their own in the help.
  static void addGroup(CommandSpec spec, String heading, List<OptionSpec> options) {
    ArgGroupSpec.Builder group =
        ArgGroupSpec.builder()
            .heading("%n" + heading + ":%n")
            .validate(false)
            .exclusive(false)
            .multiplicity("0..1");
    options.forEach(group::addArg);
    spec.addArgGroup(group.build());
  }

  private static <T> ITypeConverter<T> converter(Function<String, T> parse) {
    return text -> {
      try {
        return parse.apply(text);
      } catch (IllegalArgumentException | UsageException refused) {
        throw new TypeConversionException(refused.getMessage());
      }
    };
  }

  /// The help of picocli takes descriptions for format strings.
  private static String described(String description) {
    return description.replace("%", "%%");
  }

  static boolean isSet(ParseResult parsed, String name) {
    return parsed.hasMatchedOption(name);
  }

  /// The value of an option, `null` when it was not given.
  static <T> @Nullable T find(ParseResult parsed, String name, Class<T> type) {
    Object value = parsed.matchedOptionValue(name, null);
    return value == null ? null : type.cast(value);
  }

  /// The value of an option, or this one when it was not given.
  static <T> T get(ParseResult parsed, String name, T otherwise) {
    return parsed.matchedOptionValue(name, otherwise);
  }
}
