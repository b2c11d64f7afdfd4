package dev.longhaul.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// What the demo puts into its source, and how it changes it later.
final class DemoObjects {

  private static final int BULK = 200;
  private static final int BULK_SIZE = 10 << 10;
  private static final int CHANGED = 10;

  private final List<Sample> atFirst = new ArrayList<>(SampleData.everything());
  private final List<Sample> changes = new ArrayList<>();
  private final List<String> deletions = new ArrayList<>();

  DemoObjects() {
    IntStream.range(0, BULK).mapToObj(DemoObjects::bulk).forEach(atFirst::add);
    for (int number = 0; number < CHANGED; number++) {
      changes.add(bulk(number).withSeed(1));
      changes.add(Sample.of("added/" + number, BULK_SIZE));
      deletions.add(bulk(BULK - 1 - number).key());
    }
  }

  private static Sample bulk(int number) {
    return Sample.of("bulk/%04d".formatted(number), BULK_SIZE);
  }

  List<Sample> atFirst() {
    return List.copyOf(atFirst);
  }

  /// Objects written anew: some replace others by as many bytes, some are added.
  List<Sample> changes() {
    return List.copyOf(changes);
  }

  List<String> deletions() {
    return List.copyOf(deletions);
  }

  String changesInWords() {
    return CHANGED + " overwritten, " + CHANGED + " added, " + CHANGED + " deleted";
  }

  /// How many objects there are in the end.
  int atLast() {
    return atFirst.size() + CHANGED - deletions.size();
  }
}
