package dev.longhaul.simulation.whole;

import java.util.List;
import java.util.regex.Pattern;

/// Makes lines of a trace short enough to be read by people, and the same at every replay.
final class Legible {
  /// What no line needs: identities of objects, parts of states that never vary, empty values.
  private static final List<Pattern> NEEDLESS =
      List.of(
          Pattern.compile("@[0-9a-f]{4,8}\\b"),
          Pattern.compile(", headers=SystemHeaders\\[[^]]*]"),
          Pattern.compile(", storage=StorageFacts\\[[^]]*]"),
          Pattern.compile(", \\w+=(null|Unobserved\\[]|0(?=[],]))"),
          Pattern.compile("dev\\.longhaul(\\.\\w+)*\\.(?=[A-Z])"),
          Pattern.compile(", storageClass=STANDARD"));

  private static final Pattern ETAG = Pattern.compile("etag=([0-9a-f]{6})[0-9a-f]{26}");

  private Legible() {}

  static String line(String line) {
    String readable = line;
    for (Pattern needless : NEEDLESS) {
      readable = needless.matcher(readable).replaceAll("");
    }
    return ETAG.matcher(readable).replaceAll("etag=$1");
  }
}
