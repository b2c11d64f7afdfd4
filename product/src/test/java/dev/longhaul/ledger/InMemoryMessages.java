package dev.longhaul.ledger;

import dev.longhaul.hint.UnreadableMessage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Messages that are forgotten with the process.
public final class InMemoryMessages implements Messages {
  private final Map<List<String>, UnreadableMessage> kept = new LinkedHashMap<>();
  private final int most;

  public InMemoryMessages(int most) {
    this.most = most;
  }

  @Override
  public synchronized boolean keep(UnreadableMessage message) {
    List<String> name = List.of(message.intake(), message.id());
    if (kept.size() < most) {
      kept.putIfAbsent(name, message);
    }
    return kept.containsKey(name);
  }

  @Override
  public synchronized List<UnreadableMessage> list(int atMost) {
    return kept.values().stream().limit(atMost).toList();
  }

  @Override
  public synchronized long count() {
    return kept.size();
  }

  @Override
  public synchronized boolean remove(String intake, String id) {
    return kept.remove(List.of(intake, id)) != null;
  }

  @Override
  public void close() {}
}
