package dev.longhaul.transfer;

import dev.longhaul.store.Failure;
import dev.longhaul.store.StoreException;
import java.util.concurrent.atomic.AtomicBoolean;

/// Whether the destination takes the checksum of a whole upload. Stores that check the checksum of
/// a PUT may still refuse it for uploads; what one upload was told, the others need not ask.
final class WholeChecksums {
  private final AtomicBoolean refused = new AtomicBoolean();

  boolean areTaken() {
    return !refused.get();
  }

  void areRefused() {
    refused.set(true);
  }

  /// Whether a request may have been refused because of its checksum.
  static boolean isRefusal(StoreException failed) {
    return failed.failure() instanceof Failure.Refused refusal
        && switch (refusal.status()) {
          case 501 -> true;
          case 400 -> isVague(refusal.code());
          default -> false;
        };
  }

  private static boolean isVague(@org.jspecify.annotations.Nullable String code) {
    return switch (code) {
      case null -> true;
      case "InvalidRequest", "InvalidArgument", "BadRequest", "NotImplemented" -> true;
      default -> false;
    };
  }
}
