package dev.longhaul;

import dev.longhaul.object.Metadata;
import dev.longhaul.object.SystemHeaders;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Metadata that is lost or changed on its way when nobody takes care (H41, H44).
public final class MetadataCorpus {
  private MetadataCorpus() {}

  /// User metadata of one entry.
  public static Metadata of(String name, String value) {
    SortedMap<String, String> user = new TreeMap<>();
    user.put(name, value);
    return new Metadata(user, SystemHeaders.NONE);
  }

  /// Values by what is odd about them.
  public static Map<String, String> values() {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("plain", "plain text, with a comma; and more");
    values.put("Latin-1", "caf\u00e9");
    values.put("Japanese", "\u65e5\u672c\u8a9e");
    values.put("mixed", "caf\u00e9 and \u65e5\u672c and plain \ud83d\ude80");
    values.put("double spaces", "two  spaces   three");
    values.put("leading space", " lead");
    values.put("trailing space", "trail ");
    values.put("empty", "");
    values.put("quotes and percent", "\"q\" 100% a+b=c&d");
    values.put("equals sign", "=?");
    values.put("long", "v".repeat(1500));
    values.put("long Japanese", "\u65e5\u672c\u8a9e".repeat(60));
    return values;
  }

  /// System headers, each a set that a writer may choose.
  public static List<SystemHeaders> headers() {
    return List.of(
        SystemHeaders.NONE,
        new SystemHeaders(
            "no-cache, max-age=0",
            "attachment; filename=\"a b.txt\"",
            "gzip",
            "zh-CN",
            "text/plain; charset=utf-8",
            "Thu, 01 Dec 2033 16:00:00 GMT",
            null),
        new SystemHeaders(null, null, null, null, "application/x-www-form-urlencoded", "0", null),
        new SystemHeaders(null, null, "gzip,br", null, "image/png", null, null));
  }
}
