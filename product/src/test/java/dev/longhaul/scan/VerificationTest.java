package dev.longhaul.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.longhaul.Hazard;
import dev.longhaul.object.KeyPrefix;
import dev.longhaul.object.Metadata;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.object.StorageFacts;
import dev.longhaul.object.SystemHeaders;
import dev.longhaul.object.Tags;
import dev.longhaul.reconcile.Equality;
import dev.longhaul.route.KeyFilter;
import dev.longhaul.route.KeyMapping;
import dev.longhaul.route.Policy;
import dev.longhaul.simulation.Simulation;
import dev.longhaul.store.Capabilities;
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
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

@Hazard({35, 36})
final class VerificationTest {
  private static final Thoroughness METADATA = new Thoroughness(true, 0);
  private static final Thoroughness DEEP = new Thoroughness(true, 1);

  private final Simulation simulation = new Simulation(1);
  private final InMemoryStore source = new InMemoryStore("source");
  private InMemoryStore destination = new InMemoryStore("destination");
  private Etags etags = new Etags(true, true);
  private final List<Finding> findings = new ArrayList<>();

  @Test
  void equalListingsNeedNoRequestButLists() {
    both("a", "one");
    both("b", "two");

    VerifyReport report = verify(Thoroughness.LISTING);

    assertThat(report.verdict()).isEqualTo(VerifyReport.Verdict.EQUAL);
    assertThat(report.counts().byListing()).isEqualTo(2);
    assertThat(findings).isEmpty();
    assertThat(source.calls()).allMatch(call -> call.operation() == Operation.LIST);
    assertThat(destination.calls()).allMatch(call -> call.operation() == Operation.LIST);
  }

  @Test
  void namesWhatIsMissingExtraAndDifferent() {
    both("same", "x");
    source.put("missing", "x");
    destination.put("extra", "x");
    source.put("bytes", "xxx");
    destination.put("bytes", "yyy");
    source.put("size", "x");
    destination.put("size", "yyy");

    VerifyReport report = verify(Thoroughness.LISTING);

    assertThat(report.verdict()).isEqualTo(VerifyReport.Verdict.DIFFERENT);
    assertThat(differences())
        .containsOnly(
            entry("missing", "[MISSING]"),
            entry("extra", "[EXTRA]"),
            entry("bytes", "[BYTES]"),
            entry("size", "[BYTES]"));
    assertThat(report.counts().aspects())
        .containsOnly(entry(Aspect.MISSING, 1L), entry(Aspect.EXTRA, 1L), entry(Aspect.BYTES, 2L));
    assertThat(verify(DEEP).counts().aspects()).isEqualTo(report.counts().aspects());
  }

  @Test
  void readsMetadataAndTagsOfEveryPairWhenAsked() {
    both("same", "x");
    put(source, "metadata", "x", Map.of("who", "me"), Map.of());
    put(destination, "metadata", "x", Map.of("who", "you"), Map.of());
    put(source, "tags", "x", Map.of(), Map.of("color", "red"));
    put(destination, "tags", "x", Map.of(), Map.of("color", "blue"));
    put(source, "both", "x", Map.of("a", "b"), Map.of("c", "d"));
    put(destination, "both", "x", Map.of(), Map.of());

    assertThat(verify(Thoroughness.LISTING).verdict()).isEqualTo(VerifyReport.Verdict.EQUAL);
    VerifyReport report = verify(METADATA);

    assertThat(report.verdict()).isEqualTo(VerifyReport.Verdict.DIFFERENT);
    assertThat(differences())
        .containsOnly(
            entry("metadata", "[METADATA]"),
            entry("tags", "[TAGS]"),
            entry("both", "[METADATA, TAGS]"));
    assertThat(report.counts().byRequest()).isEqualTo(1);
    assertThat(source.count(Operation.GET)).isZero();
  }

