package dev.longhaul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.config.Configuration;
import dev.longhaul.config.IntakeEntry;
import dev.longhaul.config.StoreEntry;
import dev.longhaul.config.yaml.ConfigurationFile;
import dev.longhaul.config.yaml.DraftText;
import dev.longhaul.hint.IntakeFinding;
import dev.longhaul.object.KeyPrefix;
import dev.longhaul.store.Failure;
import dev.longhaul.store.StoreException;
import dev.longhaul.store.calls.Meter;
import dev.longhaul.store.memory.InMemoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitCommandTest {
  private static final String[] BOTH = {"--source", "s3://photos/raw", "--dest", "s3://copy"};

  /// No test depends on what listens on this machine.
  private static final String QUIET = "console: {listen: none}\n";

  @TempDir Path folder;
  private final Screen screen = new Screen();
  private final Map<String, Failure> failures = new HashMap<>();
  private final Deque<String> typed = new ArrayDeque<>();
  private final List<String> tried = new ArrayList<>();
  private boolean somebody;
  private Path file = Path.of("");

  @BeforeEach
  void nothingYet() {
    file = folder.resolve("longhaul.yaml");
  }

  /// Stores and queues that answer, but for those that were told to fail.
  private final class Asked implements Trials {
    @Override
    public Opened store(StoreEntry store, Configuration whole) {
      tried.add(store.name());
      Failure failure = failures.get(store.name());
      if (failure != null) {
        throw new StoreException(failure);
      }
      return new Opened(
          "store",
          store.side().location(),
          KeyPrefix.NONE,
          new InMemoryStore(store.bucket()).ports(),
          () -> new Meter(Map.of(), 0, 0, 0, 0, 0),
          _ -> {},
          () -> {});
    }

    @Override
    public List<IntakeFinding> queue(IntakeEntry.Queue queue, Configuration whole) {
      tried.add(queue.name());
      return List.of();
    }
  }

  /// Types the lines that a test laid out, and no more.
  private final class Lines implements Answers {
    @Override
    public boolean isSomebodyThere() {
      return somebody;
    }

    @Override
    public Optional<String> next() {
      return Optional.ofNullable(typed.poll());
    }
  }

  private void types(String... lines) {
    somebody = true;
    typed.addAll(List.of(lines));
  }

  private ExitCode init(String... more) {
    InitCommand command =
        new InitCommand(
            new InitCommand.Files(
                path ->
                    ConfigurationFile.load(
                        path,
                        Map.of("XDG_STATE_HOME", folder.toString(), "HOME", folder.toString())),
                draft -> DraftText.of(draft) + QUIET),
            new Lines(),
            new Asked(),
            Map.of());
    List<String> arguments = new ArrayList<>(List.of("init", file.toString()));
    arguments.addAll(List.of(more));
    return new CommandLines(List.of(command), List::of).run(arguments, screen.terminal());
  }

  private static String[] both(String... more) {
    return Stream.concat(Stream.of(BOTH), Stream.of(more)).toArray(String[]::new);
  }

  private Configuration written() {
    return ConfigurationFile.read(file, Map.of("HOME", folder.toString()));
  }

  @Test
  void optionsAloneWriteAFileWithoutAQuestion() throws IOException {
    somebody = true;

    assertThat(init(both("--offline", "--dest-endpoint", "http://localhost:9000", "--mirror")))
        .isEqualTo(ExitCode.DONE);

    assertThat(Files.readString(file))
        .endsWith(
            """
            stores:
              photos:
                bucket: photos
              copy:
                bucket: copy
                endpoint: http://localhost:9000

            # The source is only ever read.
            routes:
              photos:
                source: photos
                source-prefix: raw/
                destination: copy
                # What happens to keys that the source does not have: keep, or mirror, which deletes
                # them once their absence is proved.
                deletes: mirror
            """
                + QUIET);
    assertThat(screen.err()).isEmpty();
    assertThat(tried).isEmpty();
    assertThat(folder).isDirectoryNotContaining("glob:**.new");
  }

  @Test
  void whatIsNamedIsTriedAndWhatToTypeNextIsSaid() {
    String queue = "https://sqs.eu-central-1.amazonaws.com/123456789012/photos";

    assertThat(init(both("--queue", queue, "--source-profile", "it's"))).isEqualTo(ExitCode.DONE);

    assertThat(tried).containsExactlyInAnyOrder("photos", "copy", "events");
    assertThat(screen.out())
        .startsWith("Written: " + file + "\nstore    photos")
        .contains("ok    stores.photos", "ok    intakes.events the queue answers")
        .endsWith(
            """

            Next:
              longhaul config check FILE
              longhaul setup notifications s3://photos/raw --to \
            arn:aws:sqs:eu-central-1:123456789012:photos --profile $'it\\'s' --dry-run
              longhaul run --config FILE
              longhaul status --config FILE
            """
                .replace("FILE", file.toString()));
  }

  @Test
  void aStoreThatRefusesIsToldAndTheFileStays() {
    failures.put("copy", new Failure.WrongCredentials("who are you", 403, "AccessDenied"));

    assertThat(init(BOTH)).isEqualTo(ExitCode.DIFFERENT);

    assertThat(screen.out()).contains("fail  stores.copy  who are you");
    assertThat(written().routes()).hasSize(1);
  }

  @Test
  void aStoreThatGivesNoAnswerIsNotCalledWrong() {
    failures.put("copy", new Failure.Transient("no route to host"));

    assertThat(init(both("--state", folder.toString()))).isEqualTo(ExitCode.UNKNOWN);

    assertThat(file).exists();
  }

  @Test
  void aFileThatIsThereIsReplacedOnlyWithForce() throws IOException {
    Files.writeString(file, "mine");

    assertThat(init(both("--offline"))).isEqualTo(ExitCode.USAGE);
    assertThat(screen.err()).contains(file + " is there already", "--force");
    assertThat(file).hasContent("mine");

    assertThat(init(both("--offline", "--force"))).isEqualTo(ExitCode.DONE);
    assertThat(written().routes()).hasSize(1);
  }

  @Test
  void whatWouldNotMakeSenseIsNotWritten() {
    assertThat(init("--source", "s3://photos", "--dest", "s3://photos/copy"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(init(both("--source-region", "Frankfurt"))).isEqualTo(ExitCode.USAGE);

    assertThat(screen.err())
        .contains("longhaul: " + file + ": stores.photos.region: not a region")
        .doesNotContain(".new");
    assertThat(folder).isEmptyDirectory();
    assertThat(tried).isEmpty();
  }

  @Test
  void aFolderThatIsNotThereIsNotMade() {
    file = folder.resolve("etc/longhaul.yaml");

    assertThat(init(BOTH)).isEqualTo(ExitCode.USAGE);

    assertThat(screen.err()).contains("there is no folder " + folder.resolve("etc"));
  }

  @Test
  void withoutATerminalTheMissingOptionIsNamed() {
    assertThat(init("--source", "s3://photos")).isEqualTo(ExitCode.USAGE);

    assertThat(screen.err()).contains("--dest is missing");
    assertThat(file).doesNotExist();
  }

  @Test
  void whatIsMissingIsAskedFor() {
    types("s3://photos", "", "profile:mine", "s3://copy/to", "localhost:9000", "env:COPY", "");
    types("yes");

    assertThat(init("--offline")).isEqualTo(ExitCode.DONE);

    assertThat(screen.err())
        .contains(
            "Copy from (s3://bucket or s3://bucket/prefix): ",
            "Endpoint [Amazon S3, or the profile's]: ");
    assertThat(screen.out()).contains("photos -> copy/to/", "profile mine", "COPY_ACCESS");
    assertThat(typed).isEmpty();
  }

  @Test
  void anAnswerThatCannotBeMeantIsAskedForAgain() {
    types("photos", "s3://photos", "ftp://x", "", "AKIAIOSFODNN7EXAMPLE", "", "perhaps", "no");

    assertThat(init("--offline", "--dest", "s3://copy", "--queue", "https://q.example.com/1/q"))
        .isEqualTo(ExitCode.DONE);

    assertThat(screen.err())
        .contains("not a location: \"photos\"", "not an endpoint", "never written out")
        .contains("\"perhaps\" is none of no, yes")
        .doesNotContain("AKIA");
  }

  @Test
  void theEndOfTheAnswersIsNoAnswer() {
    types("s3://photos");

    assertThat(init()).isEqualTo(ExitCode.USAGE);

    assertThat(screen.err()).contains("give it as --source-endpoint");
    assertThat(file).doesNotExist();
  }

  @Hazard(79)
  @Test
  void aSecretInAnAddressIsNotWritten() {
    assertThat(init(both("--dest-endpoint", "https://me:secret@s3.example.com")))
        .isEqualTo(ExitCode.USAGE);

    assertThat(screen.err()).contains("dest endpoint").doesNotContain("secret");
    assertThat(file).doesNotExist();
  }
}
