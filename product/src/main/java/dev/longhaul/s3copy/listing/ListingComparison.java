package dev.longhaul.s3copy.listing;

import dev.longhaul.object.ObjectKey;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Walks through two listings side by side and names what only one of them has, or has with another
/// size. Used by one thread.
public final class ListingComparison {
  private final ListingFile source;
  private final ListingFile destination;
  private final Consumer<Difference> found;
  private long equal;
  private long missing;
  private long extra;
  private long resized;

  /// What is not the same in both.
  ///
  /// @param source `null` where only the destination has it
  /// @param destination `null` where only the source has it
  public record Difference(
      @Nullable ListedObject source, @Nullable ListedObject destination, ObjectKey key) {}

  /// How many keys there are of each kind.
  ///
  /// @param equal in both, with one size
  /// @param missing only at the source
  /// @param extra only at the destination
  /// @param resized in both, with two sizes
  public record Counts(long equal, long missing, long extra, long resized) {
    /// Whether nothing differs.
    public boolean isEqual() {
      return missing + extra + resized == 0;
    }
  }

  private ListingComparison(
      ListingFile source, ListingFile destination, Consumer<Difference> found) {
    this.source = source;
    this.destination = destination;
    this.found = found;
  }

  /// Compares to the end of both.
  ///
  /// @param found is told of each difference, in key order
  /// @throws ListingException when one of them is not what it should be; what was told until then
  ///   is true, but not all
  public static Counts compare(
      ListingFile source, ListingFile destination, Consumer<Difference> found) throws IOException {
    return new ListingComparison(source, destination, found).run();
  }

  private Counts run() throws IOException {
    ListedObject ours = source.next();
    ListedObject theirs = destination.next();
    while (ours != null || theirs != null) {
      int order = order(ours, theirs);
      tell(order <= 0 ? ours : null, order >= 0 ? theirs : null);
      ours = order <= 0 ? source.next() : ours;
      theirs = order >= 0 ? destination.next() : theirs;
    }
    return new Counts(equal, missing, extra, resized);
  }

  private static int order(@Nullable ListedObject ours, @Nullable ListedObject theirs) {
    if (ours == null) {
      return 1;
    }
    return theirs == null ? -1 : ours.key().compareTo(theirs.key());
  }

  private void tell(@Nullable ListedObject ours, @Nullable ListedObject theirs) {
    if (ours == null) {
      if (theirs != null) {
        extra++;
        found.accept(new Difference(null, theirs, theirs.key()));
      }
    } else if (theirs == null) {
      missing++;
      found.accept(new Difference(ours, null, ours.key()));
    } else if (ours.size() != theirs.size()) {
      resized++;
      found.accept(new Difference(ours, theirs, ours.key()));
    } else {
      equal++;
    }
  }
}
