package dev.longhaul.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhaul.object.KeyPrefix;
import dev.longhaul.object.ObjectKey;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GlobFilterTest {
  @ParameterizedTest
  @CsvSource({
    "*.jpg, a.jpg",
    "**.jpg, d/e/a.jpg",
    "**.jpg, a.jpg",
    "d/*, d/a",
    "d/*, d/",
    "d/**, d/e/a",
    "d/, d/e/a",
    "d/, d/",
    "**/x, x",
    "**/x, d/e/x",
    "a/**/x, a/x",
    "a/**/x, a/b/c/x",
    "?, é",
    "?, 😀",
    "[a-c]x, bx",
    "[!a-c]x, dx",
    "[^a-c]x, dx",
    "[]]x, ]x",
    "[a-]x, -x",
    "\\*, *",
    "[\\]]x, ]x",
    "***, a/b",
    "a*b*c, aXbXbXc",
    "**, anything/at/all",
  })
  void matches(String glob, String key) {
    assertThat(accepts(key, GlobFilter.Rule.of(true, glob))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "*.jpg, d/a.jpg",
    "*, a/b",
    "d/*, d/e/a",
    "d/, d",
    "d/**, de",
    "a/**/x, ax",
    "**/x, yx",
    "?, /",
    "?, ab",
    "[!a]x, /x",
    "[a-c]x, dx",
    "\\*, a",
    "A, a",
    "a*, ba",
  })
  void doesNotMatch(String glob, String key) {
    assertThat(accepts(key, GlobFilter.Rule.of(true, glob))).isFalse();
  }

  @Test
  void theLastRuleThatMatchesDecides() {
    GlobFilter.Rule[] rules = {
      GlobFilter.Rule.of(false, "tmp/**"),
      GlobFilter.Rule.of(true, "tmp/keep/**"),
      GlobFilter.Rule.of(false, "**.log"),
    };

    assertThat(accepts("other", rules)).isTrue();
    assertThat(accepts("tmp/x", rules)).isFalse();
    assertThat(accepts("tmp/keep/x", rules)).isTrue();
    assertThat(accepts("tmp/keep/x.log", rules)).isFalse();
  }

  @Test
  void onlyIncludesTakeNothingElse() {
    assertThat(accepts("b.txt", GlobFilter.Rule.of(true, "*.jpg"))).isFalse();
    assertThat(accepts("b.txt")).isTrue();
  }

  @Test
  void globsAreAboutWhatFollowsThePrefix() {
    GlobFilter filter =
        new GlobFilter(KeyPrefix.of("in/é/"), List.of(GlobFilter.Rule.of(true, "*.jpg")));

    assertThat(filter.accepts(ObjectKey.of("in/é/a.jpg"))).isTrue();
    assertThat(filter.accepts(ObjectKey.of("in/é/b/a.jpg"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[a", "a\\", "[z-a]", "["})
  void refusesWhatCannotBeMeant(String glob) {
    assertThatThrownBy(() -> Glob.of(glob))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("glob");
  }

  @Test
  void agreesWithARegularExpressionOnRandomPatterns() {
    SplittableRandom random = new SplittableRandom(5);
    int matched = 0;
    for (int round = 0; round < 20_000; round++) {
      StringBuilder glob = new StringBuilder();
      StringBuilder regex = new StringBuilder();
      for (int part = random.nextInt(1, 6); part > 0; part--) {
        String[] pair = PARTS.get(random.nextInt(PARTS.size()));
        glob.append(pair[0]);
        regex.append(pair[1]);
      }
      String key = word(random);
      boolean expected = Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(key).matches();
      matched += expected ? 1 : 0;
      assertThat(accepts(key, GlobFilter.Rule.of(true, glob.toString())))
          .as("%s on %s", glob, key)
          .isEqualTo(expected);
    }
    assertThat(matched).isGreaterThan(200);
  }

  /// Parts that mean the same wherever they stand.
  private static final List<String[]> PARTS =
      List.of(
          new String[] {"a", "a"},
          new String[] {"b", "b"},
          new String[] {"?", "[^/]"},
          new String[] {"x*b", "x[^/]*b"},
          new String[] {"a**b", "a.*b"},
          new String[] {"/a", "/a"},
          new String[] {"[ab]", "[ab]"});

  private static String word(SplittableRandom random) {
    List<String> letters = new ArrayList<>();
    for (int length = random.nextInt(1, 7); length > 0; length--) {
      letters.add(List.of("a", "b", "x", "/").get(random.nextInt(4)));
    }
    return String.join("", letters);
  }

  private static boolean accepts(String key, GlobFilter.Rule... rules) {
    return new GlobFilter(KeyPrefix.NONE, List.of(rules)).accepts(ObjectKey.of(key));
  }
}
