package dev.longhaul.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.object.ObjectKey;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

@Hazard({52, 53})
final class KeyShapeTest {
  private static Set<KeyShape> shapes(String key, long size) {
    Set<KeyShape> shapes = EnumSet.noneOf(KeyShape.class);
    for (KeyShape shape : KeyShape.values()) {
      if (shape.has(ObjectKey.of(key), size)) {
        shapes.add(shape);
      }
    }
    return shapes;
  }

  @Test
  void usualKeysHaveNoOddShape() {
    assertThat(shapes("a/b.c/d..e/.f/g./\u00e9\u65e5-_", 9)).isEmpty();
    assertThat(shapes("k".repeat(1023), 9)).isEmpty();
  }

  @Test
  void everyOddShapeIsRecognised() {
    assertThat(shapes("a//b", 1)).containsExactly(KeyShape.TWO_SLASHES);
    assertThat(shapes("/a", 1)).containsExactly(KeyShape.LEADING_SLASH);
    assertThat(shapes("//a", 1)).containsExactly(KeyShape.TWO_SLASHES, KeyShape.LEADING_SLASH);
    assertThat(shapes(".", 1)).containsExactly(KeyShape.DOT);
    assertThat(shapes("./a", 1)).containsExactly(KeyShape.DOT);
    assertThat(shapes("a/./b", 1)).containsExactly(KeyShape.DOT);
    assertThat(shapes("a/..", 1)).containsExactly(KeyShape.DOT_DOT);
    assertThat(shapes("a/../b", 1)).containsExactly(KeyShape.DOT_DOT);
    assertThat(shapes("a+b", 1)).containsExactly(KeyShape.PLUS_SPACE_PERCENT);
    assertThat(shapes("a b", 1)).containsExactly(KeyShape.PLUS_SPACE_PERCENT);
    assertThat(shapes("a%b", 1)).containsExactly(KeyShape.PLUS_SPACE_PERCENT);
    assertThat(shapes("a\rb", 1)).containsExactly(KeyShape.LINE_BREAK, KeyShape.CONTROL);
    assertThat(shapes("a\u0001b", 1)).containsExactly(KeyShape.CONTROL);
    assertThat(shapes("a\u007fb", 1)).containsExactly(KeyShape.CONTROL);
    assertThat(shapes("\ud83d\ude80", 1)).containsExactly(KeyShape.FOUR_BYTE);
    assertThat(shapes("k".repeat(1024), 1)).containsExactly(KeyShape.LONGEST);
  }

  @Test
  void aFolderMarkerIsOddOnlyWithData() {
    assertThat(shapes("a/", 1)).containsExactly(KeyShape.FOLDER_DATA);
    assertThat(shapes("a/", 0)).isEmpty();
  }
}
