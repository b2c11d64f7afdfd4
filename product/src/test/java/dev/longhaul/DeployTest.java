package dev.longhaul;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.cli.CommandLines;
import dev.longhaul.cli.DeployCommand;
import dev.longhaul.cli.ExitCode;
import dev.longhaul.cli.Terminal;
import dev.longhaul.deploy.cloudformation.CloudFormationStacks;
import dev.longhaul.deploy.cloudformation.StackServer;
import dev.longhaul.effect.ManualClock;
import dev.longhaul.effect.system.SystemRandomness;
import dev.longhaul.store.Credentials;
import dev.longhaul.store.aws.CredentialSources;
import dev.longhaul.store.aws.SdkService;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `longhaul deploy aws` with the real templates, over CloudFormation's protocol.
final class DeployTest {
  private static final String TABLES = "longhaul-tables";
  private final StackServer server = new StackServer();
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  @TempDir private Path folder = Path.of("");

  @AfterEach
  void close() {
    server.close();
  }

  private ExitCode run(String... words) {
    List<String> typed = new ArrayList<>(List.of("deploy", "aws"));
    typed.addAll(List.of(words));
    if (!typed.contains("--templates")) {
      typed.addAll(List.of("--templates", TemplatesTest.FOLDER.toString()));
    }
    written.reset();
    PrintStream out = new PrintStream(written, true, StandardCharsets.UTF_8);
    return run(server.endpoint(), typed, new Terminal(out, out, false));
  }

  /// Runs it as typed, against whoever speaks for CloudFormation there.
  static ExitCode run(URI endpoint, List<String> typed, Terminal terminal) {
    SdkService service =
        SdkService.of(
            "CloudFormation",
            Map.of("AWS_ENDPOINT_URL_CLOUDFORMATION", endpoint.toString()),
            "us-east-1",
            CredentialSources.fixed(Credentials.of("key", "secret")));
    DeployCommand.Opening opening =
        (_, _) ->
            new StackOpening.Opened(new CloudFormationStacks(service, new SystemRandomness()));
    return new CommandLines(List.of(new DeployCommand(opening, new ManualClock())), List::of)
        .run(typed, terminal);
  }

