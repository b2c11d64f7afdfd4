package dev.longhaul.config.yaml;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Puts environment variables into values: `${NAME}`, `${NAME:-otherwise}`; `$${` stays `${`.
///
/// What a variable holds is taken as it is: it is not looked at for further variables, and it never
/// changes the structure of the file. Values are not repeated in messages: they may be secret
/// (H79).
final class Substitution {
  private static final Pattern REFERENCE =
      Pattern.compile("\\$\\$\\{|\\$\\{(?:([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?})?");

  private final Map<String, String> environment;

  Substitution(Map<String, String> environment) {
    this.environment = environment;
  }

  String apply(String text) {
    Matcher matcher = REFERENCE.matcher(text);
    StringBuilder result = new StringBuilder();
    while (matcher.find()) {
      matcher.appendReplacement(result, Matcher.quoteReplacement(value(matcher)));
    }
    return matcher.appendTail(result).toString();
  }

  private String value(Matcher matcher) {
    if (matcher.group().equals("$${")) {
      return "${";
    }
    String name = matcher.group(1);
    if (name == null) {
      throw new IllegalArgumentException(
          "what follows ${ is no variable; write ${NAME} or ${NAME:-otherwise}, and $${ for ${"
              + " itself");
    }
    String otherwise = matcher.group(2);
    String value = environment.getOrDefault(name, "");
    if (otherwise != null && value.isEmpty()) {
      return otherwise;
    }
    if (!environment.containsKey(name)) {
      throw new IllegalArgumentException(
          "the environment variable " + name + " is not set; set it, or write ${" + name + ":-…}");
    }
    return value;
  }
}
