package dev.longhaul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.config.Configuration;
import dev.longhaul.config.IntakeEntry;
import dev.longhaul.config.StoreEntry;
import dev.longhaul.config.yaml.ConfigurationFile;
import dev.longhaul.hint.IntakeFinding;
import dev.longhaul.hint.IntakeFinding.Severity;
import dev.longhaul.object.KeyPrefix;
import dev.longhaul.store.Failure;
import dev.longhaul.store.StoreException;
import dev.longhaul.store.calls.Meter;
import dev.longhaul.store.memory.InMemoryStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigCommandTest {
  private static final String CONFIGURATION =
      """
      state: ledgers
      stores:
        here: {bucket: photos, region: eu-central-1, bandwidth: 50MiB/s}
        there: {bucket: copy, endpoint: https://s3.example.com, credentials: env:CHINA}
      routes:
        photos:
          source: here
          destination: there
          destination-prefix: from-here/
          deletes: mirror
          delete-grace: 2d
          audits:
            - {kind: deep, every: 7d, at: 02:00}
          scans:
            - {prefix: new/, every: 1m}
      intakes:
        events: {queue: https://sqs.example.com/1/events, stores: [here]}
      alerts:
        chat: {url: https://chat.example.com/top-secret, on: [deletes]}
      console: {listen: none}
      """;

  @TempDir Path folder;
  private final Screen screen = new Screen();
  private final Map<String, Failure> failures = new HashMap<>();
  private List<IntakeFinding> ofQueue = List.of();
  private Path file = Path.of("");

  @BeforeEach
  void aConfiguration() throws IOException {
    write(CONFIGURATION);
  }

  private void write(String text) throws IOException {
    file = Files.writeString(folder.resolve("longhaul.yaml"), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  /// Stores and queues that answer, but for those that were told to fail.
  private final class Asked implements Trials {
    @Override
    public Opened store(StoreEntry store, Configuration whole) {
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
      return ofQueue;
    }
  }

  private ExitCode check(String... more) {
    ConfigCommand command =
        new ConfigCommand(
            path -> ConfigurationFile.load(path, Map.of("HOME", folder.toString())),
            new Asked(),
            Map.of("PATH", folder.toString()));
    List<String> arguments = new ArrayList<>(List.of("config", "check", file.toString()));
    arguments.addAll(List.of(more));
    return new CommandLines(List.of(command), List::of).run(arguments, screen.terminal());
  }

  @Test
  void whatIsMeantIsSaidInAFewLines() {
    assertThat(check("--offline")).isEqualTo(ExitCode.DONE);

    assertThat(screen.out())
        .isEqualTo(
            """
            store    here             s3://photos at Amazon S3, region eu-central-1, credentials \
            of the usual places, at most 50.0 MiB/s
            store    there            s3://copy at https://s3.example.com, credentials in \
            CHINA_ACCESS_KEY_ID
            route    photos           here -> there/from-here/, deletes what the source does not \
            have for 2d
                                      audit deep 5% every 7d at 02:00
                                      scan "new/" every 1m
            intake   events           events of here in the queue https://sqs.example.com/1/events
            alert    chat             posts on deletes, again after 1h
            console                   none
            state                     in STATE, times by UTC
            """
                .replace("STATE", folder.resolve("ledgers").toString()));
  }

  @Hazard(79)
  @Test
  void secretsAreNotShown() {
    check();

    assertThat(screen.out() + screen.err()).doesNotContain("top-secret");
  }

  @Test
  void whatIsHardlyMeantIsRemarked() throws IOException {
    write(CONFIGURATION.replace("routes:", "  spare: {bucket: spare}\nroutes:"));

    assertThat(check("--offline")).isEqualTo(ExitCode.DONE);

    assertThat(screen.out()).contains("remark   stores.spare: no route uses this store\n");
  }

  @Test
  void whatAnswersIsSaid() {
    assertThat(check()).isEqualTo(ExitCode.DONE);

    assertThat(screen.out())
        .contains("ok    stores.here", "ok    stores.there", "answers to these credentials")
        .contains("ok    intakes.events the queue answers")
        .contains("ok    state        ledgers can be kept in")
        .doesNotContain("fail");
    assertThat(folder.resolve("ledgers")).doesNotExist();
  }

  @Test
  void aStoreThatRefusesIsWrong() {
    failures.put("there", new Failure.WrongCredentials("who are you", 403, "AccessDenied"));
    failures.put("here", new Failure.Transient("no route to host"));

    assertThat(check()).isEqualTo(ExitCode.DIFFERENT);

    assertThat(screen.out()).contains("fail  stores.there who are you", "check the credentials");
  }

  @Test
  void whatGivesNoAnswerIsNotCalledWrong() {
    failures.put("here", new Failure.Transient("no route to host"));

    assertThat(check()).isEqualTo(ExitCode.UNKNOWN);
  }

  @Test
  void aQueueThatGivesNoAnswerIsNotCalledWrong() {
    ofQueue = List.of(new IntakeFinding(Severity.UNANSWERED, "nobody is there", "try again"));

    assertThat(check()).isEqualTo(ExitCode.UNKNOWN);

    assertThat(screen.out())
        .contains("fail  intakes.events nobody is there")
        .doesNotContain("the queue answers");
  }

  @Test
  void programsAreToldInLinesOfJson() throws IOException {
    write(CONFIGURATION.replace("routes:", "  spare: {bucket: spare}\nroutes:"));
    failures.put("there", new Failure.WrongCredentials("who are you", 403, "AccessDenied"));

    assertThat(check("--json")).isEqualTo(ExitCode.DIFFERENT);

    assertThat(screen.out().lines())
        .allMatch(line -> line.startsWith("{\"level\":\"") && line.endsWith("\"}"))
        .contains(
            "{\"level\":\"remark\",\"about\":\"stores.spare\",\"what\":"
                + "\"no route uses this store\"}")
        .anyMatch(line -> line.contains("\"fail\",\"about\":\"stores.there\",\"what\":\"who"));
  }

  @Test
  void aQueueThatLosesEventsIsWrong() {
    ofQueue = List.of(new IntakeFinding(Severity.PROBLEM, "events are lost", "mend it"));

    assertThat(check()).isEqualTo(ExitCode.DIFFERENT);

    assertThat(screen.out()).contains("fail  intakes.events events are lost", "mend it");
  }

  @Test
  void aProgramMustBeThere() throws IOException {
    write(CONFIGURATION.replace("alerts:", "alerts:\n  pager: {command: [page, --all]}"));

    assertThat(check()).isEqualTo(ExitCode.DIFFERENT);
    assertThat(screen.out()).contains("fail  alerts.pager the program page is not there");

    Path program = Files.writeString(folder.resolve("page"), "#!/bin/sh\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    screen.clear();
    assertThat(check()).isEqualTo(ExitCode.DONE);
  }

  @Test
  void anAddressMustBeFreeAndItsFilesReadable() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String console =
          "listen: 127.0.0.1:" + taken.getLocalPort() + ", tls: {certificate: c, key: k}";
      write(CONFIGURATION.replace("listen: none", console));

      assertThat(check()).isEqualTo(ExitCode.DIFFERENT);
    }

    assertThat(screen.out())
        .contains("cannot be listened on", folder.resolve("k") + " cannot be read");
  }

  @Test
  void aFileThatCannotBeMeantIsRefusedLineByLine() throws IOException {
    write(CONFIGURATION.replace("region", "reggion").replace("deletes: mirror", "deletes: all"));

    assertThat(check()).isEqualTo(ExitCode.USAGE);

    assertThat(screen.err())
        .contains("longhaul: " + file + ":3:26: stores.here.reggion: there is no such setting")
        .contains("longhaul: " + file + ":10:5: routes.photos.deletes: \"all\" is none of");
    assertThat(screen.out()).isEmpty();
  }
}