  private String said() {
    return written.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aDryRunShowsEveryResourceAndLeavesNothing() {
    assertThat(run("--dry-run", "--only", "tables", "--only", "document"))
        .isEqualTo(ExitCode.DIFFERENT);

    assertThat(said())
        .containsSubsequence(
            "stack longhaul-tables from tables.yaml: new\n",
            "+ add     AWS::DynamoDB::Table Single\n",
            "+ add     AWS::DynamoDB::Table Result\n",
            "stack longhaul-document from document.yaml: new\n",
            "+ add     AWS::SSM::Document Document\n",
            "nothing was changed");
    assertThat(server.stacks()).isEmpty();
    assertThat(server.changeSets()).isZero();
    assertThat(server.calls()).doesNotContain("ExecuteChangeSet");
  }

  private Path parameters() throws IOException {
    return Files.writeString(
        folder.resolve("parameters"),
        """
        # Where things are.
        CodeBucket=code
        CodeKey=longhaul-lambda.zip
        SourceBucket = near
        DstBucket=far
        CredBucket=keys
        CredObject=elsewhere
        """);
  }

  /// @param file of parameters, one of which the command line overrides
  private static String[] words(Path file) {
    String pieces = "--only functions --only tables --only document";
    return ("--apply --name films --parameter CredObject=k.txt " + pieces + " --parameters " + file)
        .split(" ", -1);
  }

  @Test
  void deploysPieceByPieceAndThenFindsNothingToChange() throws IOException {
    assertThat(run(words(parameters()))).as(this::said).isEqualTo(ExitCode.DONE);

    assertThat(said())
        .containsSubsequence(
            "stack films-tables from tables.yaml: new",
            "  CREATE_COMPLETE AWS::Test::Type Single\n",
            "stack films-tables: done",
            "stack films-document: done",
            "+ add     AWS::Lambda::Function Main\n",
            "stack films-functions: done");
    assertThat(server.stacks().values()).hasSize(3).containsOnly("CREATE_COMPLETE");
    assertThat(server.parameters("films-functions"))
        .containsEntry("SourceBucket", "near")
        .containsEntry("CredObject", "k.txt")
        .containsEntry("Prefix", "Longhaul-S3CopyToChina");

    // What is there keeps the values that are not given again.
    assertThat(run("--dry-run", "--only", "functions", "--name", "films")).isEqualTo(ExitCode.DONE);
    assertThat(said()).contains("stack films-functions from functions.yaml: nothing to change");
    assertThat(server.changeSets()).isZero();

    assertThat(run("--apply", "--only", "functions", "--name", "films", "--parameter", "CodeKey=2"))
        .isEqualTo(ExitCode.DONE);
    assertThat(said())
        .contains("to be changed\n", "~ change  AWS::Lambda::Function Main")
        .contains("by a new one in its place")
        .doesNotContain("DynamoDB");
    assertThat(server.parameters("films-functions"))
        .containsEntry("CodeKey", "2")
        .containsEntry("SourceBucket", "near");
  }

  /// The alias alone is pointed at the version before; code and settings stay as they are.
  @Test
  void goingBackChangesNothingButTheAlias() throws IOException {
    assertThat(run(words(parameters()))).isEqualTo(ExitCode.DONE);

    String[] back = {
      "--dry-run", "--name", "films", "--only", "functions", "--parameter", "LiveVersion=1"
    };
    assertThat(run(back)).isEqualTo(ExitCode.DIFFERENT);

    assertThat(said().lines().filter(line -> line.matches("[-+~] .*")))
        .containsExactly("~ change  AWS::Lambda::Alias MainLive");
  }

  @Test
  void aFailureNamesItsCauseAndEndsThere() {
    server.fail("Single", "Table already exists: S3Single");

    assertThat(run("--apply", "--only", "tables", "--only", "document"))
        .isEqualTo(ExitCode.DIFFERENT);

    assertThat(said())
        .contains("stack longhaul-tables: failed at Single (CREATE_FAILED): Table already exists")
        .doesNotContain("document.yaml");
    assertThat(server.stacks()).containsOnlyKeys(TABLES);
    server.heal();
    assertThat(run("--apply", "--only", "tables")).isEqualTo(ExitCode.UNKNOWN);
    assertThat(said()).contains("ROLLBACK_COMPLETE", "delete it, and deploy again");
  }

  @Test
  void whatIsMissingIsNamedBeforeAnythingIsAsked() {
    assertThat(run("--apply", "--parameter", "SourceBucket=near")).isEqualTo(ExitCode.USAGE);

    assertThat(said())
        .contains("CodeBucket of functions: what CodeBucket is")
        .contains("DistributionKey of workers", "Vpc of workers")
        .doesNotContain("SourceBucket of");
    assertThat(server.calls()).doesNotContain("CreateChangeSet");

    assertThat(run("--apply", "--only", "tables", "--parameter", "Tabel=x"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(said()).contains("none of the templates has a parameter Tabel");
  }

  @Test
  void whatCannotBeRightIsRefused() {
    assertThat(run("--only", "tables")).isEqualTo(ExitCode.USAGE);
    assertThat(said()).contains("say either --dry-run or --apply");
    assertThat(run("--dry-run", "--only", "nonsense")).isEqualTo(ExitCode.USAGE);
    assertThat(said()).contains("\"nonsense\" is none of tables, document");
    assertThat(run("--dry-run", "--templates", folder.toString())).isEqualTo(ExitCode.USAGE);
    assertThat(said()).contains("there are no templates in ");
    assertThat(run("--dry-run", "--parameter", "novalue")).isEqualTo(ExitCode.USAGE);
    assertThat(server.calls()).isEmpty();
  }

  @Test
  void aStackThatSomebodyIsChangingIsLeftAlone() {
    server.setStatus(TABLES, "UPDATE_IN_PROGRESS");

    assertThat(run("--apply", "--only", "tables")).isEqualTo(ExitCode.UNKNOWN);

    assertThat(said()).contains("is being changed (UPDATE_IN_PROGRESS); wait for its end");
  }

  @Test
  void aServiceThatDoesNotAnswerIsNamed() {
    server.close();

    assertThat(run("--dry-run", "--only", "tables")).isEqualTo(ExitCode.UNKNOWN);

    assertThat(said()).contains("CloudFormation in us-east-1 at http://127.0.0.1:");
  }
}
