package dev.longhaul.transfer;

/// Some bytes of a pinned object; none, for an object that has none.
record Stretch(Pinned pinned, long from, long length) {
  static Stretch whole(Pinned pinned) {
    return new Stretch(pinned, 0, pinned.size());
  }
}
