package dev.longhaul.transfer;

import dev.longhaul.object.ETag;
import dev.longhaul.object.ObjectState;
import dev.longhaul.store.Lookup;
import dev.longhaul.store.ObjectReader;
import dev.longhaul.store.PartFacts;
import dev.longhaul.transfer.PartLayout.Parts;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Asks a store how an object of its was cut (H38).
final class SourceBoundaries {
  private final ObjectReader reader;
  private final Means means;

  SourceBoundaries(ObjectReader reader, Means means) {
    this.reader = reader;
    this.means = means;
  }

  /// One request for parts of one size, one for each part where they differ.
  SourceParts ask(Pinned pinned) {
    ETag etag = pinned.incarnation().etag();
    int count = etag.parts();
    if (count == 0) {
      return new SourceParts.Single();
    }
    if (count == 1) {
      return new SourceParts.Uniform(1, pinned.size());
    }
    Optional<PartFacts> first = reader.part(pinned.key(), pinned.incarnation(), 1);
    if (first.isEmpty() || first.get().partsCount() != count) {
      return new SourceParts.Counted(count);
    }
    long size = first.get().size();
    if (size > 0 && Math.ceilDiv(pinned.size(), size) == count) {
      return new SourceParts.Uniform(count, size);
    }
    return count == 2 && size < pinned.size()
        ? new SourceParts.Listed(List.of(size, pinned.size() - size))
        : askEach(pinned, count);
  }

  private SourceParts askEach(Pinned pinned, int count) {
    long[] sizes = new long[count];
    Arrays.fill(sizes, -1);
    Lanes.run(
        means.workers(),
        means.streamsPerObject(),
        IntStream.rangeClosed(1, count).boxed().toList(),
        number ->
            reader
                .part(pinned.key(), pinned.incarnation(), number)
                .ifPresent(facts -> sizes[number - 1] = facts.size()));
    List<Long> listed = Arrays.stream(sizes).boxed().toList();
    return listed.contains(-1L) ? new SourceParts.Counted(count) : new SourceParts.Listed(listed);
  }

  /// Whether the object surely has these boundaries.
  ///
  /// @throws SourceMoved when it is there no more, so that nobody can tell
  boolean are(Pinned pinned, Parts layout) {
    if (layout.isExact()) {
      return true;
    }
    return switch (askEach(pinned, layout.count())) {
      case SourceParts.Listed(List<Long> sizes) -> Parts.listed(sizes).equals(layout);
      case SourceParts.Counted _,
          SourceParts.Single _,
          SourceParts.Uniform _,
          SourceParts.Unmatchable _ -> {
        requireThere(pinned);
        yield false;
      }
    };
  }

  private void requireThere(Pinned pinned) {
    boolean there =
        reader.head(pinned.key()) instanceof Lookup.Found(ObjectState state)
            && state.incarnation().equals(pinned.incarnation());
    if (!there) {
      throw new SourceMoved(pinned);
    }
  }
}
