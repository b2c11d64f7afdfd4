package dev.longhaul.s3copy.ssm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhaul.Hazard;
import dev.longhaul.NastyKeys;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.rehearsal.CommandServer;
import dev.longhaul.rehearsal.JsonService.Refused;
import dev.longhaul.s3copy.CopyJob;
import dev.longhaul.s3copy.CredentialObject;
import dev.longhaul.s3copy.JobText;
import dev.longhaul.s3copy.JobWriter;
import dev.longhaul.s3copy.MalformedJob;
import dev.longhaul.s3copy.function.Commands.Answer;
import dev.longhaul.s3copy.function.Instance;
import dev.longhaul.s3copy.function.NotSent;
import dev.longhaul.store.Credentials;
import dev.longhaul.store.aws.CredentialSources;
import dev.longhaul.store.aws.SdkService;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Commands over the real protocol, run by a real shell.
final class SsmFleetTest {
  private static final Instance OURS = new Instance("i-1", true, null, true);
  private static final Instance ORIGINAL = new Instance("i-2", true, null, false);

  /// Keys that try to do something where they are put into a text.
  private static final List<String> HOSTILE =
      List.of(
          "$(touch pwned)",
          "`touch pwned`",
          "'; touch pwned; '",
          "\"; touch pwned; \"",
          "'$(touch pwned)'",
          "\\'; touch pwned; #",
          "x\ntouch pwned\n",
          "&& touch pwned",
          "|touch pwned",
          ">pwned",
          "{{ssm:/secret}}",
          "{{ ssm:pwned }}",
          "{{Job}}",
          "x\", \"bucket\": \"other",
          "-rf",
          "--endpoint-url=http://evil",
          "nb\u00a0sp",
          "!!",
          "%s%n$HOME*?[a]~");

  @TempDir private Path folder = Path.of("");

  private final List<String> ran = new ArrayList<>();
  private final CommandServer server = new CommandServer((_, line) -> ran.add(run(line)));
  private @Nullable SsmFleet opened;

  @AfterEach
  void close() {
    if (opened != null) {
      opened.close();
    }
    server.close();
  }

  private SsmFleet manager(@Nullable String document) {
    SdkService service =
        new SdkService(
            "SSM",
            "us-east-1",
            server.endpoint(),
            CredentialSources.fixed(new Credentials("key", "secret", null, null)));
    // What the shell makes of the one argument, and nothing else.
    opened = new SsmFleet(service, SsmFleet.Tag.USUAL, new CommandForm("printf %s", document));
    return opened;
  }

  private void machine(String id, String pingStatus, boolean ours) {
    server.put(
        id,
        new CommandServer.Machine(
            ours ? Map.of("Role", "s3sync", "S3SyncWorker", "longhaul") : Map.of("Role", "s3sync"),
            pingStatus));
  }

