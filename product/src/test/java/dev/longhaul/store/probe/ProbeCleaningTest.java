package dev.longhaul.store.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.object.KeyPrefix;
import dev.longhaul.object.Metadata;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.object.Tags;
import dev.longhaul.simulation.Simulation;
import dev.longhaul.store.Failure;
import dev.longhaul.store.ObjectAttributes;
import dev.longhaul.store.ObjectAttributes.Encryption;
import dev.longhaul.store.Operation;
import dev.longhaul.store.UploadId;
import dev.longhaul.store.memory.InMemoryStore;
import dev.longhaul.store.memory.Interference;
import dev.longhaul.store.memory.MemoryCall;
import dev.longhaul.store.memory.Quirk;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// A probe removes what it wrote, what dead probes wrote, and nothing else.
class ProbeCleaningTest {
  private static final Failure DENIED =
      new Failure.WrongCredentials("403 AccessDenied", 403, "AccessDenied");

  private final Simulation simulation = new Simulation(1);
  private final InMemoryStore memory = new InMemoryStore("destination");

  private ProbeReport probe() {
    return probe(memory);
  }

  private ProbeReport probe(InMemoryStore bucket) {
    return simulation.run(() -> {
      Probe probe =
          new Probe(
              bucket.ports(), simulation.workers(), simulation.clock(), simulation.randomness());
      return probe.run(
          new Probe.Order(KeyPrefix.of("p/"), new Encryption.BucketDefault(), new TreeSet<>()));
    });
  }

  @Test
  void nothingIsLeftBehindAndNothingElseIsTouched() {
    memory.put("p/object", "content");
    memory.put("p/.longhaul-probe", "not a canary");
    ProbeReport report = probe();
    assertThat(report.left()).isEmpty();
    assertThat(memory.openUploads()).isEmpty();
    assertThat(memory.objects().keySet())
        .containsExactly(ObjectKey.of("p/.longhaul-probe"), ObjectKey.of("p/object"));
    assertThat(memory.calls())
        .filteredOn(call -> call.operation() != Operation.LIST)
        .extracting(MemoryCall::key)
        .allMatch(key -> key.startsWith(KeyPrefix.of("p/.longhaul-probe/")));
  }

  @Test
  @Hazard(43)
  void aVersionedBucketIsToldWhatStaysInIt() {
    ProbeReport report = probe(new InMemoryStore("versioned", Quirk.VERSIONED));
    assertThat(report.left()).hasSize(1).first().asString().contains("keeps versions");
  }

  @Test
  void whatCannotBeRemovedIsNamed() {
    memory.interfere(
        Interference.failing(Operation.DELETE, 1_000, DENIED)
            .inside(Interference.failing(Operation.ABORT_UPLOAD, 1_000, DENIED)));
    ProbeReport report = probe();
    assertThat(memory.objects()).isNotEmpty();
    for (ObjectKey key : memory.objects().keySet()) {
      assertThat(report.left()).contains("key " + key);
    }
    assertThat(report.left()).filteredOn(line -> line.contains("an upload")).hasSize(2);
    assertThat(memory.openUploads()).hasSize(2);
  }

  @Test
  @Hazard(40)
  void uploadsAreAbortedBeforeTheCanariesThatLeadToThemGo() {
    probe();

    List<Operation> removals =
        memory.calls().stream()
            .map(MemoryCall::operation)
            .filter(
                operation -> operation == Operation.ABORT_UPLOAD || operation == Operation.DELETE)
            // The check of conditional deletes sends some of its own before.
            .dropWhile(operation -> operation == Operation.DELETE)
            .toList();
    assertThat(removals).startsWith(Operation.ABORT_UPLOAD, Operation.ABORT_UPLOAD);
    assertThat(removals.subList(2, removals.size())).containsOnly(Operation.DELETE);
  }

  @Test
  void anAbortThatFailsOnceIsSentAgain() {
    memory.interfere(Interference.failing(Operation.ABORT_UPLOAD, 1, new Failure.Transient("500")));

    assertThat(probe().left()).isEmpty();
    assertThat(memory.openUploads()).isEmpty();
  }

  @Test
  void anAbortThatWorkedInSpiteOfItsAnswerLeavesNothingToTell() {
    memory.interfere(Interference.losing(Operation.ABORT_UPLOAD, 2));

    assertThat(probe().left()).isEmpty();
    assertThat(memory.count(Operation.ABORT_UPLOAD)).isEqualTo(2);
  }

  @Test
  @Hazard(40)
  void whatAKilledProbeLeftIsRemovedByTheNextButNothingYoung() {
    String dead = simulation.randomness().token();
    String living = simulation.randomness().token();
    setAge(Duration.ofHours(2));
    leave(dead);
    memory.put("p/other", "an object");
    UploadId foreign = upload("p/other");
    setAge(Duration.ofMinutes(10));
    leave(living);
    UploadId running = upload(canary(living, "complete/same"));
    UploadId begunLater = upload(canary(dead, "complete/same"));
    setAge(Duration.ZERO);

    probe();

    assertThat(memory.objects().keySet())
        .containsExactlyInAnyOrder(
            ObjectKey.of("p/other"), ObjectKey.of(canary(living, "complete/taken")));
    assertThat(memory.openUploads()).contains(foreign, running, begunLater).hasSize(4);
  }

  @Test
  void whatIsYoungByTheStoresClockStaysHoweverWrongOursIs() {
    String dead = simulation.randomness().token();
    String living = simulation.randomness().token();
    setAge(Duration.ofHours(7));
    leave(dead);
    setAge(Duration.ofHours(5));
    leave(living);
    // Ours is five hours ahead.
    probe();

    assertThat(memory.objects().keySet())
        .containsExactly(ObjectKey.of(canary(living, "complete/taken")));
    assertThat(memory.openUploads()).hasSize(1);
  }

  /// What a probe has made when it is killed after its first round.
  private void leave(String token) {
    memory.put(canary(token, "complete/taken"), "left over");
    upload(canary(token, "complete/taken"));
  }

  private static String canary(String token, String name) {
    return "p/.longhaul-probe/" + token + "/" + name;
  }

  private UploadId upload(String key) {
    return memory
        .ports()
        .uploads()
        .create(
            ObjectKey.of(key),
            new ObjectAttributes(Metadata.NONE, Tags.NONE, null, new Encryption.BucketDefault()),
            null);
  }

  private void setAge(Duration age) {
    memory.setTime(() -> simulation.clock().now().minus(age));
  }
}