  @Test
  @Hazard(36)
  void deepFindsBytesThatRottedBehindAnEqualListing() {
    both("good", "the bytes");
    both("rotten", "the bytes");
    destination.interfere(
        new Interference() {
          @Override
          public InputStream body(MemoryCall call, InputStream body) {
            return "rotten".equals(String.valueOf(call.key()))
                ? Interference.flipping(1, 4).body(call, body)
                : body;
          }
        });

    assertThat(verify(METADATA).verdict()).isEqualTo(VerifyReport.Verdict.EQUAL);
    VerifyReport report = verify(DEEP);

    assertThat(differences()).containsOnly(entry("rotten", "[BYTES]"));
    assertThat(report.counts().keysRead()).isEqualTo(1);
    assertThat(report.counts().bytesRead()).isEqualTo(9);
  }

  @Test
  @Hazard(36)
  void deepReadsTheSameShareOfKeysEveryTime() {
    for (int number = 0; number < 400; number++) {
      both("k" + number, "bytes " + number);
    }

    VerifyReport first = verify(new Thoroughness(false, 0.25));
    List<Finding> before = List.copyOf(findings);
    VerifyReport second = verify(new Thoroughness(false, 0.25));

    assertThat(first.verdict()).isEqualTo(VerifyReport.Verdict.EQUAL);
    assertThat(first.counts().keysRead()).isBetween(70L, 130L);
    assertThat(first.counts().byListing()).isEqualTo(400 - first.counts().keysRead());
    assertThat(second.counts()).isEqualTo(first.counts());
    assertThat(findings).containsExactlyInAnyOrderElementsOf(before);
  }

  @Test
  @Hazard(25)
  void saysThatItCannotTellWhereNothingProvesTheBytes() {
    destination = new InMemoryStore("destination", Quirk.OPAQUE_ETAGS, Quirk.IGNORES_CHECKSUMS);
    etags = Etags.UNPROVED;
    both("k", "x");

    VerifyReport report = verify(Thoroughness.LISTING);

    assertThat(report.verdict()).isEqualTo(VerifyReport.Verdict.UNKNOWN);
    assertThat(findings).singleElement().asString().contains("--deep reads them");
    assertThat(verify(new Thoroughness(false, 0.0001)).verdict())
        .isEqualTo(VerifyReport.Verdict.EQUAL);
  }

  @Test
  void anEmptyObjectIsEqualWithoutARange() {
    both("empty", "");

    assertThat(verify(DEEP).verdict()).isEqualTo(VerifyReport.Verdict.EQUAL);
  }

  @Test
  @Hazard(48)
  void whatIsArchivedCannotBeToldDeeply() {
    both("cold", "x");
    source.archive(ObjectKey.of("cold"), StorageFacts.Archive.ARCHIVED);

    VerifyReport report = verify(DEEP);

    assertThat(report.verdict()).isEqualTo(VerifyReport.Verdict.UNKNOWN);
    assertThat(findings).singleElement().isInstanceOf(Finding.Unknown.class);
  }

  @Test
  @Hazard({58, 60})
  void aListingInNoOrderNamesNobodyWrongly() {
    destination = new InMemoryStore("destination", Quirk.UNORDERED_LISTING);
    for (int number = 0; number < 100; number++) {
      both("k" + number, "x");
    }
    destination.setPageSize(7);

    VerifyReport report = verify(Thoroughness.LISTING);

    assertThat(report.sorted()).isTrue();
    assertThat(report.verdict()).isEqualTo(VerifyReport.Verdict.EQUAL);
    assertThat(differences()).isEmpty();
  }

  @Test
  @Hazard({59, 60, 67})
  void aListingThatIsRefusedTellsNothing() {
    both("k", "x");
    source.interfere(
        Interference.failing(
            Operation.LIST,
            100,
            new Failure.WrongCredentials("403 AccessDenied", 403, "AccessDenied")));

    VerifyReport report = verify(Thoroughness.LISTING);

    assertThat(report.verdict()).isEqualTo(VerifyReport.Verdict.UNKNOWN);
    assertThat(report.end()).isEqualTo(PassReport.End.WRONG_CREDENTIALS);
    assertThat(report.why()).contains("AccessDenied");
  }

