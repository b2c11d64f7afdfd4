package dev.longhaul.ledger;

import dev.longhaul.object.ObjectKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Marks of audits in memory.
final class MemoryMarks implements Ledger.Marks {
  private final Map<String, AuditMark> marks = new TreeMap<>();
  private final Map<String, SortedSet<ObjectKey>> absent = new TreeMap<>();

  @Override
  public synchronized Optional<AuditMark> find(String audit) {
    return Optional.ofNullable(marks.get(audit));
  }

  @Override
  public synchronized void record(AuditMark mark) {
    marks.put(mark.audit(), mark);
  }

  @Override
  public synchronized void absent(String audit, ObjectKey key) {
    absent.computeIfAbsent(audit, _ -> new TreeSet<>()).add(key);
  }

  @Override
  public synchronized List<ObjectKey> absent(String audit, @Nullable ObjectKey after, int most) {
    return absent.getOrDefault(audit, new TreeSet<>()).stream()
        .filter(key -> after == null || key.compareTo(after) > 0)
        .limit(most)
        .toList();
  }

  @Override
  public synchronized void forget(String audit) {
    marks.remove(audit);
    absent.remove(audit);
  }
}
