package dev.longhaul.store.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhaul.Hazard;
import dev.longhaul.object.ChecksumAlgorithm;
import dev.longhaul.object.KeyPrefix;
import dev.longhaul.simulation.Simulation;
import dev.longhaul.store.Capabilities;
import dev.longhaul.store.Capabilities.TagSupport;
import dev.longhaul.store.Failure;
import dev.longhaul.store.KeyShape;
import dev.longhaul.store.ObjectAttributes.Encryption;
import dev.longhaul.store.Operation;
import dev.longhaul.store.StoreException;
import dev.longhaul.store.WriteAnswer;
import dev.longhaul.store.memory.InMemoryStore;
import dev.longhaul.store.memory.Interference;
import dev.longhaul.store.memory.MemoryCall;
import dev.longhaul.store.memory.Quirk;
import dev.longhaul.transfer.Digester;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Each thing a store may do or not is found out.
class ProbeTest {
  private static final Set<Quirk> SLOPPY =
      EnumSet.of(
          Quirk.IGNORES_PUT_IF_ABSENT,
          Quirk.IGNORES_PUT_IF_MATCH,
          Quirk.IGNORES_COMPLETE_IF_ABSENT,
          Quirk.IGNORES_COMPLETE_IF_MATCH,
          Quirk.IGNORES_DELETE_IF_MATCH);

  private final Simulation simulation = new Simulation(1);

  private ProbeReport probe(InMemoryStore memory, String prefix, String... classes) {
    return simulation.run(() -> {
      Probe probe =
          new Probe(
              memory.ports(), simulation.workers(), simulation.clock(), simulation.randomness());
      return probe.run(
          new Probe.Order(
              KeyPrefix.of(prefix),
              new Encryption.BucketDefault(),
              new TreeSet<>(List.of(classes))));
    });
  }

  private static InMemoryStore store(Quirk... quirks) {
    return new InMemoryStore("destination", quirks);
  }

  private static Finding finding(ProbeReport report, String subject) {
    return report.findings().stream()
        .filter(found -> found.subject().contains(subject))
        .findFirst()
        .orElseThrow();
  }

  @Test
  @Hazard({52, 59})
  void aStoreWithSmallPagesLosesNoKeyAndKeepsNoCanary() {
    InMemoryStore memory = store();
    memory.setPageSize(1);

    ProbeReport report = probe(memory, "p/");

    assertThat(report.capabilities().refusedKeys()).isEmpty();
    assertThat(report.left()).isEmpty();
    assertThat(memory.objects()).isEmpty();
  }