  @Test
  @Hazard(64)
  void throttlingIsWaitedOut() {
    both("k", "x");
    destination.interfere(
        Interference.failing(Operation.HEAD, 20, new Failure.Throttled("503 SlowDown", 0)));

    assertThat(verify(METADATA).verdict()).isEqualTo(VerifyReport.Verdict.EQUAL);
  }

  @Test
  @Hazard(18)
  void anObjectThatChangesMeanwhileIsLookedAtAgain() {
    both("k", "one");
    source.interfere(
        new Interference() {
          private int heads;

          @Override
          public Object after(MemoryCall call, Object answer) {
            if (call.operation() == Operation.HEAD && heads++ == 0) {
              both("k", "two");
            }
            return answer;
          }
        });

    VerifyReport report = verify(DEEP);

    assertThat(report.verdict()).isEqualTo(VerifyReport.Verdict.EQUAL);
    assertThat(report.counts().bytesRead()).isEqualTo(3);
  }

  @Test
  @Hazard(45)
  void aStoreWithoutTagsHasNone() {
    destination = new InMemoryStore("destination", Quirk.NO_TAGS);
    both("plain", "x");
    put(source, "tagged", "x", Map.of(), Map.of("a", "b"));
    put(destination, "tagged", "x", Map.of(), Map.of());

    verify(METADATA);

    assertThat(differences()).containsOnly(entry("tagged", "[TAGS]"));
  }

  private void both(String key, String content) {
    source.put(key, content);
    destination.put(key, content);
  }

  private static void put(
      InMemoryStore store,
      String key,
      String content,
      Map<String, String> metadata,
      Map<String, String> tags) {
    store.put(
        ObjectKey.of(key),
        ObjectAttributes.of(
            new Metadata(new TreeMap<>(metadata), SystemHeaders.NONE),
            new Tags(new TreeMap<>(tags))),
        Content.of(content.getBytes(StandardCharsets.UTF_8)));
  }

  private Map<String, String> differences() {
    Map<String, String> differences = new TreeMap<>();
    for (Finding finding : findings) {
      if (finding instanceof Finding.Differs(ObjectKey key, var aspects)) {
        differences.put(key.text(), aspects.toString());
      }
    }
    return differences;
  }

  private VerifyReport verify(Thoroughness thoroughness) {
    findings.clear();
    source.forgetCalls();
    destination.forgetCalls();
    return simulation.run(() -> verification(thoroughness).run(findings::add));
  }

  private Verification verification(Thoroughness thoroughness) {
    Policy policy =
        new Policy(
            Policy.Deletes.KEEP,
            Policy.TagRule.COPY,
            new TreeMap<>(),
            null,
            Policy.Compare.METADATA);
    PairJudge judge = new PairJudge(etags, etags, _ -> Optional.empty(), Policy.Compare.LISTING);
    RouteScope scope =
        new RouteScope(new KeyMapping(KeyPrefix.NONE, KeyPrefix.NONE), KeyFilter.ALL);
    ScanPlan scan =
        ScanPlan.of(
            source.ports().lister(),
            destination.ports().lister(),
            scope,
            judge,
            ScanLimits.DEFAULT);
    VerifyPlan plan =
        new VerifyPlan(
            scan,
            source.ports().reader(),
            destination.ports().reader(),
            new Equality(policy, capabilities(), capabilities()),
            thoroughness,
            new PassLimits(3, 10, 10, Duration.ofSeconds(1)));
    Patience patience =
        new Patience(simulation.clock(), simulation.randomness(), Duration.ofMinutes(15));
    return new Verification(
        plan,
        new Pass.Effects(
            simulation.workers(), simulation.clock(), new ScratchInMemory(), patience));
  }

  private Capabilities capabilities() {
    Capabilities none = Capabilities.UNPROVED;
    return new Capabilities(
        none.preconditions(),
        etags,
        new TreeSet<>(),
        false,
        TagSupport.ASKED,
        new TreeSet<>(),
        new TreeMap<>(),
        false);
  }
}
