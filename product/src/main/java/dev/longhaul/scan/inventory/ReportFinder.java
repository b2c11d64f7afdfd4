package dev.longhaul.scan.inventory;

import dev.longhaul.object.KeyPrefix;
import dev.longhaul.object.ObjectKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds a report's manifest and reads it, if it is the one that was delivered.
final class ReportFinder {
  /// What the manifest of a report is called.
  static final String MANIFEST = "manifest.json";

  private static final String CHECKSUM = "manifest.checksum";

  /// A folder is named after the time at which the making of its report began.
  private static final Pattern FILE =
      Pattern.compile("(\\d{4}-\\d\\d-\\d\\dT\\d\\d-\\d\\dZ/)(manifest\\.(?:json|checksum))");

  private static final int CHECKSUM_BYTES = 1024;

  private final ReportBucket bucket;

  ReportFinder(ReportBucket bucket) {
    this.bucket = bucket;
  }

  /// The manifest of the newest report below a folder that was delivered to its end: the checksum
  /// is written last.
  ///
  /// @param folder with its slash at the end
  ObjectKey newest(String folder) {
    TreeSet<String> manifests = new TreeSet<>();
    TreeSet<String> checksums = new TreeSet<>();
    // Folders begin with a year; the data and other files beside them do not.
    bucket.list(
        KeyPrefix.of(folder + "2"),
        key -> {
          Matcher file = FILE.matcher(key.text().substring(folder.length()));
          if (file.matches()) {
            (file.group(2).equals(MANIFEST) ? manifests : checksums).add(file.group(1));
          }
        });
    manifests.retainAll(checksums);
    if (manifests.isEmpty()) {
      throw bucket.refused(
          KeyPrefix.of(folder).toString(),
          "no complete report lies there, which is a folder such as 2026-11-20T01-00Z with "
              + MANIFEST
              + " and "
              + CHECKSUM
              + "; name the folder PREFIX/SOURCE-BUCKET/CONFIGURATION/, and give a new inventory"
              + " 48 hours");
    }
    return ObjectKey.of(folder + manifests.last() + MANIFEST);
  }

  /// Reads a manifest whose checksum is right.
  Manifest read(ObjectKey manifest) {
    byte[] bytes = bucket.bytes(manifest, Manifest.MOST_BYTES);
    String folder = manifest.text().substring(0, manifest.text().length() - MANIFEST.length());
    byte[] checksum = bucket.bytes(ObjectKey.of(folder + CHECKSUM), CHECKSUM_BYTES);
    String wanted =
        new String(checksum, StandardCharsets.ISO_8859_1).strip().toLowerCase(Locale.ROOT);
    if (!ReportBucket.md5(bytes).equals(wanted)) {
      throw bucket.refused(manifest, "its MD5 is not the one in " + CHECKSUM + " beside it");
    }
    try {
      return Manifest.parse(bytes);
    } catch (IOException malformed) {
      throw bucket.refused(manifest, String.valueOf(malformed.getMessage()));
    }
  }
}
