package dev.longhaul.scan;

import dev.longhaul.ledger.Receipt;
import dev.longhaul.object.ETag;
import dev.longhaul.object.ListedObject;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.route.Policy;
import dev.longhaul.store.Capabilities.Etags;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// Whether two listed entries are proved equal without a request (decision 3, H25, H35, H36).
///
/// Equal sizes and equal ETags are proof where a store makes its ETags from the bytes; a source
/// dated later than the destination may have new metadata, so then only a receipt of exactly this
/// pair will do. Dates decide nothing else. Thread-safe as far as the receipts are.
///
/// @param source what the source's ETags mean; asked when it is needed, and may wait
/// @param destination what the destination's ETags mean, likewise
/// @param receipts the receipt of a source key, if there is one
/// @param compare with `METADATA` nothing is proved by listing
public record PairJudge(
    Supplier<Etags> source,
    Supplier<Etags> destination,
    Function<ObjectKey, Optional<Receipt>> receipts,
    Policy.Compare compare) {
  /// A judge of stores that are known.
  public PairJudge(
      Etags source,
      Etags destination,
      Function<ObjectKey, Optional<Receipt>> receipts,
      Policy.Compare compare) {
    this(() -> source, () -> destination, receipts, compare);
  }

  /// Whether the two are proved equal. The key is the source's.
  boolean proves(ListedObject from, ListedObject to) {
    return switch (compare) {
      case METADATA -> false;
      case LISTING -> byEtag(from, to) || byReceipt(from, to);
    };
  }

  private boolean byEtag(ListedObject from, ListedObject to) {
    return from.lastModifiedMillis() <= to.lastModifiedMillis()
        && from.size() == to.size()
        && same(from.etag(), to.etag())
        && isContent(from.etag());
  }

  private static boolean same(ETag one, ETag other) {
    return one.equals(other) || one.value().equalsIgnoreCase(other.value());
  }

  /// Whether at least one of the stores was proved to make an ETag of this shape from the bytes:
  /// then the other's equal one can only come from the same bytes. A source is never probed by
  /// writing to it (decision 9), so often nothing more is known of it.
  private boolean isContent(ETag etag) {
    if (etag.isMd5Shaped()) {
      return source.get().singleIsMd5() || destination.get().singleIsMd5();
    }
    return etag.parts() > 0
        && (source.get().multipartIsMd5OfMd5s() || destination.get().multipartIsMd5OfMd5s());
  }

  private boolean byReceipt(ListedObject from, ListedObject to) {
    return from.size() == to.size()
        && receipts
            .apply(from.key())
            .filter(receipt -> receipt.source().equals(Receipt.Side.of(from)))
            .filter(receipt -> receipt.destination().equals(Receipt.Side.of(to)))
            .isPresent();
  }
}
