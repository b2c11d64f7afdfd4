package dev.longhaul.route;

import dev.longhaul.object.KeyPrefix;
import dev.longhaul.object.ObjectKey;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Includes and excludes of which the last that matches decides (decision 17). They are matched
/// with the key below the source's prefix. A key that none matches is in, unless the first rule is
/// an include: who begins with what to take means nothing else.
public final class GlobFilter implements KeyFilter {
  private final KeyPrefix prefix;
  private final List<Rule> rules;

  /// A filter of keys below a prefix of the source.
  public GlobFilter(KeyPrefix prefix, List<Rule> rules) {
    this.prefix = prefix;
    this.rules = List.copyOf(rules);
  }

  /// One include or exclude.
  public record Rule(boolean include, Glob glob) {
    /// The rule with this pattern.
    public static Rule of(boolean include, String glob) {
      return new Rule(include, Glob.of(glob));
    }
  }

  @Override
  public boolean accepts(ObjectKey key) {
    if (rules.isEmpty()) {
      return true;
    }
    byte[] bytes = key.toBytes();
    int skipped = Math.min(prefix.length(), bytes.length);
    int[] relative =
        new String(bytes, skipped, bytes.length - skipped, StandardCharsets.UTF_8)
            .codePoints()
            .toArray();
    for (int index = rules.size() - 1; index >= 0; index--) {
      Rule rule = rules.get(index);
      if (rule.glob().matches(relative)) {
        return rule.include();
      }
    }
    return !rules.getFirst().include();
  }
}
