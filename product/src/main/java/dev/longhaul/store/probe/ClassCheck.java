package dev.longhaul.store.probe;

import dev.longhaul.object.ObjectKey;
import dev.longhaul.store.Failure;
import dev.longhaul.store.Lookup;
import dev.longhaul.store.Precondition;
import dev.longhaul.store.WriteAnswer;
import java.util.List;
import java.util.Optional;

/// Whether a store takes objects of one storage class (H47).
final class ClassCheck implements Check {
  private final Site site;
  private final String storageClass;
  private final ObjectKey key;
  private Attempt<WriteAnswer> written = Attempt.notMade();
  private Attempt<Lookup> head = Attempt.notMade();

  /// @param number tells it from the checks of other classes
  ClassCheck(Site site, String storageClass, int number) {
    this.site = site;
    this.storageClass = storageClass;
    this.key = site.key("class/" + number);
  }

  String storageClass() {
    return storageClass;
  }

  @Override
  public void first(Round round) {
    round.add(() ->
        written =
            site.put(key, site.ofClass(storageClass), Canary.body(), new Precondition.None()));
  }

  @Override
  public void second(Round round) {
    round.add(() -> head = site.head(key));
  }

  boolean isTaken() {
    return written.stored().isPresent()
        && head.answer() instanceof Lookup.Found(var state)
        && state.storage().storageClass().equals(storageClass);
  }

  @Override
  public List<Finding> findings() {
    String subject = "storage class " + storageClass;
    Optional<Failure> unclear = written.unclear();
    if (unclear.isEmpty() && written.stored().isPresent()) {
      unclear = head.unclear();
    }
    return List.of(
        unclear
            .map(why -> Finding.unknown(subject, why))
            .orElseGet(() -> Finding.of(subject, isTaken(), detail())));
  }

  private String detail() {
    if (written.stored().isEmpty()) {
      return "a PUT " + written.outcome();
    }
    return head.answer() instanceof Lookup.Found(var state)
        ? "an object of it shows " + state.storage().storageClass()
        : "an object of it is not found";
  }
}
