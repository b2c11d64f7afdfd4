package dev.longhaul.cli;

import dev.longhaul.store.BucketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The files in which a pair of locations keeps its state (decision 4). Names are made of digests:
/// neither buckets nor prefixes are safe as names of files.
record StateFiles(Path folder, String pair) {
  private static final int DIGITS = 24;

  static StateFiles of(Path folder, Opened source, Opened destination) {
    return new StateFiles(folder, digest(identity(source) + " to " + identity(destination)));
  }

  /// Receipts, open uploads and parked keys.
  Path ledger() {
    return folder.resolve(pair + ".db");
  }

  /// What the destination was proved to do.
  Path capabilities() {
    return folder.resolve(pair + ".capabilities.json");
  }

  /// What a side is, in one unambiguous text: each part is preceded by its length.
  private static String identity(Opened side) {
    BucketAddress address = side.store().address();
    StringBuilder text = new StringBuilder();
    for (String part :
        new String[] {address.endpoint().toString(), address.bucket(), side.prefix().text()}) {
      text.append(part.length()).append(':').append(part);
    }
    return text.toString();
  }

  private static String digest(String text) {
    try {
      byte[] sum =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(sum).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
