package dev.longhaul.store.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhaul.Hazard;
import dev.longhaul.effect.ManualClock;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.store.CredentialSource;
import dev.longhaul.store.Credentials;
import dev.longhaul.store.StoreException;
import dev.longhaul.store.memory.InMemoryStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CredentialSourcesTest {
  private final ManualClock clock = new ManualClock();

  private static Credentials parse(String text) {
    return CredentialText.parse(text.getBytes(StandardCharsets.UTF_8), "a place");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"AK\nsecret", "AK\r\nsecret\r\n", "\n AK \n\n\tsecret\n\n", "\uFEFFAK\rsecret"})
  void readsTwoLinesHoweverTheyEnd(String text) {
    assertThat(parse(text)).isEqualTo(Credentials.of("AK", "secret"));
  }

  @Test
  void readsASessionTokenFromAThirdLine() {
    assertThat(parse("AK\nsecret\ntoken").sessionToken()).isEqualTo("token");
  }

  @Test
  void readsTheFieldsThatConsolesWrite() {
    assertThat(parse(" {\"access_key_id\": \"AK \", \"secret_access_key\": \"secret\"}"))
        .isEqualTo(Credentials.of("AK", "secret"));
  }

  @Test
  void saysHowAFileOfProfilesIsRead() {
    assertThatThrownBy(() -> parse("[default]\naws_access_key_id = AK\naws_secret_access_key = s"))
        .hasMessageContaining("a place must hold two lines")
        .hasMessageContaining("profile:NAME");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"access_key_id\": \"SECRET",
        "{\"SECRET\": 1}",
        "",
        "one-line",
        "a\nb\nc\nd",
        "key = AK\nSECRETvalue",
        "A\u0001K\nSECRET"
      })
  @Hazard(79)
  void neverRepeatsWhatItRefuses(String text) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("a place")
        .message()
        .doesNotContain("SECRET")
        .doesNotContain("one-line");
  }

  @Test
  void readsVariablesByTheirPrefix() {
    Map<String, String> environment =
        Map.of("FAR_ACCESS_KEY_ID", "AK", "FAR_SECRET_ACCESS_KEY", "secret\n");

    assertThat(CredentialSources.environment("FAR", environment).current())
        .isEqualTo(Credentials.of("AK", "secret"));
    assertThatThrownBy(() -> CredentialSources.environment("NEAR", environment))
        .hasMessageContaining("NEAR_ACCESS_KEY_ID");
  }

  @Test
  @Hazard(67)
  void takesUpAFileThatChanged(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("keys");
    Files.writeString(file, "AK1\nsecret");
    CredentialSource source = CredentialSources.file(file, clock);
    assertThat(source.current().accessKey()).isEqualTo("AK1");

    Files.writeString(file, "AK2\nsecret");

    assertThat(source.current().accessKey()).isEqualTo("AK1");
    clock.advance(Duration.ofMinutes(1));
    assertThat(source.current().accessKey()).isEqualTo("AK2");
  }

  @Test
  @Hazard(67)
  void readsAndReReadsAStoredObject() {
    InMemoryStore store = new InMemoryStore("near");
    ObjectKey key = ObjectKey.of("far/keys");
    store.put("far/keys", "AK1\r\nsecret\r\n");
    CredentialSource source = CredentialSources.storedObject(store.ports(), key, clock);
    assertThat(source.current()).isEqualTo(Credentials.of("AK1", "secret"));

    store.put("far/keys", "AK2\nsecret");
    clock.advance(Duration.ofMinutes(10));

    assertThat(source.current().accessKey()).isEqualTo("AK2");
    assertThatThrownBy(() ->
            CredentialSources.storedObject(store.ports(), ObjectKey.of("none"), clock).current())
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("s3://near/none");
  }

  @Test
  void namesAFileThatIsNotThere(@TempDir Path directory) {
    CredentialSource source = CredentialSources.file(directory.resolve("none"), clock);

    assertThatThrownBy(source::current)
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("none cannot be read");
  }
}
