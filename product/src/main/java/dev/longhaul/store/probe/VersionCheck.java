package dev.longhaul.store.probe;

import dev.longhaul.object.ByteRange;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.object.ObjectState;
import dev.longhaul.object.StorageFacts;
import dev.longhaul.store.ObjectReader;
import dev.longhaul.store.ReadRequest;
import dev.longhaul.store.Reading;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// Whether an object may be read by its version id: that is another permission than reading what is
/// current, GetObjectVersion (decision 18). One byte of one object tells.
///
/// The store must be opened so that its reads name versions.
final class VersionCheck {
  private final @Nullable Attempt<Reading<Boolean>> read;

  /// @param samples what HEAD said of some objects
  VersionCheck(ObjectReader reader, SortedMap<ObjectKey, ObjectState> samples) {
    this.read =
        samples.entrySet().stream()
            .filter(sample -> isTelling(sample.getValue()))
            .findFirst()
            .map(sample -> Attempt.of(() -> byteOf(reader, sample)))
            .orElse(null);
  }

  private static boolean isTelling(ObjectState state) {
    return state.incarnation().versionId() != null
        && state.size() > 0
        && state.storage().archive() == StorageFacts.Archive.READABLE;
  }

  private static Reading<Boolean> byteOf(
      ObjectReader reader, Map.Entry<ObjectKey, ObjectState> sample) {
    ReadRequest first = ReadRequest.range(sample.getValue().incarnation(), new ByteRange(0, 1));
    return reader.read(sample.getKey(), first, (_, _, in) -> in.readAllBytes().length == 1);
  }

  boolean isPermitted() {
    return read != null
        && read.answer() instanceof Reading.Complete<Boolean>(Boolean whole)
        && whole;
  }

  /// Empty when no object with a version was seen.
  Optional<Finding> finding() {
    if (read == null) {
      return Optional.empty();
    }
    String subject = "objects may be read by version";
    return Optional.of(
        read.unclear()
            .map(why -> Finding.unknown(subject, why))
            .orElseGet(() -> Finding.of(subject, isPermitted(), "such a read " + read.outcome())));
  }
}
