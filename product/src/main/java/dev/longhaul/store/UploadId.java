package dev.longhaul.store;

import dev.longhaul.object.Escaped;

/// A store's name for an open multipart upload.
public record UploadId(String value) {
  public UploadId {
    if (value.isEmpty()) {
      throw new IllegalArgumentException("an upload id is not empty");
    }
  }

  @Override
  public String toString() {
    return Escaped.text(value);
  }
}
