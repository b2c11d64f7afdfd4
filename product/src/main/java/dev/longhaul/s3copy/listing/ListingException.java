package dev.longhaul.s3copy.listing;

/// A file that is no whole listing, so that comparing it would tell nothing.
public final class ListingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ListingException(String message) {
    super(message);
  }
}
