package dev.longhaul.transfer;

import dev.longhaul.object.Incarnation;
import dev.longhaul.object.ObjectKey;

/// One incarnation of one key: all that a transfer ever reads (H18).
record Pinned(ObjectKey key, Incarnation incarnation) {
  long size() {
    return incarnation.size();
  }
}
