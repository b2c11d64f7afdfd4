package dev.longhaul.store.probe;

import dev.longhaul.object.ObjectKey;
import dev.longhaul.object.Tags;
import dev.longhaul.store.Capabilities.TagSupport;
import dev.longhaul.store.Failure;
import dev.longhaul.store.Lookup;
import dev.longhaul.store.Precondition;
import dev.longhaul.store.WriteAnswer;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Whether a store keeps tags, counts them, and lets us at them (H45, decision 18).
final class TagCheck implements Check {
  private static final Tags PLAIN = tags("kind", "plain");

  /// Characters that a header has to encode; some stores never decode them.
  private static final Tags ODD = tags("a+b", "c d");

  private final Site site;
  private final ObjectKey key;
  private final ObjectKey oddKey;
  private Attempt<WriteAnswer> oddWritten = Attempt.notMade();
  private Attempt<Tags> oddRead = Attempt.notMade();
  private Attempt<WriteAnswer> written = Attempt.notMade();
  private Attempt<Tags> read = Attempt.notMade();
  private Attempt<Lookup> head = Attempt.notMade();

  TagCheck(Site site) {
    this.site = site;
    this.key = site.key("tags");
    this.oddKey = site.key("odd-tags");
  }

  private static Tags tags(String name, String value) {
    TreeMap<String, String> values = new TreeMap<>();
    values.put("longhaul", "probe");
    values.put(name, value);
    return new Tags(values);
  }

  @Override
  public void first(Round round) {
    round.add(() -> written = put(key, PLAIN));
    round.add(() -> oddWritten = put(oddKey, ODD));
  }

  private Attempt<WriteAnswer> put(ObjectKey where, Tags tags) {
    return site.put(where, site.attributes(tags), Canary.body(), new Precondition.None());
  }

  @Override
  public void second(Round round) {
    round.add(() -> read = Attempt.of(() -> site.store().reader().tags(key, null)));
    round.add(() -> oddRead = Attempt.of(() -> site.store().reader().tags(oddKey, null)));
    round.add(() -> head = site.head(key));
  }

  TagSupport support() {
    if (written.unclear().isPresent() || unclearRead().isPresent()) {
      return TagSupport.UNKNOWN;
    }
    if (isForbidden(written) || isForbidden(read)) {
      return TagSupport.FORBIDDEN;
    }
    if (written.stored().isEmpty() || !PLAIN.equals(read.answer())) {
      return TagSupport.NONE;
    }
    if (oddWritten.stored().isEmpty() || !ODD.equals(oddRead.answer())) {
      return TagSupport.PLAIN;
    }
    Integer count = count();
    return count != null && count == PLAIN.values().size() ? TagSupport.COUNTED : TagSupport.ASKED;
  }

  /// Without a tagged canary, what reading says is of no interest.
  private Optional<Failure> unclearRead() {
    return written.stored().isEmpty() ? Optional.empty() : read.unclear().or(head::unclear);
  }

  private static boolean isForbidden(Attempt<?> attempt) {
    return attempt.failure() instanceof Failure.WrongCredentials;
  }

  private @Nullable Integer count() {
    return head.answer() instanceof Lookup.Found(var state) ? state.tagCount() : null;
  }

  @Override
  public List<Finding> findings() {
    String subject = "tags";
    return List.of(
        switch (support()) {
          case COUNTED -> Finding.of(subject, true, "kept, and counted with every answer");
          case ASKED -> Finding.of(subject, true, "kept, not counted: each object is asked");
          case PLAIN ->
              Finding.of(
                  subject, false, "kept, but only letters, digits and -._~ come back as sent");
          case NONE -> Finding.of(subject, false, none());
          case FORBIDDEN ->
              Finding.of(
                  subject,
                  false,
                  "the credentials may not use them: allow s3:GetObjectTagging and"
                      + " s3:PutObjectTagging, or leave tags alone with --tags ignore");
          case UNKNOWN ->
              Finding.unknown(subject, written.unclear().or(this::unclearRead).orElseThrow());
        });
  }

  private String none() {
    return written.stored().isEmpty()
        ? "a tagged PUT " + written.outcome()
        : "accepted but not kept: reading them back " + read.outcome();
  }
}
