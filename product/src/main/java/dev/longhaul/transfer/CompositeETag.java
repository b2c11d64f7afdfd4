package dev.longhaul.transfer;

import dev.longhaul.object.ETag;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// The ETag Amazon S3 makes of an upload: the MD5 of the parts' MD5s and the number of parts (H25).
final class CompositeETag {
  private CompositeETag() {}

  /// Empty when the parts' ETags are no MD5s, so that nothing can be said.
  static Optional<ETag> of(List<ETag> parts) {
    Digester digester = Digester.md5();
    for (ETag part : parts) {
      if (!part.isMd5Shaped()) {
        return Optional.empty();
      }
      byte[] md5 = HexFormat.of().parseHex(part.value());
      digester.update(md5, 0, md5.length);
    }
    byte[] whole = Base64.getDecoder().decode(digester.checksum().base64());
    return Optional.of(new ETag(HexFormat.of().formatHex(whole) + "-" + parts.size()));
  }
}
