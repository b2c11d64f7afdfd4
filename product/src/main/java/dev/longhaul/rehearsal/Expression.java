package dev.longhaul.rehearsal;

import dev.longhaul.hint.Json;
import dev.longhaul.rehearsal.JsonService.Refused;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The part of DynamoDB's expressions that our adapter writes. Anything else is refused, as are
/// names and values that are given and not used, which the real service refuses too.
final class Expression {
  private static final Pattern TOKEN =
      Pattern.compile("#[a-z_]+|:[a-z]+|[A-Za-z_]+|<>|<=|>=|[=<>(),+]|\\S");

  private final List<String> tokens;
  private final Json input;
  private final Map<String, Cell> row;
  private final Set<String> used;
  private int at;

  /// One attribute's value: its type and its text.
  record Cell(String type, String text) {
    boolean isEqual(Cell other) {
      return type.equals(other.type) && compare(other) == 0;
    }

    int compare(Cell other) {
      return type.equals("N")
          ? new BigDecimal(text).compareTo(new BigDecimal(other.text))
          : text.compareTo(other.text);
    }
  }

  /// @param input the request, which gives names and values
  /// @param row is changed by `update`
  /// @param used collects the names and values that were used
  Expression(String text, Json input, Map<String, Cell> row, Set<String> used) {
    this.tokens = TOKEN.matcher(text).results().map(found -> found.group()).toList();
    this.input = input;
    this.row = row;
    this.used = used;
  }

  /// Refuses a request that names what none of its expressions uses.
  static void allAreUsed(Json input, Set<String> used) {
    Set<String> given = new HashSet<>();
    for (String kind : List.of("ExpressionAttributeNames", "ExpressionAttributeValues")) {
      if (input.at(kind).value() instanceof Map<?, ?> map) {
        if (map.isEmpty()) {
          throw invalid(kind + " must not be empty");
        }
        map.keySet().forEach(name -> given.add(String.valueOf(name)));
      }
    }
    given.removeAll(used);
    if (!given.isEmpty()) {
      throw invalid("Value provided is unused in expressions: " + given);
    }
  }

  private static Refused invalid(String message) {
    return new Refused(400, "ValidationException", message);
  }

  boolean holds() {
    boolean holds = either();
    if (at < tokens.size()) {
      throw invalid("Syntax error at " + tokens.get(at));
    }
    return holds;
  }

  private boolean either() {
    boolean holds = both();
    while (isNext("OR")) {
      holds |= both();
    }
    return holds;
  }

  private boolean both() {
    boolean holds = one();
    while (isNext("AND")) {
      holds &= one();
    }
    return holds;
  }

  private boolean one() {
    if (isNext("(")) {
      boolean holds = either();
      expect(")");
      return holds;
    }
    String token = next();
    if (token.startsWith("attribute_")) {
      expect("(");
      boolean exists = row.containsKey(name(next()));
      expect(")");
      return exists == token.equals("attribute_exists");
    }
    Cell left = row.get(name(token));
    String operator = next();
    Cell right = value(next());
    if (left == null || !left.type().equals(right.type())) {
      return operator.equals("<>");
    }
    return switch (operator) {
      case "=" -> left.isEqual(right);
      case "<>" -> !left.isEqual(right);
      case "<" -> left.compare(right) < 0;
      case "<=" -> left.compare(right) <= 0;
      case ">" -> left.compare(right) > 0;
      case ">=" -> left.compare(right) >= 0;
      default -> throw invalid("Syntax error at " + operator);
    };
  }

  void update() {
    while (at < tokens.size()) {
      switch (next()) {
        case "SET" -> {
          do {
            set();
          } while (isNext(","));
        }
        case "REMOVE" -> {
          do {
            row.remove(name(next()));
          } while (isNext(","));
        }
        default -> throw invalid("Syntax error at " + tokens.get(at - 1));
      }
    }
  }

  private void set() {
    String name = name(next());
    expect("=");
    Cell value = operand();
    if (isNext("+")) {
      BigDecimal sum = new BigDecimal(value.text()).add(new BigDecimal(operand().text()));
      value = new Cell("N", sum.toPlainString());
    }
    row.put(name, value);
  }

  private Cell operand() {
    if (!isNext("if_not_exists")) {
      return value(next());
    }
    expect("(");
    Cell found = row.get(name(next()));
    expect(",");
    Cell other = value(next());
    expect(")");
    return found == null ? other : found;
  }

  private String name(String token) {
    used.add(token);
    String name = input.text("ExpressionAttributeNames", token);
    if (name == null) {
      throw invalid("An expression attribute name used is not defined: " + token);
    }
    return name;
  }

  private Cell value(String token) {
    used.add(token);
    Cell value = cell(input.at("ExpressionAttributeValues", token));
    if (value == null) {
      throw invalid("An expression attribute value used is not defined: " + token);
    }
    return value;
  }

  /// A value as requests write it; `null` for what is none.
  static @Nullable Cell cell(Json value) {
    for (String type : List.of("S", "N")) {
      String text = value.text(type);
      if (text != null) {
        return new Cell(type, type.equals("N") ? new BigDecimal(text).toPlainString() : text);
      }
    }
    return null;
  }

  private boolean isNext(String token) {
    boolean is = at < tokens.size() && tokens.get(at).equals(token);
    at += is ? 1 : 0;
    return is;
  }

  private void expect(String token) {
    if (!isNext(token)) {
      throw invalid("Syntax error: expected " + token);
    }
  }

  private String next() {
    if (at == tokens.size()) {
      throw invalid("Syntax error at the end");
    }
    return tokens.get(at++);
  }
}
