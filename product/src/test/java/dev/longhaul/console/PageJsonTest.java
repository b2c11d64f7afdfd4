package dev.longhaul.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.NastyKeys;
import dev.longhaul.hint.Json;
import dev.longhaul.ledger.ParkedKey;
import dev.longhaul.object.ObjectKey;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Lists cross the network and are the same on the other side, whatever keys are in them.
final class PageJsonTest {
  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");

  private static List<ObjectKey> keys() {
    List<ObjectKey> keys = new ArrayList<>(NastyKeys.all());
    keys.add(ObjectKey.ofBytes(new byte[] {(byte) 0xff, 0, 1}));
    keys.add(ObjectKey.ofBytes(new byte[] {(byte) 0xff, 0, 2}));
    keys.add(ObjectKey.ofBytes(new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80}));
    return keys;
  }

  @Test
  @Hazard({55, 76})
  void everyKeyArrivesByteForByte() throws IOException {
    for (ObjectKey key : keys()) {
      Pages.Held page = new Pages.Held(List.of(key), key, Long.MAX_VALUE);
      String text = PageJson.text(page);
      assertThat(text).matches("[ -~]*");
      assertThat(PageJson.held(Json.parse(text))).isEqualTo(page);
      assertThat(PageJson.cursor(key)).matches("[A-Za-z0-9_-]+");
      assertThat(PageJson.key(PageJson.cursor(key))).isEqualTo(key);
    }
  }

  @Test
  void parkedKeysArriveWhole() throws IOException {
    List<ParkedKey> parked =
        keys().stream().map(key -> new ParkedKey(key, "R", "m\n" + key, "r", NOW)).toList();
    Pages.Parked page = new Pages.Parked(parked, null);
    assertThat(PageJson.parked(Json.parse(PageJson.text(page)))).isEqualTo(page);
  }

  @Test
  void messagesAndLettersArriveWhole() throws IOException {
    Pages.Messages messages =
        new Pages.Messages(
            List.of(new Pages.Message("in", "id\n", "why\u001b", "{\"a\":1}\u0000", 99, NOW)), 7);
    assertThat(PageJson.messages(Json.parse(PageJson.text(messages)))).isEqualTo(messages);
    Pages.Letters letters =
        new Pages.Letters(
            "in", "http://q", 3, List.of(new Pages.Letter("id", NOW, 5, "says", "\u202e")));
    assertThat(PageJson.letters(Json.parse(PageJson.text(letters)))).isEqualTo(letters);
  }
}
