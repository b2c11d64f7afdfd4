package dev.longhaul.store.s3;

import dev.longhaul.object.ListedObject;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.store.ListingPage;
import dev.longhaul.store.ListingRequest;
import dev.longhaul.store.Lookup;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Decides what a `+` in the encoded keys of a page stands for, and never guesses (H54).
///
/// What the page shows counts first, then what is believed of the store. Else the page is read in
/// both ways: only one may fit what was asked for, and where both do, HEAD tells which of two keys
/// is there.
///
/// @param rules what a page has to keep to
/// @param wanted what was asked for
record PlusRule(ListingRules rules, ListingRequest wanted) {
  /// Keys of one page that are asked for at most.
  private static final int MOST_ASKED = 4;

  /// Reads the page with its keys written like this.
  @FunctionalInterface
  interface Source {
    ListingDraft read(KeyText keys) throws ListingDraft.Unusable;
  }

  /// A page as it can be read.
  ///
  /// @param plus what its `+` stand for in the first reading, `null` where that is not known
  /// @param other the reading with literal plus signs, `null` where the first one is right
  record Readings(ListingDraft draft, Dialect.@Nullable Plus plus, @Nullable ListingDraft other) {}

  /// A page and what was learnt from it.
  ///
  /// @param plus `null` for nothing
  record Meant(ListingPage page, Dialect.@Nullable Plus plus) {}

  /// Reads a page as often as needed.
  ///
  /// @param believed what `+` stands for unless the page shows otherwise, `null` when not known
  Readings read(Source page, Dialect.@Nullable Plus believed) throws ListingDraft.Unusable {
    Dialect.Plus first = believed == null ? Dialect.Plus.SPACE : believed;
    ListingDraft draft;
    try {
      draft = page.read(KeyText.of("url", first));
    } catch (ListingDraft.Unusable asEncoded) {
      return new Readings(notEncoded(page, asEncoded), null, null);
    }
    if (!KeyText.isEncoded(draft.encodingType())) {
      return new Readings(page.read(KeyText.PLAIN), null, null);
    }
    PlusEvidence evidence = draft.plus();
    Dialect.Plus shown = evidence.meaning();
    if (shown != null) {
      boolean again = evidence.isNeeded() && shown != first;
      return new Readings(again ? page.read(KeyText.of("url", shown)) : draft, shown, null);
    }
    boolean open = believed == null && evidence.isNeeded();
    return new Readings(draft, null, open ? page.read(KeyText.ENCODED_LITERAL_PLUS) : null);
  }

  /// A page that makes no sense as an encoded one may never have been said to be: a key such as
  /// `100%` is plain text.
  private static ListingDraft notEncoded(Source page, ListingDraft.Unusable asEncoded)
      throws ListingDraft.Unusable {
    ListingDraft draft = page.read(KeyText.PLAIN);
    if (KeyText.isEncoded(draft.encodingType())) {
      throw asEncoded;
    }
    return draft;
  }

  /// Takes the right reading; throws `Unusable` when there is none, or no telling.
  Meant decide(Readings readings, Function<ObjectKey, Lookup> head) throws ListingDraft.Unusable {
    ListingDraft other = readings.other();
    if (other == null) {
      return new Meant(rules.page(readings.draft(), wanted), readings.plus());
    }
    boolean fits = fits(readings.draft());
    Dialect.Plus plus;
    if (fits == fits(other)) {
      plus = fits ? ask(readings.draft(), other, head) : Dialect.Plus.SPACE;
    } else {
      plus = fits ? Dialect.Plus.SPACE : Dialect.Plus.LITERAL;
    }
    ListingDraft right = plus == Dialect.Plus.SPACE ? readings.draft() : other;
    return new Meant(rules.page(right, wanted), plus);
  }

  private boolean fits(ListingDraft draft) {
    try {
      rules.page(draft, wanted);
      return true;
    } catch (ListingDraft.Unusable _) {
      return false;
    }
  }

  private static Dialect.Plus ask(
      ListingDraft spaces, ListingDraft pluses, Function<ObjectKey, Lookup> head)
      throws ListingDraft.Unusable {
    int asked = 0;
    for (int index = 0; index < spaces.objects().size() && asked < MOST_ASKED; index++) {
      ListedObject one = spaces.objects().get(index);
      ListedObject other = pluses.objects().get(index);
      if (one.key().equals(other.key())) {
        continue;
      }
      asked++;
      boolean isSpace = isThere(one, head);
      if (isSpace != isThere(other, head)) {
        return isSpace ? Dialect.Plus.SPACE : Dialect.Plus.LITERAL;
      }
    }
    throw new ListingDraft.Unusable(
        "a + in its keys may stand for a space or for itself, and asking for both did not tell");
  }

  private static boolean isThere(ListedObject listed, Function<ObjectKey, Lookup> head) {
    return head.apply(listed.key()) instanceof Lookup.Found(var state)
        && state.size() == listed.size()
        && (listed.etag().equals(ListingDraft.NO_ETAG) || listed.etag().equals(state.etag()));
  }
}
