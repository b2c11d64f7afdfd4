package dev.longhaul.deploy.cloudformation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// As much of a template as change sets are made of: sections whose entries are indented by two.
///
/// @param declared texts of parameters by their names
/// @param resources texts of resources by their names
record StackTemplate(Map<String, String> declared, Map<String, String> resources) {
  private static final Pattern ENTRY = Pattern.compile("(?m)^  (\\w+):\\n((?:    .*\\n|\\s*\\n)+)");
  private static final Pattern TYPE = Pattern.compile("(?m)^    Type: (.*)$");
  private static final Pattern DEFAULT = Pattern.compile("(?m)^    Default: (.*)$");
  private static final Pattern REFERENCE = Pattern.compile("Ref (\\w+)|\\$\\{(\\w+)\\}");

  static StackTemplate of(@Nullable String body) {
    String text = Objects.requireNonNull(body).replaceAll("(?m)^ *#.*\\n", "");
    return new StackTemplate(section(text, "Parameters"), section(text, "Resources"));
  }

  private static Map<String, String> section(String text, String name) {
    Matcher section = Pattern.compile("(?m)^" + name + ":\\n((?: .*\\n|\\s*\\n)+)").matcher(text);
    Map<String, String> entries = new LinkedHashMap<>();
    if (section.find()) {
      Matcher entry = ENTRY.matcher(section.group(1));
      while (entry.find()) {
        entries.put(entry.group(1), entry.group(2));
      }
    }
    return entries;
  }

  private static @Nullable String usual(String parameter) {
    Matcher usual = DEFAULT.matcher(parameter);
    return usual.find() ? usual.group(1).replaceAll("^'(.*)'$", "$1") : null;
  }

  private static String type(String resource) {
    Matcher type = TYPE.matcher(resource);
    return type.find() ? type.group(1) : "";
  }

  boolean needsCapability() {
    return resources.values().stream().anyMatch(text -> type(text).startsWith("AWS::IAM::"));
  }

  /// As `ValidateTemplate` answers.
  String xml() {
    StringBuilder xml = new StringBuilder("<Parameters>");
    declared.forEach((name, text) -> {
      String usual = usual(text);
      xml.append("<member><ParameterKey>").append(name).append("</ParameterKey>");
      xml.append(usual == null ? "" : "<DefaultValue>" + usual + "</DefaultValue>");
      xml.append("<Description>what ").append(name).append(" is</Description></member>");
    });
    xml.append("</Parameters>");
    return needsCapability()
        ? xml + "<Capabilities><member>CAPABILITY_IAM</member></Capabilities>"
        : xml.toString();
  }

  /// The values that a request gives, refused where one is missing or nobody's.
  Map<String, String> parameters(Map<String, String> form, Map<String, String> before) {
    Map<String, String> given = new LinkedHashMap<>();
    for (int number = 1; form.containsKey(key(number, "ParameterKey")); number++) {
      String name = form.getOrDefault(key(number, "ParameterKey"), "");
      if (!declared.containsKey(name)) {
        throw new IllegalStateException("Parameters: [" + name + "] do not exist in the template");
      }
      String value = form.get(key(number, "ParameterValue"));
      boolean previous = "true".equals(form.get(key(number, "UsePreviousValue")));
      given.put(name, Objects.requireNonNull(previous ? before.get(name) : value));
    }
    declared.forEach((name, text) -> {
      String usual = usual(text);
      if (usual != null) {
        given.putIfAbsent(name, usual);
      } else if (!given.containsKey(name)) {
        throw new IllegalStateException("Parameters: [" + name + "] must have values");
      }
    });
    return given;
  }

  private static String key(int number, String name) {
    return "Parameters.member." + number + "." + name;
  }

  /// What this template would change in what another one made.
  List<String> changes(
      @Nullable StackTemplate old, Map<String, String> now, Map<String, String> before) {
    Map<String, String> then = old == null ? Map.of() : old.resources;
    List<String> changes = new ArrayList<>();
    resources.forEach((name, text) -> {
      String was = then.get(name);
      if (was == null) {
        changes.add(change("Add", name, text));
      } else if (!filled(was, before).equals(filled(text, now))) {
        changes.add(change("Modify", name, text));
      }
    });
    then.forEach((name, text) -> {
      if (!resources.containsKey(name)) {
        changes.add(change("Remove", name, text));
      }
    });
    return changes;
  }

  private static String filled(String text, Map<String, String> values) {
    return REFERENCE
        .matcher(text)
        .replaceAll(found -> {
          String name = found.group(1) == null ? found.group(2) : found.group(1);
          return Matcher.quoteReplacement(values.getOrDefault(name, name));
        });
  }

  /// Names cannot be changed in place.
  private static String change(String action, String name, String text) {
    String replacement =
        action.equals("Modify")
            ? "<Replacement>" + (text.contains("Name: !Sub") ? "True" : "False") + "</Replacement>"
            : "";
    return """
    <member><Type>Resource</Type><ResourceChange><Action>%s</Action>\
    <LogicalResourceId>%s</LogicalResourceId><ResourceType>%s</ResourceType>%s\
    </ResourceChange></member>\
    """
        .formatted(action, name, type(text), replacement);
  }
}
