package dev.longhaul.store.probe;

import dev.longhaul.object.ETag;
import dev.longhaul.object.KeyPrefix;
import dev.longhaul.object.ListedObject;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.store.Failure;
import dev.longhaul.store.KeyShape;
import dev.longhaul.store.ListingPage;
import dev.longhaul.store.Lookup;
import dev.longhaul.store.Precondition;
import dev.longhaul.store.WriteAnswer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// Whether keys of one shape survive: what is PUT under them is found by HEAD, and a listing shows
/// exactly them (H52 to H54).
final class KeyCheck implements Check {
  /// How the subjects of these findings begin.
  static final String SUBJECT = "keys with ";

  private final Site site;
  private final KeyShape shape;
  private final KeyPrefix folder;
  private final Map<ObjectKey, Attempt<WriteAnswer>> written = new TreeMap<>();
  private final Map<ObjectKey, Attempt<Lookup>> found = new TreeMap<>();
  private Attempt<ListingPage> listed = Attempt.notMade();

  /// @param shape what is odd about the keys, for people
  /// @param folder where they lie, theirs alone
  KeyCheck(Site site, KeyShape shape, String folder, List<String> names) {
    this.site = site;
    this.shape = shape;
    this.folder = site.prefix(folder);
    for (String name : names) {
      ObjectKey key = site.key(folder + name);
      written.put(key, Attempt.notMade());
      found.put(key, Attempt.notMade());
    }
  }

  /// The shapes that real stores were seen to fail on.
  static List<KeyCheck> all(Site site) {
    String longest = "keys/9/";
    return List.of(
        new KeyCheck(site, KeyShape.TWO_SLASHES, "keys/0/", List.of("a//b")),
        new KeyCheck(site, KeyShape.LEADING_SLASH, "keys/1/", List.of("/lead")),
        new KeyCheck(site, KeyShape.DOT, "keys/2/", List.of(".", "./x")),
        new KeyCheck(site, KeyShape.DOT_DOT, "keys/3/", List.of("..", "x/../y")),
        new KeyCheck(site, KeyShape.PLUS_SPACE_PERCENT, "keys/4/", List.of("a+b c", "a%2Bb")),
        new KeyCheck(site, KeyShape.LINE_BREAK, "keys/5/", List.of("cr\rlf\nx")),
        new KeyCheck(site, KeyShape.CONTROL, "keys/6/", List.of("ctl\u0001x")),
        new KeyCheck(site, KeyShape.FOUR_BYTE, "keys/7/", List.of("\ud83d\ude80")),
        new KeyCheck(site, KeyShape.BESIDE_FOLDER, "keys/8/", List.of("x", "x/y")),
        new KeyCheck(site, KeyShape.LONGEST, longest, List.of("k".repeat(site.room(longest)))),
        new KeyCheck(site, KeyShape.FOLDER_DATA, "keys/a/", List.of("dir/", "dir/x")));
  }

  @Override
  public void first(Round round) {
    for (Map.Entry<ObjectKey, Attempt<WriteAnswer>> entry : written.entrySet()) {
      round.add(
          () -> entry.setValue(site.put(entry.getKey(), Canary.body(), new Precondition.None())));
    }
  }

  @Override
  public void second(Round round) {
    round.add(() -> listed = Attempt.of(() -> site.list(folder)));
    for (Map.Entry<ObjectKey, Attempt<Lookup>> entry : found.entrySet()) {
      round.add(() -> entry.setValue(site.head(entry.getKey())));
    }
  }

  KeyShape shape() {
    return shape;
  }

  /// When the store took them, as its listing says.
  List<Instant> dates() {
    ListingPage page = listed.answer();
    return page == null
        ? List.of()
        : page.objects().stream()
            .filter(this::isOurs)
            .map(entry -> Instant.ofEpochMilli(entry.lastModifiedMillis()))
            .toList();
  }

  /// Empty when every key survived; else what became of them.
  Optional<String> damage() {
    for (Map.Entry<ObjectKey, Attempt<WriteAnswer>> entry : written.entrySet()) {
      Optional<ETag> etag = entry.getValue().stored().map(stored -> stored.etag());
      if (etag.isEmpty()) {
        return Optional.of("a PUT " + entry.getValue().outcome());
      }
      Attempt<Lookup> head = found.getOrDefault(entry.getKey(), Attempt.notMade());
      boolean same =
          head.answer() instanceof Lookup.Found(var state) && etag.get().equals(state.etag());
      if (!same) {
        return Optional.of("HEAD does not find what was PUT");
      }
    }
    return listingDamage();
  }

  private Optional<String> listingDamage() {
    ListingPage page = listed.answer();
    if (page == null) {
      return Optional.of("a listing that shows them " + listed.outcome());
    }
    List<ObjectKey> keys = page.objects().stream().map(ListedObject::key).toList();
    return new TreeSet<>(keys).equals(written.keySet())
        ? Optional.empty()
        : Optional.of("a listing shows " + keys + " instead");
  }

  /// Whether any key of the shape was seen not to survive. What got no answer shows nothing, and
  /// hides nothing either: stores fail in several ways on one shape.
  boolean isDamaged() {
    boolean lost = written.keySet().stream().anyMatch(this::isLost);
    ListingPage page = listed.answer();
    return lost || (page != null && !page.objects().stream().allMatch(this::isOurs));
  }

  private boolean isLost(ObjectKey key) {
    Attempt<WriteAnswer> put = written.getOrDefault(key, Attempt.notMade());
    Optional<ETag> etag = put.stored().map(stored -> stored.etag());
    if (etag.isEmpty()) {
      return put.unclear().isEmpty();
    }
    Attempt<Lookup> head = found.getOrDefault(key, Attempt.notMade());
    if (head.unclear().isPresent()) {
      return false;
    }
    boolean same =
        head.answer() instanceof Lookup.Found(var state) && etag.get().equals(state.etag());
    ListingPage page = listed.answer();
    return !same
        || (page != null && page.objects().stream().noneMatch(one -> one.key().equals(key)));
  }

  private boolean isOurs(ListedObject listed) {
    return written.containsKey(listed.key());
  }

  private Optional<Failure> unclear() {
    Optional<Failure> unclear = listed.unclear();
    for (Attempt<WriteAnswer> attempt : written.values()) {
      unclear = unclear.or(attempt::unclear);
    }
    for (Attempt<Lookup> attempt : found.values()) {
      unclear = unclear.or(attempt::unclear);
    }
    return unclear;
  }

  @Override
  public List<Finding> findings() {
    String subject = SUBJECT + shape.words();
    Optional<String> damage = damage();
    Optional<Failure> unclear = unclear();
    if (damage.isPresent() && unclear.isPresent()) {
      return List.of(Finding.unknown(subject, unclear.get()));
    }
    return List.of(Finding.of(subject, damage.isEmpty(), damage.orElse("survive")));
  }
}
