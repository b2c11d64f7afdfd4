package dev.longhaul.cli;

import dev.longhaul.effect.Randomness;
import dev.longhaul.object.Metadata;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.object.Tags;
import dev.longhaul.store.Body;
import dev.longhaul.store.BodyDigest;
import dev.longhaul.store.Lookup;
import dev.longhaul.store.ObjectAttributes;
import dev.longhaul.store.Precondition;
import dev.longhaul.store.WriteAnswer;
import dev.longhaul.store.probe.Probe;

/// An object at the destination that must not show at the source (H14).
final class LoopCanary {
  private static final byte[] NOTHING = {};
  private final Opened source;
  private final Opened destination;
  private final ObjectKey key;

  LoopCanary(Opened source, Opened destination, Randomness randomness) {
    this.source = source;
    this.destination = destination;
    this.key =
        ObjectKey.of(destination.prefix().text() + Probe.FOLDER + randomness.token() + "/canary");
  }

  WriteAnswer put(ObjectAttributes.Encryption encryption) {
    return destination
        .store()
        .writer()
        .put(
            key,
            new ObjectAttributes(Metadata.NONE, Tags.NONE, null, encryption),
            Body.of(NOTHING, BodyDigest.md5(NOTHING)),
            new Precondition.None());
  }

  boolean showsAtSource() {
    return source.store().reader().head(key) instanceof Lookup.Found;
  }

  void remove() {
    destination.store().writer().delete(key, new Precondition.None());
  }

  /// What it means when it shows.
  String loop() {
    return "an object written to "
        + destination.location()
        + " showed up in "
        + source.location()
        + ": both are one bucket under two names or endpoints, or the destination is replicated"
        + " back, and one prefix lies in the other, so a copy would be copied again; check bucket"
        + " and endpoint of each side, or choose prefixes apart";
  }
}