  /// As the agent does: a script for the shell, in a folder of its own.
  private String run(String line) throws IOException {
    Process process =
        new ProcessBuilder("sh", "-c", line)
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static CopyJob job(ObjectKey key) {
    return new CopyJob(
        "6f7d463b28c08d330d2424b65f2d32d4",
        "source",
        key,
        "destination",
        new CredentialObject("keys", ObjectKey.of("it's $HOME/{{ssm:x}}.txt")));
  }

  private static List<ObjectKey> keys() {
    return Stream.concat(NastyKeys.all().stream(), HOSTILE.stream().map(ObjectKey::of)).toList();
  }

  @Test
  @Hazard(75)
  void noKeyActsOnTheShellOrOnTemplates() throws IOException {
    machine("i-1", "Online", true);
    machine("i-2", "Online", false);
    SsmFleet manager = manager(null);
    for (ObjectKey key : keys()) {
      manager.send(OURS, job(key));
      assertThat(JobText.job(ran.getLast())).isEqualTo(job(key));
      manager.send(ORIGINAL, job(key));
      assertThat(ran.getLast()).isEqualTo(JobWriter.json(job(key), JobWriter.Reader.ORIGINAL));
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  @Hazard(75)
  void ourOwnDocumentIsGivenOneWordThatItsPatternLetsPass() {
    machine("i-1", "Online", true);
    machine("i-2", "Online", false);
    CommandServer.Shell words = (_, line) -> ran.add(line);
    try (CommandServer strict = new CommandServer(words)) {
      strict.put("i-1", new CommandServer.Machine(Map.of("Role", "s3sync"), "Online"));
      SdkService service =
          new SdkService(
              "SSM",
              "us-east-1",
              strict.endpoint(),
              CredentialSources.fixed(new Credentials("key", "secret", null, null)));
      try (SsmFleet manager =
          new SsmFleet(
              service, SsmFleet.Tag.USUAL, new CommandForm("unused", CommandServer.DOCUMENT))) {
        for (ObjectKey key : keys()) {
          manager.send(OURS, job(key));
          assertThat(JobText.job(ran.getLast())).isEqualTo(job(key));
        }
      }
    }
  }

  @Test
  @Hazard(72)
  void theLongestKeysArriveWholeAndNoOutputIsAskedFor() {
    machine("i-1", "Online", true);
    machine("i-2", "Online", false);
    SsmFleet manager = manager(null);
    for (String letter : List.of("k", "'", " ", "{", "%", "ü", "中", "😀")) {
      int bytes = letter.getBytes(StandardCharsets.UTF_8).length;
      CopyJob job = job(ObjectKey.of(letter.repeat(ObjectKey.MAX_BYTES / bytes)));
      manager.send(OURS, job);
      assertThat(JobText.job(ran.getLast())).isEqualTo(job);
      assertThat(JobText.job(JobWriter.argument(job))).isEqualTo(job);
      manager.send(ORIGINAL, job);
      assertThat(ran.getLast()).isEqualTo(JobWriter.json(job, JobWriter.Reader.ORIGINAL));
    }
    assertThat(server.calls()).containsOnly("SendCommand");
  }

  @Test
  @Hazard(72)
  void whatNoCommandCarriesIsRefusedBeforeItIsSent() {
    machine("i-1", "Online", true);
    ObjectKey longest = ObjectKey.of("'".repeat(ObjectKey.MAX_BYTES));
    CopyJob job = job(longest).with(new CredentialObject("keys", longest));
    assertThatThrownBy(() -> manager(CommandServer.DOCUMENT).send(OURS, job))
        .isInstanceOf(MalformedJob.class)
        .hasMessageContaining("a command carries 16384");
    assertThat(server.calls()).isEmpty();
  }

  @Test
  void defect26TheCommandIsTheOriginalsWithItsOwnLimits() {
    machine("i-2", "Online", false);
    SsmFleet manager = manager(CommandServer.DOCUMENT);
    Answer answer = manager.send(ORIGINAL, job(ObjectKey.of("test.img")));
    CommandServer.Command command = server.commands().getFirst();
    assertThat(answer).isEqualTo(new Answer.Accepted(command.id()));
    assertThat(command.document()).isEqualTo("AWS-RunShellScript");
    assertThat(command.comment()).isEqualTo("S3CopyToChina 6f7d463b28c08d330d2424b65f2d32d4");
    assertThat(command.parameters().at("executionTimeout").items())
        .singleElement()
        .satisfies(timeout -> assertThat(timeout.scalar()).isEqualTo("43200"));
  }

  @Test
  void theFleetIsReadToItsLastPageWithItsMarks() {
    for (int number = 1; number <= 5; number++) {
      machine("i-" + number, number == 3 ? "ConnectionLost" : "Online", number == 5);
    }
    server.put("i-other", new CommandServer.Machine(Map.of("Role", "web"), "Online"));
    List<Instance> instances = manager(null).instances();
    assertThat(instances)
        .extracting(Instance::id)
        .containsExactly("i-1", "i-2", "i-3", "i-4", "i-5");
    assertThat(instances).filteredOn(instance -> !instance.online()).hasSize(1);
    assertThat(instances)
        .filteredOn(Instance::longhaul)
        .extracting(Instance::id)
        .containsExactly("i-5");
  }

  @Test
  void throttlingIsWaitedForAndALongOneIsSaid() {
    machine("i-1", "Online", true);
    Refused throttled = new Refused(400, "ThrottlingException", "Rate exceeded");
    server.refuse("SendCommand", throttled);
    SsmFleet manager = manager(null);
    assertThat(manager.send(OURS, job(ObjectKey.of("k")))).isInstanceOf(Answer.Accepted.class);
    for (int times = 0; times < 3; times++) {
      server.refuse("SendCommand", throttled);
    }
    assertThatThrownBy(() -> manager.send(OURS, job(ObjectKey.of("k"))))
        .isInstanceOf(NotSent.class)
        .hasMessageContaining("ThrottlingException: Rate exceeded");
  }

  @Test
  void anInstanceThatIsGoneIsUnfitAndAMissingPermissionIsNot() {
    assertThat(manager(null).send(OURS, job(ObjectKey.of("k")))).isInstanceOf(Answer.Unfit.class);
    server.refuse("DescribeInstanceInformation", new Refused(400, "AccessDeniedException", "no"));
    assertThatThrownBy(() -> manager(null).instances())
        .isInstanceOf(NotSent.class)
        .hasMessageContaining("the role needs ssm:DescribeInstanceInformation");
  }
}
