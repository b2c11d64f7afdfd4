package dev.longhaul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.longhaul.s3copy.OpenJob;
import dev.longhaul.s3copy.function.Journal;
import dev.longhaul.tidy.SourceTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The templates of `deploy/cloudformation`, as far as one can tell without an account.
final class TemplatesTest {
  static final Path FOLDER = SourceTree.find().root().resolve("deploy/cloudformation");

  static List<Path> templates() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  /// Of the program that checks templates; empty where it is not installed.
  private static String lint(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("cfn-lint"));
    command.addAll(arguments);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() == 0 ? "" : said;
  }

  @ParameterizedTest
  @ValueSource(strings = {"us-east-1", "cn-north-1", "cn-northwest-1"})
  void theLinterFindsNothing(String region) throws Exception {
    boolean there;
    try {
      there = lint(List.of("--version")).isEmpty();
    } catch (IOException missing) {
      there = false;
    }
    assumeTrue(there, "cfn-lint is not installed; pip install cfn-lint brings it");
    List<String> arguments = new ArrayList<>(List.of("--regions", region, "--template"));
    templates().forEach(template -> arguments.add(template.toString()));

    assertThat(lint(arguments)).isEmpty();
  }

  /// ARNs and service principals differ from partition to partition (H70).
  @Test
  @Hazard(70)
  void nothingNamesAPartitionButOneTable() throws IOException {
    for (Path template : templates()) {
      boolean inTable = false;
      for (String line : Files.readAllLines(template)) {
        inTable = line.startsWith("Mappings:") || (inTable && line.startsWith(" "));
        String what = template.getFileName() + ": " + line;
        assertThat(line).as(what).doesNotContain("arn:aws");
        assertThat(inTable || !line.contains("amazonaws")).as(what).isTrue();
      }
    }
  }

  /// CloudFormation reads YAML without anchors, and does not say so before it is deployed.
  @Test
  void nothingNeedsYamlThatCloudFormationDoesNotRead() throws IOException {
    for (Path template : templates()) {
      assertThat(Files.readAllLines(template))
          .as(template.getFileName().toString())
          .noneMatch(line -> line.matches(".*: [&*][a-z]+ *") || line.contains("<<:"));
    }
  }

  /// What a delete waits for behind a worker that may be at its key still.
  @Test
  void commandsEndWhenNobodyBelievesInTheirWorkersAnyMore() throws IOException {
    assertThat(Files.readString(FOLDER.resolve("document.yaml")))
        .contains("timeoutSeconds: '" + OpenJob.ORIGINAL_LIFE.toSeconds() + "'");
  }

  /// The original's keys: other ones, and its programs find nothing.
  @Test
  void tablesOfLargeObjectsHaveTheOriginalsKeys() throws IOException {
    assertThat(Files.readString(FOLDER.resolve("serverless.yaml")))
        .contains(
            """
                    - {AttributeName: uploadid, KeyType: HASH}
                    - {AttributeName: part, KeyType: RANGE}
            """)
        .contains("Handler: dev.longhaul.CopyToChinaMpu::handleRequest")
        .contains("Handler: dev.longhaul.CopyToChinaSingle::handleRequest");
  }

  /// A comment stands above each, or above the condition under which it is there.
  @Test
  void everyStatementSaysWhatItIsFor() throws IOException {
    Pattern statement = Pattern.compile("(?m)^(.*)\\n(?: *- !If\\n *- Has.*\\n)? *- Sid: (.*)$");
    for (Path template : templates()) {
      String text = Files.readString(template).replaceAll("- !If\\n *- Has\\w+\\n", "");
      Matcher matcher = statement.matcher(text);
      while (matcher.find()) {
        assertThat(matcher.group(1).strip())
            .as("%s, %s", template.getFileName(), matcher.group(2))
            .startsWith("#");
      }
    }
  }

  @Test
  void nothingIsAllowedToDoEverything() throws IOException {
    for (Path template : templates()) {
      assertThat(Files.readString(template))
          .as(template.getFileName().toString())
          .doesNotContain("FullAccess\n")
          .doesNotContainPattern("Action: '?[a-z0-9]*:?\\*")
          .doesNotContainPattern("- '?[a-z0-9]+:\\*");
    }
  }

  /// Tables and failed events outlive whatever is done to the stack.
  @Test
  void whatHoldsDataIsKept() throws IOException {
    String tables = Files.readString(FOLDER.resolve("tables.yaml"));
    String functions = Files.readString(FOLDER.resolve("functions.yaml"));

    assertThat(tables.split("Type: AWS::DynamoDB::Table", -1)).hasSize(3);
    assertThat(tables.split("DeletionPolicy: Retain", -1)).hasSize(3);
    assertThat(tables.split("UpdateReplacePolicy: Retain", -1)).hasSize(3);
    assertThat(tables.split("PointInTimeRecoveryEnabled: true", -1)).hasSize(3);
    String serverless = Files.readString(FOLDER.resolve("serverless.yaml"));
    assertThat(serverless.split("Type: AWS::DynamoDB::Table", -1)).hasSize(3);
    assertThat(serverless.split("DeletionPolicy: Retain", -1)).hasSize(3);
    assertThat(serverless.split("UpdateReplacePolicy: Retain", -1)).hasSize(3);
    assertThat(serverless.split("PointInTimeRecoveryEnabled: true", -1)).hasSize(3);
    assertThat(functions).containsPattern("AWS::SQS::Queue\\n.*\\n    DeletionPolicy: Retain");
  }

  /// Without the versions before there is nothing to go back to.
  @Test
  void theVersionsOfMainAreKeptAndTheAliasCanNameOneBefore() throws IOException {
    String functions = Files.readString(FOLDER.resolve("functions.yaml"));

    assertThat(functions)
        .containsPattern(
            "AWS::Lambda::Version\\n"
                + "    DeletionPolicy: Retain\\n"
                + "    UpdateReplacePolicy: Retain\\n")
        .contains("FunctionVersion: !If [GoesBack, !Ref LiveVersion, !GetAtt MainVersion.Version]");
  }

  /// The metrics that alarms look at are counted under these names.
  @Test
  void alarmsTellOfParkedJobsAndUploads() throws IOException {
    for (Journal.Figure figure : List.of(Journal.Figure.JobsParked, Journal.Figure.UploadsParked)) {
      assertThat(Files.readString(FOLDER.resolve("functions.yaml")))
          .containsPattern("Namespace: S3Sync\\n      MetricName: " + figure.name() + "\\n");
    }
  }
}
