package dev.longhaul.scan;

/// A listing's keys did not rise in byte order, so it cannot be merged (H58). Never leaves the
/// package: the scan sorts the listings instead.
final class UnorderedListing extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnorderedListing(String message) {
    super(message);
  }
}
