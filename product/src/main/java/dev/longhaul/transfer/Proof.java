package dev.longhaul.transfer;

/// Why the destination is known to hold the source's bytes (H27, H35).
public sealed interface Proof {
  /// Both stores show one ETag, made from the bytes: every later listing shows it again.
  record EqualEtags() implements Proof {}

  /// The destination checked or reported a digest of what it stored, and it is that of the bytes we
  /// streamed. Later listings cannot show it: a receipt has to.
  ///
  /// @param endToEnd whether the source's own digest was met too; if not, the first hop is proved
  ///   by TLS and length only (H27)
  record Digest(String algorithm, boolean endToEnd) implements Proof {}

  /// The destination was read back and compared.
  record ReadBack() implements Proof {}
}
