package dev.longhaul.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.longhaul.NastyKeys;
import dev.longhaul.config.Configuration;
import dev.longhaul.config.CredentialsChoice;
import dev.longhaul.config.Draft;
import dev.longhaul.config.IntakeEntry;
import dev.longhaul.config.Location;
import dev.longhaul.config.RefusedSettings;
import dev.longhaul.config.RouteEntry;
import dev.longhaul.config.SideSettings;
import dev.longhaul.object.KeyPrefix;
import dev.longhaul.route.Policy;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class DraftTextTest {
  private static final long SEED = 20_260_101;
  private static final List<String> PIECES =
      List.of(
          "'", "\"", "#", " #", ":", ": ", "- ", "\\", "\\n", "${", "$${", "${HOME}", "}", "{", "[",
          "]", ",", "&", "*", "!", "|", ">", "%", "@", "`", "?", " ", "\t", "\n", "\r", "~", "null",
          "true", "0x1", "---", "...", "é", "图片/", "🛰", "\u0085", "\u2028", "\uFEFF", "\u202e",
          "\u0000", "\uffff", "a", "/", "");
  @TempDir private Path folder;

  static Stream<String> oddTexts() {
    Random random = new Random(SEED);
    Stream<String> mixed =
        IntStream.range(0, 400)
            .mapToObj(_ ->
                String.join(
                    "",
                    random
                        .ints(1 + random.nextInt(6), 0, PIECES.size())
                        .mapToObj(PIECES::get)
                        .toList()));
    return Stream.of(PIECES.stream(), NastyKeys.PUNCTUATION.stream(), mixed).flatMap(all -> all);
  }

  private static SideSettings side(String bucket, String prefix, @Nullable String profile) {
    return new SideSettings(
        new Location(bucket, prefix),
        CredentialsChoice.usual(profile),
        profile,
        URI.create("http://127.0.0.1:9000"),
        "eu-central-1",
        SideSettings.Addressing.PATH,
        SideSettings.Kind.AUTO,
        SideSettings.Payload.SIGNED);
  }

  private Configuration read(Draft draft) throws IOException {
    Path file = Files.writeString(folder.resolve("longhaul.yaml"), DraftText.of(draft));
    return ConfigurationFile.read(file, Map.of("HOME", "somewhere"));
  }

  @Test
  void whateverAPrefixHoldsIsReadBackTheSame() throws IOException {
    for (String odd : oddTexts().toList()) {
      KeyPrefix prefix = new Location("b", odd).prefix(false);
      Draft draft = new Draft(side("photos", odd, null), side("copy", odd, null), null, true, null);

      RouteEntry route = read(draft).routes().getFirst();

      assertThat(route.source().prefix()).as(odd).isEqualTo(prefix);
      assertThat(route.destination().prefix()).as(odd).isEqualTo(prefix);
    }
  }

  @Test
  void whateverABucketOrAProfileIsCalledIsReadBackTheSame() throws IOException {
    for (String odd : oddTexts().toList()) {
      String bucket = odd.replace("/", "").replace(":", "") + "x";
      Draft draft =
          new Draft(side(bucket, "", odd + "x"), side(bucket + "y", "", null), null, false, null);

      Configuration configuration = read(draft);

      assertThat(configuration.stores().getFirst().side()).as(odd).isEqualTo(draft.source());
      assertThat(configuration.stores().getLast().side()).as(odd).isEqualTo(draft.destination());
    }
  }

  static Stream<CredentialsChoice> choices() {
    return Stream.of(
        new CredentialsChoice.Chain(),
        new CredentialsChoice.Environment("HE\"RE"),
        new CredentialsChoice.File(Path.of("/etc/our # keys/${a}")),
        new CredentialsChoice.StoredObject(new Location("keys", "a: b#\nc")),
        new CredentialsChoice.Anonymous());
  }

  @ParameterizedTest
  @MethodSource("choices")
  void whereCredentialsAreIsReadBackTheSame(CredentialsChoice choice) throws IOException {
    SideSettings plain = side("photos", "", null);
    SideSettings source =
        new SideSettings(
            plain.location(),
            choice,
            null,
            plain.endpoint(),
            null,
            SideSettings.Addressing.AUTO,
            SideSettings.Kind.COMPATIBLE,
            SideSettings.Payload.UNSIGNED);

    Configuration read = read(new Draft(source, side("copy", "", null), null, false, null));

    assertThat(read.stores().getFirst().side()).isEqualTo(source);
  }

  @Test
  void aQueueDeletesAndAStateFolderAreReadBack() throws IOException {
    URI queue = URI.create("https://sqs.eu-central-1.amazonaws.com/123456789012/photos");
    Path state = folder.resolve("the: state #1");
    SideSettings both = side("photos", "", null);

    Configuration read = read(new Draft(both, side("copy", "p", null), queue, true, state));

    assertThat(read.state()).isEqualTo(state);
    assertThat(read.routes().getFirst().policy().deletes()).isEqualTo(Policy.Deletes.MIRROR);
    assertThat(read.intakes())
        .singleElement()
        .isInstanceOfSatisfying(
            IntakeEntry.Queue.class,
            intake -> {
              assertThat(intake.url()).isEqualTo(queue);
              assertThat(intake.stores()).containsExactly("photos");
            });
  }

  @Test
  void storesAreCalledAfterTheirBucketsAndNeverTheSame() {
    String longest = "a".repeat(63);

    assertThat(names("photos", "copy")).containsExactly("photos", "copy");
    assertThat(names("my.photos", "my.photos")).containsExactly("my-photos", "my-photos-copy");
    assertThat(names("图", "..")).containsExactly("source", "destination");
    assertThat(names("destination", "图")).containsExactly("destination", "destination-copy");
    assertThat(names(longest, longest))
        .containsExactly(longest, "a".repeat(63 - "-copy".length()) + "-copy");
  }

  private static List<String> names(String source, String destination) {
    Draft draft = new Draft(side(source, "", null), side(destination, "", null), null, false, null);
    return List.of(draft.sourceName(), draft.destinationName());
  }

  @Test
  void aPasswordInAnAddressIsRefused() {
    assertThatExceptionOfType(RefusedSettings.class)
        .isThrownBy(() ->
            new Draft(
                side("photos", "", null),
                side("copy", "", null),
                URI.create("https://somebody:secret@sqs.example.com/1/q"),
                false,
                null))
        .withMessageContaining("queue: names no user")
        .withMessageNotContaining("secret");
  }
}
