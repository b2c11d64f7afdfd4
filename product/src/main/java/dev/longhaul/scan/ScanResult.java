package dev.longhaul.scan;

import dev.longhaul.object.ListedObject;
import dev.longhaul.store.Failure;
import java.util.List;
import java.util.function.Consumer;

/// How a scan ended.
///
/// @param failures why it is not complete; empty when both listings are complete and valid
/// @param sorted whether a listing was not in byte order, so that both were sorted
/// @param onlyDestination keys that only the destination's listing showed; may be acted on only
///   when the scan is complete (H61)
/// @param remark what a person should know of the report that took the place of the source's
///   listing; empty without one
record ScanResult(
    List<Failure> failures, boolean sorted, List<Spill> onlyDestination, String remark)
    implements AutoCloseable {
  ScanResult {
    failures = List.copyOf(failures);
    onlyDestination = List.copyOf(onlyDestination);
  }

  ScanResult(List<Failure> failures, boolean sorted, List<Spill> onlyDestination) {
    this(failures, sorted, onlyDestination, "");
  }

  /// The same, with a remark.
  ScanResult with(String told) {
    return new ScanResult(failures, sorted, onlyDestination, told);
  }

  boolean isComplete() {
    return failures.isEmpty();
  }

  /// How many keys only the destination's listing showed.
  long onlyDestinationSize() {
    return onlyDestination.stream().mapToLong(Spill::size).sum();
  }

  /// Goes through the destination's entries that the source's listing did not show.
  void forEachOnlyDestination(Consumer<ListedObject> taker) {
    for (Spill spill : onlyDestination) {
      try (Spill.Reader reader = spill.read()) {
        for (ListedObject object = reader.next(); object != null; object = reader.next()) {
          taker.accept(object);
        }
      }
    }
  }

  @Override
  public void close() {
    onlyDestination.forEach(Spill::close);
  }
}
