package dev.longhaul.bench.server;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// What a server was asked for. Thread-safe.
final class Counts {
  private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

  void count(String kind) {
    add(kind, 1);
  }

  void add(String kind, long number) {
    counts.computeIfAbsent(kind, _ -> new LongAdder()).add(number);
  }

  /// A connection that ended in the middle of something.
  void broken(IOException failure) {
    String text = String.valueOf(failure.getMessage());
    count(text.startsWith("a body") ? "bad bodies" : "broken connections");
  }

  void reset() {
    counts.clear();
  }

  /// All counts as one line of JSON, by name.
  String json() {
    StringBuilder json = new StringBuilder("{");
    for (Map.Entry<String, LongAdder> entry : new TreeMap<>(counts).entrySet()) {
      json.append(json.length() > 1 ? "," : "").append('"').append(entry.getKey()).append("\":");
      json.append(entry.getValue().sum());
    }
    return json.append("}\n").toString();
  }
}
