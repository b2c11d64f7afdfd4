package dev.longhaul.store.probe;

import dev.longhaul.object.ETag;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.store.Lookup;
import dev.longhaul.store.Precondition;
import dev.longhaul.store.WriteAnswer;
import java.util.List;
import java.util.Optional;

/// Whether PUT and DELETE honour their preconditions (H20).
final class PutCheck implements Check {
  private final Site site;
  private final ObjectKey absent;
  private final ObjectKey matched;
  private final ObjectKey kept;
  private final ObjectKey deleted;
  private Attempt<WriteAnswer> absentPassed = Attempt.notMade();
  private Attempt<WriteAnswer> absentStopped = Attempt.notMade();
  private Attempt<Lookup> absentAfter = Attempt.notMade();
  private Attempt<WriteAnswer> matchedSeed = Attempt.notMade();
  private Attempt<WriteAnswer> matchStopped = Attempt.notMade();
  private Attempt<WriteAnswer> matchPassed = Attempt.notMade();
  private Attempt<WriteAnswer> deletedSeed = Attempt.notMade();
  private Attempt<WriteAnswer> deleteStopped = Attempt.notMade();
  private Attempt<WriteAnswer> deletePassed = Attempt.notMade();
  private Attempt<Lookup> keptAfter = Attempt.notMade();

  PutCheck(Site site) {
    this.site = site;
    this.absent = site.key("put/absent");
    this.matched = site.key("put/matched");
    this.kept = site.key("delete/kept");
    this.deleted = site.key("delete/deleted");
  }

  private Attempt<WriteAnswer> seed(ObjectKey key) {
    return site.put(key, Canary.body(), new Precondition.None());
  }

  @Override
  public void first(Round round) {
    round.add(() -> absentPassed = site.put(absent, Canary.body(), new Precondition.IfAbsent()));
    round.add(() -> matchedSeed = seed(matched));
    round.add(() -> seed(kept));
    round.add(() -> deletedSeed = seed(deleted));
  }

  @Override
  public void second(Round round) {
    Precondition wrong = new Precondition.IfMatch(Site.WRONG);
    round.add(
        () -> absentStopped = site.put(absent, Canary.otherBody(), new Precondition.IfAbsent()));
    round.add(() -> matchStopped = site.put(matched, Canary.otherBody(), wrong));
    round.add(() -> deleteStopped = site.delete(kept, wrong));
    round.add(() -> deletePassed = site.delete(deleted, Site.ifStill(deletedSeed)));
  }

  @Override
  public void third(Round round) {
    round.add(() -> absentAfter = site.head(absent));
    // It passes only if what was to be stopped did not happen.
    round.add(() -> matchPassed = site.put(matched, Canary.otherBody(), Site.ifStill(matchedSeed)));
    round.add(() -> keptAfter = site.head(kept));
  }

  Condition putIfAbsent() {
    Optional<ETag> before = absentPassed.stored().map(stored -> stored.etag());
    boolean untouched =
        absentAfter.answer() instanceof Lookup.Found(var state)
            && before.equals(Optional.of(state.etag()));
    return new Condition("If-None-Match on PUT", absentStopped, absentPassed, untouched);
  }

  Condition putIfMatch() {
    return new Condition("If-Match on PUT", matchStopped, matchPassed, true);
  }

  Condition deleteIfMatch() {
    boolean untouched = keptAfter.answer() instanceof Lookup.Found;
    return new Condition("If-Match on DELETE", deleteStopped, deletePassed, untouched);
  }

  @Override
  public List<Finding> findings() {
    return List.of(putIfAbsent().finding(), putIfMatch().finding(), deleteIfMatch().finding());
  }
}
