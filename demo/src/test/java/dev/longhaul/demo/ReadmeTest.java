package dev.longhaul.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.cli.ExitCode;
import dev.longhaul.demo.SharedServers.Bucket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every command that a newcomer finds in the README works as it stands there.
final class ReadmeTest {
  private static final Path ROOT = Path.of("..");

  /// Commands that run elsewhere: in `DemoCommandTest`, in `RunTest`, in `InitCommandTest`, which
  /// answers the questions, or as the build itself.
  private static final List<String> ELSEWHERE =
      List.of(
          "./longhaul demo",
          "./longhaul demo --original",
          "./longhaul init longhaul.yaml",
          "./longhaul run --config longhaul.yaml",
          "./mvnw verify",
          "./mvnw -Pdist package");

  private static final Pattern EXIT_CODE = Pattern.compile("(?m)^\\| (\\d+) \\|");

  @TempDir private Path folder;

  /// The lines of the blocks of shell commands.
  private static List<String> commands(String document) throws IOException {
    List<String> commands = new ArrayList<>();
    boolean inside = false;
    for (String line : Files.readAllLines(ROOT.resolve(document))) {
      if (line.startsWith("```")) {
        inside = line.equals("```sh");
      } else if (inside && !line.isBlank()) {
        commands.add(line);
      }
    }
    return commands;
  }

  @Test
  void copiesABucketAsWritten() throws Exception {
    Bucket source = SharedServers.onS3Mock().named("films");
    Bucket destination = SharedServers.onOtherS3Mock().named("films-cn");
    source.samples().put(SampleData.attributes());
    Path config = profiles(source, destination);
    List<String> run = new ArrayList<>(commands("README.md"));
    run.removeAll(ELSEWHERE);
    for (String command : run) {
      int code = start(command, config).waitFor();
      // The README says so: "A dry run ends with 1 when there is something to do".
      int expected = command.endsWith("--dry-run") ? 1 : 0;
      assertThat(code).as("%s%n%s", command, Files.readString(output())).isEqualTo(expected);
    }
    assertThat(run).hasSizeGreaterThanOrEqualTo(4);
    assertThat(source.differencesTo(destination)).isEmpty();
  }

  private Path output() {
    return folder.resolve("output");
  }

  private Process start(String command, Path config) throws IOException {
    List<String> typed = List.of(command.split(" "));
    assertThat(typed.getFirst()).isEqualTo("./longhaul");
    List<String> words = new ArrayList<>(Longhaul.java());
    words.addAll(typed.subList(1, typed.size()));
    ProcessBuilder builder =
        new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(output().toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
    builder.environment().put("HOME", folder.toString());
    builder.environment().put("AWS_CONFIG_FILE", config.toString());
    builder.environment().put("AWS_SHARED_CREDENTIALS_FILE", folder.resolve("none").toString());
    builder.environment().put("XDG_STATE_HOME", folder.resolve("state").toString());
    return builder.start();
  }

  private Path profiles(Bucket source, Bucket destination) throws IOException {
    return Files.writeString(
        folder.resolve("config"), profile("global", source) + profile("china", destination));
  }

  private static String profile(String name, Bucket bucket) {
    StoreAccess access = bucket.access();
    return """
    [profile %s]
    endpoint_url = %s
    region = %s
    aws_access_key_id = %s
    aws_secret_access_key = %s
    s3 =
      addressing_style = path
    """
        .formatted(
            name, access.endpoint(), access.region(), access.accessKey(), access.secretKey());
  }

  @Test
  void saysTheSameInChinese() throws Exception {
    assertThat(commands("README.zh-CN.md")).isEqualTo(commands("README.md"));
  }

  @Test
  void explainsEveryExitCode() throws Exception {
    List<Integer> codes = Arrays.stream(ExitCode.values()).map(ExitCode::number).toList();
    for (String document : List.of("README.md", "README.zh-CN.md")) {
      assertThat(
              EXIT_CODE
                  .matcher(Files.readString(ROOT.resolve(document)))
                  .results()
                  .map(row -> Integer.valueOf(row.group(1))))
          .as(document)
          .containsExactlyElementsOf(codes);
    }
  }

  @Test
  void saysThatADryRunTellsByItsExitCode() throws Exception {
    assertThat(Files.readString(ROOT.resolve("README.md")).replaceAll("\\s+", " "))
        .contains("A dry run ends with 1 when there is something to do");
  }

  @Test
  void testsByTheCommandThatContinuousIntegrationRuns() throws Exception {
    assertThat(commands("README.md")).contains("./mvnw verify");
    assertThat(Files.readAllLines(ROOT.resolve(".ci/run"))).contains("exec ./mvnw verify");
  }

  /// `DemoCommandTest` runs it.
  @Test
  void beginsWithTheDemo() throws Exception {
    assertThat(commands("README.md")).first().isEqualTo("./longhaul demo");
  }
}
