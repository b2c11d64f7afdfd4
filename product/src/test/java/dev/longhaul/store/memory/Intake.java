package dev.longhaul.store.memory;

import dev.longhaul.object.Checksum;
import dev.longhaul.object.ChecksumAlgorithm;
import dev.longhaul.object.ETag;
import dev.longhaul.store.Body;
import dev.longhaul.store.BodyDigest;
import dev.longhaul.store.BodyOutput;
import dev.longhaul.store.Failure;
import dev.longhaul.store.StoreException;
import dev.longhaul.transfer.Digester;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A body as it arrived: its bytes, and whether they match the digests that came with it.
///
/// @param etag the MD5 of the bytes
/// @param checksum what the store keeps and echoes, `null` for none
/// @param damage why it must be refused, `null` when it may be stored
record Intake(Content content, ETag etag, @Nullable Checksum checksum, @Nullable String damage) {

  /// Takes a body in, outside of any lock: reading it may wait.
  static Intake of(Body body, Predicate<Quirk> has) {
    BodyDigest digest = body.digest();
    Checksum sent = has.test(Quirk.IGNORES_CHECKSUMS) ? null : digest.checksum();
    boolean adds = sent == null && !has.test(Quirk.ADDS_NO_CHECKSUM);
    boolean checks = !has.test(Quirk.IGNORES_CHECKSUMS);
    Set<ChecksumAlgorithm> algorithms = EnumSet.noneOf(ChecksumAlgorithm.class);
    boolean needsMd5 = digest.contentMd5() != null || !has.test(Quirk.OPAQUE_ETAGS);
    if (needsMd5) {
      algorithms.add(ChecksumAlgorithm.MD5);
    }
    if (sent != null) {
      algorithms.add(sent.algorithm());
    } else if (adds && checks) {
      algorithms.add(ChecksumAlgorithm.CRC64NVME);
    }
    BodySink sink = receive(body, algorithms);
    Checksum md5 = sink.checksum(ChecksumAlgorithm.MD5);
    Checksum kept = null;
    if (sent != null) {
      kept = sent.algorithm() == ChecksumAlgorithm.MD5 ? md5 : sink.checksum(sent.algorithm());
    } else if (adds && checks) {
      kept = sink.checksum(ChecksumAlgorithm.CRC64NVME);
    }
    String damage = null;
    boolean md5Wrong = digest.contentMd5() != null && !md5Is(md5, digest.contentMd5());
    if (md5Wrong && !has.test(Quirk.IGNORES_CONTENT_MD5)) {
      damage = "BadDigest: the Content-MD5 does not match";
    } else if (sent != null && has.test(Quirk.ECHOES_UNCHECKED)) {
      kept = sent;
    } else if (sent != null && kept != null && !kept.base64().equals(sent.base64())) {
      damage = "BadDigest: the " + sent.algorithm() + " does not match";
    }
    Content content = sink.content();
    if (has.test(Quirk.KEEPS_CHUNK_FRAMES)) {
      content = framed(content);
    }
    return new Intake(content, md5 == null ? opaque(0) : hex(md5), kept, damage);
  }

  private static BodySink receive(Body body, Set<ChecksumAlgorithm> algorithms) {
    BodySink sink = new BodySink(body.length(), algorithms);
    try {
      body.writeTo(BodyOutput.of(sink));
    } catch (IOException cut) {
      throw new StoreException(new Failure.Transient("the body was cut off"), cut);
    }
    if (sink.count() != body.length()) {
      throw new StoreException(
          new Failure.Transient(
              "a body of " + body.length() + " bytes was announced, " + sink.count() + " came"));
    }
    return sink;
  }

  private static boolean md5Is(@Nullable Checksum md5, @Nullable String base64) {
    return md5 != null && Objects.equals(md5.base64(), base64);
  }

  private static Content framed(Content content) {
    String head = Long.toHexString(content.size()) + "\r\n";
    return Content.joined(
        List.of(
            Content.of(head.getBytes(StandardCharsets.US_ASCII)),
            content,
            Content.of("\r\n0\r\n".getBytes(StandardCharsets.US_ASCII))));
  }

  /// The checksum of a whole content.
  static @Nullable Checksum checksum(ChecksumAlgorithm algorithm, Content content) {
    Digester digester = Digester.of(algorithm).orElse(null);
    if (digester == null) {
      return null;
    }
    byte[] buffer = new byte[1 << 16];
    try (var in = content.open()) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digester.update(buffer, 0, read);
      }
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
    return digester.checksum();
  }

  static ETag hex(Checksum md5) {
    return new ETag(HexFormat.of().formatHex(Base64.getDecoder().decode(md5.base64())));
  }

  /// An ETag that says nothing of the bytes.
  static ETag opaque(long number) {
    return new ETag(String.format("0paque%026x", number));
  }

  /// The ETag that Amazon S3 gives an object made of these parts.
  static ETag ofParts(List<ETag> parts) {
    Digester digester = Digester.md5();
    for (ETag part : parts) {
      byte[] md5 = HexFormat.of().parseHex(part.value());
      digester.update(md5, 0, md5.length);
    }
    return new ETag(hex(digester.checksum()) + "-" + parts.size());
  }
}
