package dev.longhaul.simulation.whole;

import dev.longhaul.object.Metadata;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.object.SystemHeaders;
import dev.longhaul.object.Tags;
import dev.longhaul.store.Completion;
import dev.longhaul.store.MultipartUploads;
import dev.longhaul.store.ObjectAttributes;
import dev.longhaul.store.Precondition;
import dev.longhaul.store.UploadId;
import dev.longhaul.store.UploadedPart;
import dev.longhaul.store.memory.Content;
import dev.longhaul.store.memory.InMemoryStore;
import dev.longhaul.store.memory.MemoryObject;
import dev.longhaul.store.memory.Quirk;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// Whoever uses the source: puts, overwrites with equal sizes and equal bytes, deletes, creates
/// again, deletes versions and delete markers, changes tags, describes the same bytes anew, and has
/// uploads under way meanwhile.
final class Owner {
  private static final int CHANGES_LEAST = 8;
  private static final int CHANGES_MORE = 20;

  private final World world;
  private final SplittableRandom dice;
  private final InMemoryStore source;
  private final Deque<Begun> begun = new ArrayDeque<>();

  private record Begun(ObjectKey key, UploadId id, List<UploadedPart> parts) {}

  Owner(World world) {
    this.world = world;
    this.dice = world.dice;
    this.source = world.source.store();
  }

  /// What both sides have before anybody begins.
  void give() {
    put(World.ALWAYS);
    for (ObjectKey key : world.keys) {
      if (dice.nextInt(3) == 0) {
        put(key);
      }
      if (dice.nextInt(3) == 0) {
        world.destination.store().put(world.toDestination(key), attributes(), content());
        world.judge.given(key);
      }
    }
    foreignUpload();
    world.source.remember();
    world.destination.remember();
  }

  /// An upload of somebody else, on a key of ours (H40).
  private void foreignUpload() {
    InMemoryStore destination = world.destination.store();
    destination.setInitiator("somebody else");
    MultipartUploads uploads = destination.ports().uploads();
    uploads.create(world.toDestination(world.keys.getFirst()), attributes(), null);
    destination.setInitiator("us");
  }

  boolean work() {
    boolean hurries = dice.nextBoolean();
    for (int left = CHANGES_LEAST + dice.nextInt(CHANGES_MORE); left > 0; left--) {
      world.sleep(pause(hurries));
      change(world.keys.get(dice.nextInt(world.keys.size())));
    }
    while (!begun.isEmpty()) {
      complete();
    }
    return true;
  }

  private Duration pause(boolean hurries) {
    int seconds = hurries ? 2 : 60;
    return world.upTo(Duration.ofSeconds(dice.nextInt(10) == 0 ? 5 * seconds : seconds));
  }

  private void change(ObjectKey key) {
    switch (dice.nextInt(14)) {
      case 0, 1 -> delete(key);
      case 2 -> tag(key);
      case 3, 4 -> begin(key);
      case 5 -> complete();
      case 6 -> removeNewest(key);
      case 7, 8 -> describeAnew(key);
      default -> put(key);
    }
  }

  private void put(ObjectKey key) {
    source.put(key, attributes(), content());
    changed(key, false);
  }

  private void changed(ObjectKey key, boolean removed) {
    world.judge.changed(key);
    world.queue.tell(key, removed);
  }

  private void delete(ObjectKey key) {
    if (source.has(key)) {
      source.delete(key);
      changed(key, true);
    }
  }

  private void removeNewest(ObjectKey key) {
    if (world.scenario.source().contains(Quirk.VERSIONED)) {
      source.removeNewest(key);
      changed(key, true);
    } else {
      delete(key);
    }
  }

  private void tag(ObjectKey key) {
    if (source.has(key)) {
      source.tag(key, tags());
      changed(key, false);
    }
  }

  private void begin(ObjectKey key) {
    List<Content> parts = new ArrayList<>();
    for (int part = 0; part <= dice.nextInt(3); part++) {
      parts.add(content());
    }
    begun.add(upload(key, parts));
  }

  private Begun upload(ObjectKey key, List<Content> contents) {
    MultipartUploads uploads = source.ports().uploads();
    UploadId id = uploads.create(key, attributes(), null);
    List<UploadedPart> parts = new ArrayList<>();
    for (Content content : contents) {
      parts.add(uploads.upload(key, id, parts.size() + 1, content.toBody()));
    }
    return new Begun(key, id, parts);
  }

  /// The same bytes, in the same parts, with other metadata and tags.
  private void describeAnew(ObjectKey key) {
    if (!source.has(key)) {
      return;
    }
    MemoryObject object = source.object(key);
    if (object.partSizes().isEmpty()) {
      source.put(key, attributes(), object.content());
      changed(key, false);
      return;
    }
    List<Content> parts = new ArrayList<>();
    long first = 0;
    for (long size : object.partSizes()) {
      parts.add(object.content().slice(first, size));
      first += size;
    }
    complete(upload(key, parts));
  }

  private void complete() {
    Begun upload = begun.poll();
    if (upload != null) {
      complete(upload);
    }
  }

  private void complete(Begun upload) {
    source
        .ports()
        .uploads()
        .complete(
            upload.key, upload.id, new Completion(upload.parts, new Precondition.None(), null));
    changed(upload.key, false);
  }

  /// Few contents and names, so that equal ones come again (H19).
  private Content content() {
    return switch (dice.nextInt(8)) {
      case 0 -> Content.of(new byte[] {7, 7, 7});
      case 1, 2, 3 -> Content.of(new byte[] {1, 2});
      default -> Content.of(new byte[] {1, 1});
    };
  }

  private ObjectAttributes attributes() {
    TreeMap<String, String> user = new TreeMap<>(Map.of("name", "v" + dice.nextInt(2)));
    return ObjectAttributes.of(new Metadata(user, SystemHeaders.NONE), tags());
  }

  private Tags tags() {
    return dice.nextInt(3) > 0
        ? Tags.NONE
        : new Tags(new TreeMap<>(Map.of("team", "t" + dice.nextInt(2))));
  }
}
