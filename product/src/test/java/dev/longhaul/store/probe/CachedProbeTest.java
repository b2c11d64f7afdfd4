package dev.longhaul.store.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.object.KeyPrefix;
import dev.longhaul.simulation.Simulation;
import dev.longhaul.store.BucketFacts;
import dev.longhaul.store.Capabilities;
import dev.longhaul.store.ObjectAttributes.Encryption;
import dev.longhaul.store.Operation;
import dev.longhaul.store.memory.InMemoryStore;
import dev.longhaul.store.memory.Interference;
import dev.longhaul.store.memory.Quirk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class CachedProbeTest {
  private final Simulation simulation = new Simulation(1);
  private final InMemoryStore memory = new InMemoryStore("bucket");
  private final Map<CapabilityCache.Subject, ProbeReport> remembered = new HashMap<>();
  private final CapabilityCache cache =
      new CapabilityCache() {
        @Override
        public Optional<ProbeReport> find(Subject subject) {
          return Optional.ofNullable(remembered.get(subject));
        }

        @Override
        public Optional<String> record(Subject subject, ProbeReport report) {
          remembered.put(subject, report);
          return Optional.empty();
        }
      };

  /// Plays in the simulation and counts the probes: each puts canaries.
  private <T> T play(Supplier<T> scenario) {
    return simulation.run(scenario);
  }

  private ProbeReport report(CapabilityCache from, String... classes) {
    return report(from, () -> {}, classes);
  }

  private ProbeReport report(CapabilityCache from, Runnable first, String... classes) {
    Probe probe =
        new Probe(
            memory.ports(), simulation.workers(), simulation.clock(), simulation.randomness());
    CachedProbe cached = cached(from);
    Probe.Order order =
        new Probe.Order(
            KeyPrefix.of("p/"), new Encryption.BucketDefault(), new TreeSet<>(List.of(classes)));
    return cached.ask(probe, order, first).rest().get();
  }

  private CachedProbe cached(CapabilityCache from) {
    BucketFacts facts = memory.ports().inspector().headBucket();
    return new CachedProbe(memory.ports(), facts, from, simulation.clock());
  }

  @Test
  @Hazard(14)
  void whatComesFirstComesBeforeEachNewProbeAndNoOther() {
    play(() -> {
      List<Long> written = new ArrayList<>();
      Runnable first = () -> written.add(memory.count(Operation.PUT));
      report(cache, first);
      report(cache, first);
      assertThat(written).containsExactly(0L);
      return true;
    });
  }

  private boolean probes(Runnable report) {
    memory.forgetCalls();
    report.run();
    return memory.count(Operation.PUT) > 0;
  }

  @Test
  @Hazard(20)
  void aFreshReportOfTheSameServerIsBelievedAndNoOther() {
    play(() -> {
      assertThat(probes(() -> report(cache))).isTrue();
      assertThat(probes(() -> report(cache))).isFalse();
      assertThat(memory.calls()).hasSize(1);
      assertThat(probes(() -> report(cache, "GLACIER"))).isTrue();
      memory.setServer("another version");
      assertThat(probes(() -> report(cache))).isTrue();
      simulation.clock().sleep(CachedProbe.AGE.minus(Duration.ofSeconds(1)));
      assertThat(probes(() -> report(cache))).isFalse();
      simulation.clock().sleep(Duration.ofSeconds(1));
      assertThat(probes(() -> report(cache))).isTrue();
      return true;
    });
  }

  @Test
  void aSourceIsLookedAtOnceADay() {
    play(() -> {
      SourceProbe probe = new SourceProbe(memory.ports(), simulation.workers(), simulation.clock());
      CachedProbe cached = cached(cache);
      ProbeReport first = cached.report(probe, KeyPrefix.of("p/"));
      memory.forgetCalls();
      assertThat(cached.report(probe, KeyPrefix.of("p/"))).isEqualTo(first);
      assertThat(memory.calls()).isEmpty();
      return true;
    });
  }

  @Test
  void whatIsNotConclusiveIsNotRemembered() {
    play(() -> {
      memory.interfere(Interference.losing(Operation.COMPLETE_UPLOAD, 1));
      assertThat(report(cache).isConclusive()).isFalse();
      assertThat(remembered).isEmpty();
      assertThat(report(cache).isConclusive()).isTrue();
      assertThat(remembered).hasSize(1);
      return true;
    });
  }

  @Test
  @Hazard(45)
  void forbiddenTagsAreNotRememberedBecauseSomebodyIsAboutToAllowThem() {
    play(() -> {
      memory.set(Quirk.TAGS_FORBIDDEN, true);
      assertThat(report(cache).capabilities().tags()).isEqualTo(Capabilities.TagSupport.FORBIDDEN);
      memory.set(Quirk.TAGS_FORBIDDEN, false);
      assertThat(report(cache).capabilities().tags()).isEqualTo(Capabilities.TagSupport.COUNTED);
      return true;
    });
  }

  @Test
  void aCacheThatCannotRememberIsNamed() {
    CapabilityCache full =
        new CapabilityCache() {
          @Override
          public Optional<ProbeReport> find(Subject subject) {
            return Optional.empty();
          }

          @Override
          public Optional<String> record(Subject subject, ProbeReport report) {
            return Optional.of("no space left");
          }
        };
    Finding last = play(() -> report(full).findings().getLast());
    assertThat(last.detail()).isEqualTo("no space left");
  }
}
