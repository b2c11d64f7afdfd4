package dev.longhaul.store.memory;

import dev.longhaul.object.ChecksumAlgorithm;
import dev.longhaul.store.Capabilities;
import dev.longhaul.store.Capabilities.Etags;
import dev.longhaul.store.Capabilities.Preconditions;
import dev.longhaul.store.Capabilities.TagSupport;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What a probe finds out about a store in memory, without asking it.
public final class HonestProbe {
  private HonestProbe() {}

  public static Capabilities of(Set<Quirk> quirks) {
    TreeSet<ChecksumAlgorithm> checksums = new TreeSet<>();
    if (!quirks.contains(Quirk.IGNORES_CHECKSUMS)) {
      checksums.add(ChecksumAlgorithm.CRC32C);
    }
    return new Capabilities(
        new Preconditions(
            !quirks.contains(Quirk.IGNORES_PUT_IF_ABSENT),
            !quirks.contains(Quirk.IGNORES_PUT_IF_MATCH),
            !quirks.contains(Quirk.IGNORES_COMPLETE_IF_ABSENT),
            !quirks.contains(Quirk.IGNORES_COMPLETE_IF_MATCH),
            !quirks.contains(Quirk.IGNORES_DELETE_IF_MATCH)),
        new Etags(
            !quirks.contains(Quirk.OPAQUE_ETAGS),
            !quirks.contains(Quirk.OPAQUE_ETAGS) && !quirks.contains(Quirk.OPAQUE_MULTIPART_ETAGS)),
        checksums,
        !quirks.contains(Quirk.IGNORES_CONTENT_MD5),
        quirks.contains(Quirk.NO_TAG_COUNT) ? TagSupport.ASKED : TagSupport.COUNTED,
        new TreeSet<>(),
        new TreeMap<>(),
        false);
  }
}
