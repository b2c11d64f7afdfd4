package dev.longhaul.store.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.object.KeyPrefix;
import dev.longhaul.object.Metadata;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.object.Tags;
import dev.longhaul.simulation.Simulation;
import dev.longhaul.store.Capabilities.Etags;
import dev.longhaul.store.Capabilities.TagSupport;
import dev.longhaul.store.Failure;
import dev.longhaul.store.ObjectAttributes;
import dev.longhaul.store.Operation;
import dev.longhaul.store.memory.Content;
import dev.longhaul.store.memory.InMemoryStore;
import dev.longhaul.store.memory.Interference;
import dev.longhaul.store.memory.MemoryCall;
import dev.longhaul.store.memory.Quirk;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SourceProbeTest {
  private static ProbeReport probe(InMemoryStore memory) {
    Simulation simulation = new Simulation(1);
    return simulation.run(() ->
        new SourceProbe(memory.ports(), simulation.workers(), simulation.clock())
            .run(KeyPrefix.NONE));
  }

  private static InMemoryStore source(Quirk... quirks) {
    InMemoryStore memory = new InMemoryStore("source", quirks);
    memory.put("a", "content");
    TreeMap<String, String> tags = new TreeMap<>();
    tags.put("k", "v");
    memory.put(
        ObjectKey.of("b"),
        ObjectAttributes.of(Metadata.NONE, new Tags(tags)),
        Content.of(new byte[10]));
    return memory;
  }

  @Test
  void aSourceIsOnlyRead() {
    InMemoryStore memory = source();
    probe(memory);
    assertThat(memory.calls())
        .extracting(MemoryCall::operation)
        .containsOnly(Operation.LIST, Operation.HEAD, Operation.GET, Operation.GET_TAGS);
  }

  @Test
  @Hazard(45)
  void tagsAreKnownFromWhatIsSeen() {
    assertThat(probe(source()).capabilities().tags()).isEqualTo(TagSupport.COUNTED);
    assertThat(probe(source(Quirk.NO_TAG_COUNT)).capabilities().tags()).isEqualTo(TagSupport.ASKED);
    InMemoryStore forbidden = source();
    forbidden.set(Quirk.TAGS_FORBIDDEN, true);
    assertThat(probe(forbidden).capabilities().tags()).isEqualTo(TagSupport.FORBIDDEN);
    InMemoryStore without = source();
    without.set(Quirk.NO_TAGS, true);
    assertThat(probe(without).capabilities().tags()).isEqualTo(TagSupport.NONE);
  }

  @Test
  @Hazard(45)
  void objectsWithoutTagsShowNothing() {
    InMemoryStore memory = new InMemoryStore("source");
    memory.put("a", "content");
    assertThat(probe(memory).capabilities().tags()).isEqualTo(TagSupport.UNKNOWN);
    assertThat(probe(new InMemoryStore("empty")).capabilities().tags())
        .isEqualTo(TagSupport.UNKNOWN);
  }

  @Test
  @Hazard(25)
  void etagsAreBelievedOnlyAfterReading() {
    assertThat(probe(source()).capabilities().etags()).isEqualTo(new Etags(true, false));
    assertThat(probe(source(Quirk.OPAQUE_ETAGS)).capabilities().etags()).isEqualTo(Etags.UNPROVED);
    assertThat(probe(new InMemoryStore("empty")).capabilities().etags()).isEqualTo(Etags.UNPROVED);
  }

  @Test
  @Hazard(25)
  void oneETagThatIsNotTheMd5ProvesThatNoneIsToBeBelieved() {
    InMemoryStore memory = source();
    memory.interfere(Interference.flipping(1, 0));
    assertThat(probe(memory).capabilities().etags()).isEqualTo(Etags.UNPROVED);
  }

  @Test
  @Hazard(58)
  void aListingOutOfOrderIsNamed() {
    ProbeReport report = probe(source(Quirk.UNORDERED_LISTING));
    assertThat(report.findings().getFirst().verdict()).isEqualTo(Finding.Verdict.NO);
  }

  @Test
  @Hazard(18)
  void versionsAreNamedOnlyWhereReadingOneWasSeenToWork() {
    assertThat(probe(source()).capabilities().readsVersions()).isFalse();
    assertThat(probe(source(Quirk.VERSIONED)).capabilities().readsVersions()).isTrue();

    InMemoryStore forbidden = new InMemoryStore("source", Quirk.VERSIONED);
    // Too large to be read for its MD5, so the only GET is the one that names a version.
    forbidden.put(
        ObjectKey.of("a"),
        ObjectAttributes.of(Metadata.NONE, Tags.NONE),
        Content.of(new byte[(1 << 20) + 1]));
    forbidden.interfere(
        Interference.failing(
            Operation.GET, 1, new Failure.WrongCredentials("no GetObjectVersion", 403, null)));
    ProbeReport report = probe(forbidden);
    assertThat(report.capabilities().readsVersions()).isFalse();
    assertThat(report.findings().getLast().verdict()).isEqualTo(Finding.Verdict.NO);
  }
}
