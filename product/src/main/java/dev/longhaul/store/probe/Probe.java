package dev.longhaul.store.probe;

import dev.longhaul.effect.Clock;
import dev.longhaul.effect.Randomness;
import dev.longhaul.effect.Workers;
import dev.longhaul.object.KeyPrefix;
import dev.longhaul.store.Capabilities;
import dev.longhaul.store.ObjectAttributes;
import dev.longhaul.store.ObjectStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/// Proves what a destination does, on canaries that it removes again.
///
/// Three rounds of parallel requests, about a hundred in all, and then the cleaning up, which may
/// go on while the answer is used. Canaries lie under `<prefix>.longhaul-probe/<token>/`, which
/// nothing else in Longhaul looks at (decision 9).
public final class Probe {
  /// What begins, behind a route's destination prefix, the keys of all canaries.
  public static final String FOLDER = ".longhaul-probe/";

  /// Canaries and uploads of this age belong to no probe that still runs: one takes seconds, and
  /// minutes at the worst.
  private static final Duration STALE = Duration.ofHours(1);

  private final ObjectStore store;
  private final Workers workers;
  private final Clock clock;
  private final Randomness randomness;

  /// What to try, and where.
  ///
  /// @param prefix the destination prefix of the route
  /// @param encryption as objects will be written: it decides what ETags mean (H25)
  /// @param storageClasses classes that the route will ask for
  public record Order(
      KeyPrefix prefix, ObjectAttributes.Encryption encryption, SortedSet<String> storageClasses) {}

  public Probe(ObjectStore store, Workers workers, Clock clock, Randomness randomness) {
    this.store = store;
    this.workers = workers;
    this.clock = clock;
    this.randomness = randomness;
  }

  /// Tries everything and cleans up; throws as `ask` does.
  public ProbeReport run(Order order) {
    return ask(order).tidied();
  }

  /// Tries everything. Whoever asks has it tidied afterwards, which nobody has to wait for.
  ///
  /// It throws `StoreException` when not even a plain canary can be written, which means that
  /// nothing can; then nothing is left to tidy.
  Asked ask(Order order) {
    Asked asked = new Asked(order);
    boolean answered = false;
    try {
      asked.ask();
      answered = true;
      return asked;
    } finally {
      if (!answered) {
        asked.clean();
      }
    }
  }

  /// What was tried, and what has to be removed again.
  final class Asked {
    private final KeyPrefix folder;
    private final Site site;
    private final Checks checks;

    private Asked(Order order) {
      this.folder = KeyPrefix.of(order.prefix.text() + FOLDER);
      this.site = new Site(store, folder.text() + randomness.token() + "/", order.encryption);
      this.checks = new Checks(site, order.storageClasses);
    }

    /// Each check goes through its rounds by itself: on a way that loses packets one request of a
    /// hundred is late by seconds, and then only its own check waits for it.
    private void ask() {
      List<Workers.Job<Boolean>> asking = new ArrayList<>();
      try (Workers.Group group = workers.open("checks")) {
        checks.all().forEach(check -> asking.add(group.start(() -> ask(check))));
      }
      asking.forEach(Workers.Job::join);
      checks.content.throwIfRefused();
    }

    private boolean ask(Check check) {
      round(List.of(check), Check::first);
      round(List.of(check), Check::second);
      round(List.of(check), Check::third);
      return true;
    }

    Capabilities capabilities() {
      return checks.capabilities();
    }

    /// Removes the canaries and reports.
    ProbeReport tidied() {
      List<String> left = clean();
      List<Finding> findings = new ArrayList<>();
      checks.all().forEach(check -> findings.addAll(check.findings()));
      return new ProbeReport(checks.capabilities(), findings, left, clock.now());
    }

    /// Uploads go first: canaries lead the next probe to what this one could not clean up, and
    /// S3Mock does not find the upload of a key whose object is gone.
    private List<String> clean() {
      round(checks.all(), Check::clean);
      List<String> left = new ArrayList<>(new Cleaning(site, workers).remove());
      left.addAll(checks.uploads.left());
      if (checks.content.isVersioned()) {
        left.add("the bucket keeps versions: old ones stay under " + site.prefix(""));
      }
      checks
          .storeTime()
          .ifPresent(now -> new Leftovers(site, workers).remove(folder, now.minus(STALE)));
      return left;
    }
  }

  private void round(List<Check> checks, BiConsumer<Check, Round> requests) {
    Round round = new Round();
    checks.forEach(check -> requests.accept(check, round));
    round.run(workers);
  }

  /// All checks of one run.
  private static final class Checks {
    private final ContentCheck content;
    private final DigestCheck digests;
    private final PutCheck puts;
    private final UploadCheck uploads;
    private final TagCheck tags;
    private final List<KeyCheck> keys;
    private final List<ClassCheck> classes = new ArrayList<>();

    Checks(Site site, SortedSet<String> storageClasses) {
      content = new ContentCheck(site);
      digests = new DigestCheck(site);
      puts = new PutCheck(site);
      uploads = new UploadCheck(site);
      tags = new TagCheck(site);
      keys = KeyCheck.all(site);
      for (String storageClass : storageClasses) {
        classes.add(new ClassCheck(site, storageClass, classes.size()));
      }
    }

    List<Check> all() {
      List<Check> all = new ArrayList<>(List.of(content, digests, puts, uploads, tags));
      all.addAll(keys);
      all.addAll(classes);
      return all;
    }

    /// When the store last took one of our canaries, by its own clock, which dates those of others
    /// too; empty where it showed none.
    Optional<Instant> storeTime() {
      return keys.stream().flatMap(check -> check.dates().stream()).max(Instant::compareTo);
    }

    Capabilities capabilities() {
      SortedMap<String, Boolean> taken = new TreeMap<>();
      classes.forEach(check -> taken.put(check.storageClass(), check.isTaken()));
      return new Capabilities(
          new Capabilities.Preconditions(
              puts.putIfAbsent().holds(),
              puts.putIfMatch().holds(),
              uploads.completeIfAbsent().holds(),
              uploads.completeIfMatch().holds(),
              puts.deleteIfMatch().holds()),
          new Capabilities.Etags(content.etagIsMd5(), uploads.etagIsMd5OfMd5s()),
          digests.checksums(),
          digests.md5IsChecked(),
          tags.support(),
          keys.stream()
              .filter(KeyCheck::isDamaged)
              .map(KeyCheck::shape)
              .collect(Collectors.toCollection(TreeSet::new)),
          taken,
          false);
    }
  }
}
