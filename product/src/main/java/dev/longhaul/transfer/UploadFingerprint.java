package dev.longhaul.transfer;

import dev.longhaul.store.ObjectAttributes;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// A digest of everything an upload is opened with but the bytes, so that one begun for other
/// metadata, tags or checksums is never gone on with (H39, H45).
final class UploadFingerprint {
  private final Digester digester = Digester.md5();

  private UploadFingerprint() {}

  static String of(ObjectAttributes attributes, UploadPlan plan) {
    UploadFingerprint fingerprint = new UploadFingerprint();
    fingerprint.add(attributes.metadata().user());
    fingerprint.add(attributes.metadata().headers());
    fingerprint.add(attributes.tags().values());
    fingerprint.add(attributes.storageClass());
    fingerprint.add(attributes.encryption());
    fingerprint.add(plan.hashing().announced());
    fingerprint.add(plan.hashing().withMd5());
    return fingerprint.digester.checksum().base64();
  }

  private void add(Map<String, String> entries) {
    add(entries.size());
    entries.forEach((name, value) -> {
      add(name);
      add(value);
    });
  }

  /// Adds the text with its length before it, so that no two sequences read the same.
  private void add(@org.jspecify.annotations.Nullable Object value) {
    byte[] text = String.valueOf(value).getBytes(StandardCharsets.UTF_8);
    byte[] length = (text.length + ":").getBytes(StandardCharsets.US_ASCII);
    digester.update(length, 0, length.length);
    digester.update(text, 0, text.length);
  }
}
