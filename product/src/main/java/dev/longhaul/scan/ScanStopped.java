package dev.longhaul.scan;

/// Ends the merge of a range because the whole scan ends. Never leaves the package.
final class ScanStopped extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ScanStopped() {
    super("the scan was ended early");
  }
}
