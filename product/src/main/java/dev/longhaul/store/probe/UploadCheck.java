package dev.longhaul.store.probe;

import dev.longhaul.object.ObjectKey;
import dev.longhaul.store.Precondition;
import dev.longhaul.store.WriteAnswer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Whether completing an upload honours preconditions, and what the ETag of its object is (H20,
/// H25).
final class UploadCheck implements Check {
  private static final String PLAIN = "complete/plain";
  private static final String ABSENT = "complete/absent";
  private static final String TAKEN = "complete/taken";
  private static final String SAME = "complete/same";
  private static final String OTHER = "complete/other";

  /// The canaries that a probe uploads in parts.
  static final List<String> NAMES = List.of(PLAIN, ABSENT, TAKEN, SAME, OTHER);

  private final Site site;
  private final ObjectKey taken;
  private final ObjectKey same;
  private final ObjectKey other;
  private final UploadTrial plain;
  private final UploadTrial absentPassed;
  private final UploadTrial absentStopped;
  private final UploadTrial matchPassed;
  private final UploadTrial matchStopped;
  private final Map<UploadTrial, Supplier<Precondition>> trials = new LinkedHashMap<>();
  private Attempt<WriteAnswer> sameSeed = Attempt.notMade();

  UploadCheck(Site site) {
    this.site = site;
    this.taken = site.key(TAKEN);
    this.same = site.key(SAME);
    this.other = site.key(OTHER);
    plain = trial(site.key(PLAIN), Precondition.None::new);
    absentPassed = trial(site.key(ABSENT), Precondition.IfAbsent::new);
    absentStopped = trial(taken, Precondition.IfAbsent::new);
    matchPassed = trial(same, () -> Site.ifStill(sameSeed));
    matchStopped = trial(other, () -> new Precondition.IfMatch(Site.WRONG));
  }

  private UploadTrial trial(ObjectKey key, Supplier<Precondition> precondition) {
    UploadTrial trial = new UploadTrial(site, key);
    trials.put(trial, precondition);
    return trial;
  }

  private Attempt<WriteAnswer> seed(ObjectKey key) {
    return site.put(key, Canary.otherBody(), new Precondition.None());
  }

  @Override
  public void first(Round round) {
    round.add(() -> seed(taken));
    round.add(() -> sameSeed = seed(same));
    round.add(() -> seed(other));
    trials.keySet().forEach(trial -> round.add(trial::create));
  }

  @Override
  public void second(Round round) {
    trials.keySet().forEach(trial -> round.add(trial::upload));
  }

  @Override
  public void third(Round round) {
    trials.forEach((trial, precondition) -> round.add(() -> trial.complete(precondition)));
  }

  @Override
  public void clean(Round round) {
    for (UploadTrial trial : trials.keySet()) {
      round.add(trial::abort);
    }
  }

  /// Uploads that could not be aborted, for people.
  List<String> left() {
    return trials.keySet().stream().flatMap(trial -> trial.left().stream()).toList();
  }

  Condition completeIfAbsent() {
    return new Condition(
        "If-None-Match on CompleteMultipartUpload",
        absentStopped.outcome(),
        absentPassed.outcome(),
        true);
  }

  Condition completeIfMatch() {
    return new Condition(
        "If-Match on CompleteMultipartUpload", matchStopped.outcome(), matchPassed.outcome(), true);
  }

  boolean etagIsMd5OfMd5s() {
    return plain
        .outcome()
        .stored()
        .filter(stored -> stored.etag().value().equals(Canary.ONE_PART_ETAG))
        .isPresent();
  }

  @Override
  public List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    String subject = "multipart ETag as Amazon S3 makes it";
    Attempt<?> outcome = plain.outcome();
    findings.add(
        outcome
            .unclear()
            .map(why -> Finding.unknown(subject, why))
            .orElseGet(() ->
                Finding.of(
                    subject,
                    etagIsMd5OfMd5s(),
                    outcome
                        .stored()
                        .map(stored -> "an upload of one part got " + stored.etag())
                        .orElse("an upload " + outcome.outcome()))));
    findings.add(completeIfAbsent().finding());
    findings.add(completeIfMatch().finding());
    return findings;
  }
}
