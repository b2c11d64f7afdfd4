package dev.longhaul;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.cli.ExitCode;
import dev.longhaul.cli.Terminal;
import dev.longhaul.hint.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// Deploys the templates to `moto_server` by the AWS tools and reads back what it made of them. It
/// needs both programs and some time, so it runs only with `-Dmoto`.
///
/// What moto makes is what the templates say; whether Amazon's policies mean what they intend it
/// cannot tell. It lacks aliases of functions and what refers to them, and passes over alarms and
/// the recovery of tables.
@EnabledIfSystemProperty(named = "moto", matches = ".*", disabledReason = "run it with -Dmoto")
final class TemplatesOnMotoTest {
  private static final int SECONDS = 60;
  private static final Pattern SID = Pattern.compile("'Sid': '(\\w+)'");
  @TempDir private Path folder;
  private Process server;
  private int port;

  @BeforeEach
  void serve() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    server =
        new ProcessBuilder("moto_server", "-p", Integer.toString(port))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("moto.log").toFile())
            .start();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (!answers()) {
      assertThat(server.isAlive() && System.nanoTime() < end).as("moto_server starts").isTrue();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }

  private boolean answers() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  @AfterEach
  void stop() {
    server.destroy();
  }

  private Json aws(String... words) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of("aws", "--endpoint-url", "http://127.0.0.1:" + port, "--output", "json"));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder
        .environment()
        .putAll(
            Map.of(
                "AWS_ACCESS_KEY_ID",
                "a",
                "AWS_SECRET_ACCESS_KEY",
                "b",
                "AWS_DEFAULT_REGION",
                "us-east-1",
                "AWS_PAGER",
                ""));
    Process process = builder.start();
    String said;
    try (InputStream out = process.getInputStream()) {
      said = new String(out.readAllBytes(), StandardCharsets.UTF_8);
    }
    assertThat(process.waitFor()).as("%s: %s", command, said).isZero();
    return said.isBlank() ? new Json(null) : Json.parse(said);
  }

  private void create(String stack, Path template, String... parameters) throws Exception {
    List<String> words =
        new ArrayList<>(
            List.of(
                "cloudformation",
                "create-stack",
                "--stack-name",
                stack,
                "--capabilities",
                "CAPABILITY_IAM",
                "--template-body",
                "file://" + template));
    if (parameters.length > 0) {
      words.add("--parameters");
    }
    for (String parameter : parameters) {
      String[] pair = parameter.split("=", 2);
      words.add("ParameterKey=" + pair[0] + ",ParameterValue=" + pair[1]);
    }
    aws(words.toArray(String[]::new));
  }

  private static Json first(Json list) {
    return Objects.requireNonNull(list.items()).getFirst();
  }

  private static Path template(String name) {
    return TemplatesTest.FOLDER.resolve(name);
  }

  @Test
  void tablesHaveTheOriginalsKeys() throws Exception {
    create("tables", template("tables.yaml"));

    for (String name : List.of("S3Single", "S3SingleResult")) {
      Json table = aws("dynamodb", "describe-table", "--table-name", name).at("Table");
      assertThat(first(table.at("KeySchema")).text("AttributeName")).isEqualTo("id");
      assertThat(table.text("BillingModeSummary", "BillingMode")).isEqualTo("PAY_PER_REQUEST");
    }
  }

  /// `longhaul deploy aws` in place of the AWS tools.
  @Test
  void aDryRunLeavesNothingAndApplyingMakesTheTables() throws Exception {
    List<String> typed =
        List.of(
            "deploy", "aws", "--only", "tables", "--templates", TemplatesTest.FOLDER.toString());
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(written, true, StandardCharsets.UTF_8);
    Terminal terminal = new Terminal(out, out, false);
    URI endpoint = URI.create("http://127.0.0.1:" + port);

    List<String> dry = Stream.concat(typed.stream(), Stream.of("--dry-run")).toList();
    assertThat(DeployTest.run(endpoint, dry, terminal)).isEqualTo(ExitCode.DIFFERENT);
    assertThat(written.toString(StandardCharsets.UTF_8)).contains("+ add     AWS::DynamoDB::Table");
    assertThat(aws("dynamodb", "list-tables").at("TableNames").items()).isEmpty();

    List<String> apply = Stream.concat(typed.stream(), Stream.of("--apply")).toList();
    assertThat(DeployTest.run(endpoint, apply, terminal)).isEqualTo(ExitCode.DONE);
    assertThat(aws("dynamodb", "list-tables").at("TableNames").items()).hasSize(2);
    assertThat(DeployTest.run(endpoint, dry, terminal)).isEqualTo(ExitCode.DONE);
  }

  @Test
  void tablesThatAreThereAreLeftAlone() throws Exception {
    create(
        "tables",
        template("tables.yaml"),
        "ExistingSingleTable=Mine",
        "ExistingResultTable=MineToo");

    assertThat(aws("dynamodb", "list-tables").at("TableNames").items()).isEmpty();
  }

  @Test
  void theDocumentTakesNothingButOneWord() throws Exception {
    create("document", template("document.yaml"));

    // Amazon says it as text, moto as the object that the text would be.
    Json document = aws("ssm", "get-document", "--name", "Longhaul-S3CopyToChina").at("Content");
    assertThat(document.text("parameters", "Job", "allowedPattern")).isEqualTo("^[A-Za-z0-9_-]+$");
    assertThat(first(first(document.at("mainSteps")).at("inputs", "runCommand")).scalar())
        .isEqualTo("exec /opt/scripts/S3CopyToChinaSingle.py '{{ Job }}'");
  }

  @Test
  void workersHaveTheMetadataServiceForThemselvesAndInstallThemselves() throws Exception {
    String vpc = aws("ec2", "create-vpc", "--cidr-block", "10.0.0.0/16").at("Vpc").text("VpcId");
    String subnet =
        aws("ec2", "create-subnet", "--vpc-id", vpc + "", "--cidr-block", "10.0.1.0/24")
            .at("Subnet")
            .text("SubnetId");
    create(
        "workers",
        template("workers.yaml"),
        "SourceBucket=near",
        "CredBucket=keys",
        "CredObject=k.txt",
        "DistributionBucket=code",
        "DistributionKey=longhaul.tar.gz",
        "DistributionSha256=" + "0".repeat(64),
        "DstEndpoint=https://s3.example.com",
        "Vpc=" + vpc,
        "Subnets=" + subnet);

    Json data =
        first(
                aws("ec2", "describe-launch-template-versions", "--versions", "$Latest")
                    .at("LaunchTemplateVersions"))
            .at("LaunchTemplateData");
    assertThat(data.text("MetadataOptions", "HttpTokens")).isEqualTo("required");
    String script =
        new String(
            Base64.getDecoder().decode(Objects.requireNonNull(data.text("UserData"))),
            StandardCharsets.UTF_8);
    assertThat(script)
        .startsWith("#!/bin/bash\n")
        .contains("s3://code/longhaul.tar.gz")
        .contains("\nDstEndpoint=https://s3.example.com\n")
        .contains("\nEND\n");
    assertThat(new ProcessBuilder("bash", "-n", "-c", script).start().waitFor()).isZero();
    Json group = first(aws("autoscaling", "describe-auto-scaling-groups").at("AutoScalingGroups"));
    assertThat(group.at("Tags").items())
        .extracting(tag -> tag.text("Key") + "=" + tag.text("Value"))
        .contains("Role=s3sync", "S3SyncWorker=longhaul");
  }

  @Test
  void functionsAreToldWhatTheOriginalsAreToldAndRunByTheClock() throws Exception {
    putCode();
    createFunctions("DstBucket=far");

    Json told = variables("Longhaul-S3CopyToChina-Main");
    assertThat(told.text("DstBucket")).isEqualTo("far");
    assertThat(told.text("CredBucket")).isEqualTo("keys");
    assertThat(told.text("CredObject")).isEqualTo("k.txt");
    assertThat(told.text("InstanceTag")).isEqualTo("Role=s3sync");
    assertThat(told.text("DeadLetterQueue")).contains("/functions-Failed-");
    assertThat(aws("events", "list-rules").at("Rules").items())
        .extracting(rule -> String.valueOf(rule.text("ScheduleExpression")))
        .contains("rate(5 minutes)");
  }

  private void putCode() throws Exception {
    Path zip = folder.resolve("f.zip");
    Files.write(zip, Base64.getDecoder().decode("UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA=="));
    aws("s3api", "create-bucket", "--bucket", "code");
    aws("s3api", "put-object", "--bucket", "code", "--key", "f.zip", "--body", zip.toString());
  }

  private void createFunctions(String... more) throws Exception {
    List<String> parameters = new ArrayList<>(List.of(more));
    parameters.addAll(
        List.of(
            "CodeBucket=code",
            "CodeKey=f.zip",
            "SourceBucket=near",
            "CredBucket=keys",
            "CredObject=k.txt"));
    create("functions", withoutAlias(), parameters.toArray(String[]::new));
  }

  private Json variables(String function) throws Exception {
    return aws("lambda", "get-function-configuration", "--function-name", function)
        .at("Environment", "Variables");
  }

  /// The names of what the policies of all roles allow. moto keeps those as Python's text, as soon
  /// as a condition leaves anything out.
  private List<String> statements() throws Exception {
    List<String> sids = new ArrayList<>();
    for (Json role : Objects.requireNonNull(aws("iam", "list-roles").at("Roles").items())) {
      String name = String.valueOf(role.text("RoleName"));
      Json names = aws("iam", "list-role-policies", "--role-name", name).at("PolicyNames");
      for (Json policy : Objects.requireNonNull(names.items())) {
        String text =
            aws("iam", "get-role-policy", "--role-name", name, "--policy-name", policy.scalar())
                .at("PolicyDocument")
                .scalar();
        SID.matcher(text).results().forEach(sid -> sids.add(sid.group(1)));
      }
    }
    return sids;
  }

  /// Both templates of the serverless variant, and what each says of the other.
  @Test
  void functionsThatCopyHaveTheirTablesAndMainIsToldOfThem() throws Exception {
    putCode();
    create(
        "serverless",
        template("serverless.yaml"),
        "CodeBucket=code",
        "CodeKey=f.zip",
        "SourceBucket=near",
        "CredBucket=keys",
        "CredObject=k.txt",
        "AtOnce=7");
    assertThat(statements()).contains("KeepTheParts", "SendParts");
    createFunctions("DstBucket=far", "Dispatch=lambda");

    Json parts = aws("dynamodb", "describe-table", "--table-name", "S3MPU").at("Table");
    assertThat(parts.at("KeySchema").items())
        .extracting(key -> key.text("AttributeName") + " " + key.text("KeyType"))
        .containsExactly("uploadid HASH", "part RANGE");
    Json main = variables("Longhaul-S3CopyToChina-Main");
    assertThat(main.text("Dispatch")).isEqualTo("lambda");
    for (String function : List.of("SingleFunction", "MpuFunction")) {
      Json copier = variables(String.valueOf(main.text(function)));
      assertThat(copier.text("MpuTable")).isEqualTo(main.text("MpuTable"));
      assertThat(copier.text("MpuFunction")).isEqualTo(main.text("MpuFunction"));
    }
    assertThat(statements())
        .contains("SendJobsToFunctions", "SeeToUploads")
        .doesNotContain("SendJobs", "FindWorkers", "PutJobs", "ReadTheRoutes");
  }

  @Test
  void aQueueAndRoutesAreNamedAndNothingElseIsAllowed() throws Exception {
    putCode();
    createFunctions(
        "DstBucket=none",
        "Dispatch=queue",
        "JobQueue=https://sqs.us-east-1.amazonaws.com/123456789012/jobs",
        "RoutesBucket=conf",
        "RoutesObject=routes.yaml",
        "RoutesArns=arn:aws:s3:::more\\,arn:aws:s3:::more/*");

    Json main = variables("Longhaul-S3CopyToChina-Main");
    assertThat(main.text("Routes")).isEqualTo("s3://conf/routes.yaml");
    assertThat(main.text("JobQueue")).endsWith("/jobs");
    assertThat(main.text("DstBucket")).isNull();
    assertThat(main.text("SourceBuckets")).isNull();
    assertThat(statements())
        .contains("PutJobs", "ReadTheRoutes", "LookAtMore")
        .doesNotContain("SendJobs", "FindWorkers", "SendJobsToFunctions", "SeeToUploads");
  }

  /// Without what moto lacks: the alias, what it is allowed and how it fails.
  private Path withoutAlias() throws IOException {
    String text = Files.readString(template("functions.yaml"));
    for (String name : List.of("MainLive", "MainFailures")) {
      text = text.replaceAll("(?m)^  " + name + ":\\n(?:    .*\\n)+", "");
    }
    Path file = folder.resolve("functions.yaml");
    Files.writeString(file, text.replace("!Ref MainLive", "!Ref Main"));
    return file;
  }
}
