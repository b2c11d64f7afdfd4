package dev.longhaul.scan.inventory;

import dev.longhaul.object.ObjectKey;

/// A file with rows of a report, as its manifest names it.
///
/// @param size in bytes
/// @param md5 of its bytes, 32 small hexadecimal digits
record DataFile(ObjectKey key, long size, String md5) {
  DataFile {
    if (size < 0 || !md5.matches("[0-9a-f]{32}")) {
      throw new IllegalArgumentException("a file has a size and an MD5, not " + size + ", " + md5);
    }
  }
}