  @Test
  @Hazard({20, 25})
  void aStoreThatDoesEverythingIsProvedToDoEverything() {
    InMemoryStore memory = store();
    ProbeReport report = probe(memory, "p/", "GLACIER", "STANDARD_IA");
    Capabilities capabilities = report.capabilities();
    assertThat(capabilities.preconditions())
        .isEqualTo(new Capabilities.Preconditions(true, true, true, true, true));
    assertThat(capabilities.etags()).isEqualTo(new Capabilities.Etags(true, true));
    assertThat(capabilities.checksums())
        .containsExactly(
            ChecksumAlgorithm.CRC32,
            ChecksumAlgorithm.CRC32C,
            ChecksumAlgorithm.CRC64NVME,
            ChecksumAlgorithm.SHA256);
    assertThat(capabilities.contentMd5Checked()).isTrue();
    assertThat(capabilities.tags()).isEqualTo(TagSupport.COUNTED);
    assertThat(capabilities.refusedKeys()).isEmpty();
    assertThat(capabilities.storageClasses())
        .containsEntry("GLACIER", true)
        .containsEntry("STANDARD_IA", true);
    assertThat(report.findings()).allMatch(found -> found.verdict() == Finding.Verdict.YES);
    assertThat(report.isConclusive()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(
      value = Quirk.class,
      names = {
        "IGNORES_PUT_IF_ABSENT",
        "IGNORES_PUT_IF_MATCH",
        "IGNORES_COMPLETE_IF_ABSENT",
        "IGNORES_COMPLETE_IF_MATCH",
        "IGNORES_DELETE_IF_MATCH"
      })
  @Hazard(20)
  void aPreconditionThatIsIgnoredIsNotProvedAndTheOthersAre(Quirk ignored) {
    Capabilities.Preconditions found = probe(store(ignored), "").capabilities().preconditions();
    assertThat(found)
        .isEqualTo(
            new Capabilities.Preconditions(
                ignored != Quirk.IGNORES_PUT_IF_ABSENT,
                ignored != Quirk.IGNORES_PUT_IF_MATCH,
                ignored != Quirk.IGNORES_COMPLETE_IF_ABSENT,
                ignored != Quirk.IGNORES_COMPLETE_IF_MATCH,
                ignored != Quirk.IGNORES_DELETE_IF_MATCH));
  }

  @Test
  @Hazard(20)
  void aStoreThatIgnoresEveryPreconditionProvesNone() {
    InMemoryStore memory = store(SLOPPY.toArray(Quirk[]::new));
    ProbeReport report = probe(memory, "");
    assertThat(report.capabilities().preconditions())
        .isEqualTo(Capabilities.Preconditions.UNPROVED);
    assertThat(finding(report, "If-None-Match on PUT").detail()).contains("was done");
    assertThat(report.isConclusive()).isTrue();
    assertThat(memory.objects()).isEmpty();
  }

  @Test
  @Hazard(20)
  void aStoreThatStopsEverythingConditionalProvesNothing() {
    InMemoryStore memory = store();
    memory.interfere(
        new Interference() {
          @Override
          public void before(MemoryCall call) {
            boolean conditional = call.key() != null && call.key().text().contains("/put/absent");
            if (call.operation() == Operation.PUT && conditional) {
              throw new StoreException(
                  new Failure.Refused("501 NotImplemented", 501, "NotImplemented"));
            }
          }
        });
    ProbeReport report = probe(memory, "");
    assertThat(report.capabilities().preconditions().putIfAbsent()).isFalse();
    assertThat(finding(report, "If-None-Match on PUT").verdict()).isEqualTo(Finding.Verdict.NO);
  }

  @Test
  @Hazard(20)
  void aPreconditionThatAlsoStopsWhatItAllowsIsNotProved() {
    InMemoryStore memory = store();
    AtomicInteger puts = new AtomicInteger();
    memory.interfere(
        new Interference() {
          @Override
          public Object after(MemoryCall call, Object answer) {
            boolean matched = isKey(call, "put/matched") && puts.incrementAndGet() > 1;
            return matched ? new WriteAnswer.PreconditionFailed(false) : answer;
          }
        });
    ProbeReport report = probe(memory, "");
    assertThat(report.capabilities().preconditions().putIfMatch()).isFalse();
    assertThat(finding(report, "If-Match on PUT").detail()).contains("one it allows was stopped");
  }

  @Test
  @Hazard(20)
  void aDeleteThatIsStoppedOnlyInWordsIsNotProved() {
    InMemoryStore memory = store();
    memory.interfere(
        new Interference() {
          @Override
          public void before(MemoryCall call) {
            if (call.operation() == Operation.DELETE && isKey(call, "delete/kept")) {
              memory.remove(Objects.requireNonNull(call.key()));
            }
          }
        });
    ProbeReport report = probe(memory, "");
    assertThat(report.capabilities().preconditions().deleteIfMatch()).isFalse();
    assertThat(finding(report, "If-Match on DELETE").detail()).contains("yet the object changed");
  }

  private static boolean isKey(MemoryCall call, String name) {
    return call.key() != null && call.key().text().endsWith("/" + name);
  }

  @Test
  @Hazard(25)
  void etagsAreBelievedOnlyWhenTheyAreWhatTheyShouldBe() {
    assertThat(probe(store(Quirk.OPAQUE_ETAGS), "").capabilities().etags())
        .isEqualTo(new Capabilities.Etags(false, false));
    assertThat(
            new ProbeTest().probe(store(Quirk.OPAQUE_MULTIPART_ETAGS), "").capabilities().etags())
        .isEqualTo(new Capabilities.Etags(true, false));
  }

  @Test
  @Hazard({26, 27})
  void digestsThatAreNotCheckedOrNotEchoedAreNotProved() {
    Capabilities without = probe(store(Quirk.IGNORES_CHECKSUMS), "").capabilities();
    assertThat(without.checksums()).isEmpty();
    assertThat(without.contentMd5Checked()).isTrue();
    assertThat(checksums(Quirk.ECHOES_NO_CHECKSUM)).isEmpty();
    assertThat(checksums(Quirk.ECHOES_UNCHECKED)).isEmpty();
    Capabilities unchecked =
        new ProbeTest().probe(store(Quirk.IGNORES_CONTENT_MD5), "").capabilities();
    assertThat(unchecked.contentMd5Checked()).isFalse();
    assertThat(unchecked.checksums()).hasSize(4);
  }

  private static Set<ChecksumAlgorithm> checksums(Quirk quirk) {
    return new ProbeTest().probe(store(quirk), "").capabilities().checksums();
  }

  @Test
  @Hazard(34)
  void bytesThatComeBackChangedAreNoticed() {
    ProbeReport report = probe(store(Quirk.KEEPS_CHUNK_FRAMES), "");
    assertThat(finding(report, "bytes come back").verdict()).isEqualTo(Finding.Verdict.NO);
  }

  @Test
  @Hazard(45)
  void tagsAreToldApartInEveryWay() {
    assertThat(tags(Quirk.NO_TAGS)).isEqualTo(TagSupport.NONE);
    assertThat(tags(Quirk.DROPS_TAGS)).isEqualTo(TagSupport.NONE);
    assertThat(tags(Quirk.GARBLES_TAGS)).isEqualTo(TagSupport.PLAIN);
    assertThat(tags(Quirk.NO_TAG_COUNT)).isEqualTo(TagSupport.ASKED);
    assertThat(tags(Quirk.TAGS_FORBIDDEN)).isEqualTo(TagSupport.FORBIDDEN);
    assertThat(tags(Quirk.VERSIONED)).isEqualTo(TagSupport.COUNTED);
  }

  private static TagSupport tags(Quirk quirk) {
    return new ProbeTest().probe(store(quirk), "").capabilities().tags();
  }

  @Test
  @Hazard({52, 53})
  void keysThatAStoreRefusesOrFoldsAreNamed() {
    assertThat(probe(store(Quirk.REFUSES_ODD_KEYS), "").capabilities().refusedKeys())
        .containsExactly(
            KeyShape.TWO_SLASHES, KeyShape.LEADING_SLASH, KeyShape.DOT, KeyShape.DOT_DOT);
    InMemoryStore folding = store(Quirk.COLLAPSES_SLASHES);
    assertThat(new ProbeTest().probe(folding, "").capabilities().refusedKeys())
        .containsExactly(KeyShape.TWO_SLASHES, KeyShape.LEADING_SLASH);
    assertThat(folding.objects()).isEmpty();
  }

  @Test
  @Hazard(54)
  void aPlusThatIsListedAsASpaceIsNoticed() {
    ProbeReport report = probe(store(Quirk.LISTS_PLUS_AS_SPACE), "");
    assertThat(report.capabilities().refusedKeys()).containsExactly(KeyShape.PLUS_SPACE_PERCENT);
  }

  @Test
  @Hazard(47)
  void classesAreAskedForOneByOne() {
    ProbeReport report =
        probe(store(Quirk.ONLY_STANDARD_CLASS), "", "STANDARD", "GLACIER_IR", "lower");
    assertThat(report.capabilities().storageClasses())
        .containsEntry("STANDARD", true)
        .containsEntry("GLACIER_IR", false)
        .containsEntry("lower", false);
  }

  @Test
  void aStoreThatTakesNoCanaryIsAFailure() {
    InMemoryStore memory = store();
    Failure denied = new Failure.WrongCredentials("403 AccessDenied", 403, "AccessDenied");
    memory.interfere(Interference.failing(Operation.PUT, 1_000, denied));
    assertThatThrownBy(() -> probe(memory, ""))
        .isInstanceOfSatisfying(
            StoreException.class, thrown -> assertThat(thrown.failure()).isEqualTo(denied));
  }

  @Test
  @Hazard(64)
  void whatGotNoClearAnswerIsUnknownAndUnproved() {
    InMemoryStore memory = store();
    memory.interfere(Interference.losing(Operation.COMPLETE_UPLOAD, 100));
    ProbeReport report = probe(memory, "");
    assertThat(report.isConclusive()).isFalse();
    assertThat(report.capabilities().preconditions().completeIfAbsent()).isFalse();
    assertThat(finding(report, "If-Match on Complete").verdict())
        .isEqualTo(Finding.Verdict.UNKNOWN);
    assertThat(report.capabilities().preconditions().putIfAbsent()).isTrue();
    assertThat(memory.objects()).isEmpty();
  }

  @Test
  void takesThreeRoundsAndTheCleaningUp() {
    InMemoryStore memory = store();
    Duration oneWay = Duration.ofMillis(100);
    memory.interfere(Interference.delaying(simulation.clock(), oneWay));
    probe(memory, "", "GLACIER");
    // Three rounds, the aborts, the removal, a look whether it worked, and one for older canaries.
    assertThat(Duration.ofNanos(simulation.clock().nanos())).isEqualTo(oneWay.multipliedBy(2 * 7));
    assertThat(memory.calls()).hasSizeLessThan(160);
  }

  @Test
  void theCanarysDigestsAreThoseOfItsBytes() {
    Canary.checksums()
        .forEach((algorithm, base64) -> {
          Digester digester = Digester.of(algorithm).orElseThrow();
          digester.update(Canary.bytes(), 0, Canary.bytes().length);
          assertThat(digester.checksum().base64()).isEqualTo(base64);
        });
  }
}
