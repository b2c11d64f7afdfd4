package dev.longhaul.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.longhaul.Hazard;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ObjectKeyTest {
  @Test
  @Hazard(52)
  void keepsEveryByteAsItIs() {
    for (String text :
        List.of("a//b", "/a", "a/", "a/../b", ".", "..", " a ", "a\r\nb", "\u0001", "%2F+", "A")) {
      assertThat(ObjectKey.of(text).text()).isEqualTo(text);
      assertThat(ObjectKey.of(text).toBytes()).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void has1To1024Bytes() {
    assertThatIllegalArgumentException().isThrownBy(() -> ObjectKey.of(""));
    assertThat(ObjectKey.of("é".repeat(512)).length()).isEqualTo(1024);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ObjectKey.of("é".repeat(512) + "x"))
        .withMessageContaining("1025");
  }

  @Test
  @Hazard(55)
  void refusesAnUnpairedSurrogateInsteadOfTurningItIntoAQuestionMark() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ObjectKey.of("a\ud800b"))
        .withMessageContaining("unpaired surrogate");
  }

  @Test
  @Hazard(55)
  void composedAndDecomposedFormsAreTwoKeys() {
    assertThat(ObjectKey.of("\u00e9")).isNotEqualTo(ObjectKey.of("e\u0301"));
  }

  @Test
  @Hazard(58)
  void ordersByUnsignedBytesAndNotByUtf16Units() {
    ObjectKey privateUse = ObjectKey.of("\ue000");
    ObjectKey emoji = ObjectKey.of("\ud83d\ude00");
    assertThat(privateUse.text()).isGreaterThan(emoji.text());
    List<ObjectKey> keys = new ArrayList<>(List.of(emoji, privateUse, ObjectKey.of("z")));
    Collections.sort(keys);
    assertThat(keys).containsExactly(ObjectKey.of("z"), privateUse, emoji);
  }

  @Test
  void isNotChangedThroughTheArrayItWasMadeFrom() {
    byte[] bytes = {'a', 'b'};
    ObjectKey key = ObjectKey.ofBytes(bytes);
    bytes[0] = 'x';
    key.toBytes()[1] = 'y';
    assertThat(key).isEqualTo(ObjectKey.of("ab"));
  }

  @Test
  @Hazard(76)
  void isPrintedWithoutAnythingATerminalWouldObey() {
    assertThat(ObjectKey.of("a\u001b[31m\n\u202eb\\").toString())
        .isEqualTo("a\\u001b[31m\\n\\u202eb\\\\");
    assertThat(ObjectKey.of("日本/é x").toString()).isEqualTo("日本/é x");
  }

  @Test
  void aPrefixIsExchangedByteForByte() {
    KeyPrefix from = KeyPrefix.of("a/");
    assertThat(from.exchange(ObjectKey.of("a//b"), KeyPrefix.of("z")))
        .contains(ObjectKey.of("z/b"));
    assertThat(from.exchange(ObjectKey.of("a/"), KeyPrefix.NONE)).isEmpty();
    assertThat(from.exchange(ObjectKey.of("a/" + "x".repeat(1000)), KeyPrefix.of("y".repeat(25))))
        .isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> from.exchange(ObjectKey.of("b/x"), KeyPrefix.NONE));
  }

  @Test
  void aPrefixCoversLongerOnes() {
    assertThat(KeyPrefix.NONE.covers(KeyPrefix.of("a"))).isTrue();
    assertThat(KeyPrefix.of("a/").covers(KeyPrefix.of("a/b"))).isTrue();
    assertThat(KeyPrefix.of("a/b").covers(KeyPrefix.of("a/"))).isFalse();
    assertThat(ObjectKey.of("a/b").startsWith(KeyPrefix.of("a/"))).isTrue();
    assertThat(ObjectKey.of("ab").startsWith(KeyPrefix.of("a/"))).isFalse();
  }
}
