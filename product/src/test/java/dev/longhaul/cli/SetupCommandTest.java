package dev.longhaul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.config.SideSettings;
import dev.longhaul.effect.ManualClock;
import dev.longhaul.hint.IntakeFinding;
import dev.longhaul.hint.IntakeFinding.Severity;
import dev.longhaul.setup.NotificationsInMemory;
import dev.longhaul.store.BucketAddress;
import dev.longhaul.store.BucketAddress.Kind;
import dev.longhaul.store.NotificationRule;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SetupCommandTest {
  private static final String QUEUE = "arn:aws:sqs:us-west-2:123456789012:events";
  private static final NotificationRule FOREIGN =
      new NotificationRule("theirs", "arn:x", List.of("s3:ObjectCreated:Put"), "", ".csv", "<x/>");
  private final NotificationsInMemory rules = new NotificationsInMemory();
  private final Screen screen = new Screen();
  private final List<IntakeFinding> ofQueue = new ArrayList<>();
  private final List<URI> asked = new ArrayList<>();

  private ExitCode run(Kind kind, String... more) {
    BucketAddress address =
        new BucketAddress(URI.create("https://s3.example.com"), "r", "photos", kind);
    Buckets buckets = _ -> new Buckets.OpenBucket(address, rules, () -> {});
    List<String> typed = new ArrayList<>(List.of("setup", "notifications"));
    typed.addAll(List.of(more));
    return new CommandLines(
            List.of(new SetupCommand(buckets, this::queue, new ManualClock())), List::of)
        .run(typed, screen.terminal());
  }

  private List<IntakeFinding> queue(URI queue, SideSettings side) {
    asked.add(queue);
    return List.copyOf(ofQueue);
  }

  @Test
  @Hazard(10)
  void aQueueThatLetsNoEventInIsSaidWithTheStatementItNeeds() {
    ofQueue.add(new IntakeFinding(Severity.PROBLEM, "it lets no event in", "allow it"));

    assertThat(run(Kind.AWS, "s3://photos", "--to", QUEUE)).isEqualTo(ExitCode.DIFFERENT);

    assertThat(asked)
        .containsExactly(URI.create("https://sqs.us-west-2.amazonaws.com/123456789012/events"));
    assertThat(screen.out())
        .contains("fail  queue        it lets no event in", "allow it")
        .contains("\"aws:SourceArn\": \"arn:aws:s3:::photos\"");
    assertThat(rules.read()).as("Amazon S3 decides whether it takes the rule").hasSize(1);
  }

  @Test
  @Hazard(10)
  void aFunctionIsToldBesideTheOthers() {
    String function = "arn:aws:lambda:us-east-1:123456789012:function:Longhaul-Main:live";
    NotificationRule theirs =
        new NotificationRule("theirs", "arn:x", FOREIGN.events(), "theirs/", "", "<x/>");
    rules.has(theirs);

    assertThat(run(Kind.AWS, "s3://photos/films/", "--to", function, "--dry-run"))
        .isEqualTo(ExitCode.DONE);
    assertThat(rules.read()).containsExactly(theirs);
    assertThat(screen.out())
        .contains("+ add    longhaul-Longhaul-Main-live-", " to " + function)
        .contains("\"Action\": \"lambda:InvokeFunction\", \"Resource\": \"" + function);

    assertThat(run(Kind.AWS, "s3://photos/films/", "--to", function)).isEqualTo(ExitCode.DONE);
    assertThat(rules.read()).hasSize(2).contains(theirs);
    assertThat(asked).as("only queues are looked at").isEmpty();
  }

  @Test
  void aFunctionWithoutANameIsRefused() {
    assertThat(run(Kind.AWS, "s3://photos", "--to", "arn:aws:lambda:r:1:layer:x"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(screen.err()).contains("not a function", "function:NAME");
  }

  @Test
  void aQueueThatTakesEventsNeedsNoStatement() {
    ofQueue.add(new IntakeFinding(Severity.WARNING, "it delays events", "set it to 0"));

    assertThat(run(Kind.AWS, "s3://photos", "--to", QUEUE, "--dry-run")).isEqualTo(ExitCode.DONE);

    assertThat(screen.out())
        .contains("warn  queue        it delays events", "ok    queue        its policy lets")
        .doesNotContain("aws:SourceArn");
  }

  @Test
  void whatCannotBeLookedAtIsNotInTheWay() {
    ofQueue.add(new IntakeFinding(Severity.UNANSWERED, "nobody answers", "try again"));

    assertThat(run(Kind.AWS, "s3://photos", "--to", QUEUE)).isEqualTo(ExitCode.DONE);

    assertThat(screen.out()).contains("nobody answers", "aws:SourceArn");
    String topic = QUEUE.replace("sqs", "sns");
    assertThat(run(Kind.AWS, "s3://photos", "--to", topic, "--dry-run")).isEqualTo(ExitCode.DONE);
    assertThat(run(Kind.AWS, "s3://photos", "--to", QUEUE, "--remove")).isEqualTo(ExitCode.DONE);
    assertThat(asked).as("neither a topic nor a rule that goes").hasSize(1);
  }

  @Test
  @Hazard(10)
  void saysTheDifferenceFirstAndWritesNothingOnADryRun() {
    assertThat(run(Kind.AWS, "s3://photos/raw", "--to", QUEUE, "--dry-run"))
        .isEqualTo(ExitCode.DONE);

    assertThat(screen.out())
        .contains("+ add    longhaul-events-", " of raw/… to " + QUEUE)
        .contains("ok    queue        its policy lets events of the bucket in")
        .endsWith("Nothing was written (--dry-run).\n");
    assertThat(rules.written()).isEmpty();
  }

  @Test
  void writesAndTakesOut() {
    assertThat(run(Kind.AWS, "s3://photos", "--to", QUEUE)).isEqualTo(ExitCode.DONE);
    assertThat(screen.out()).contains("Written, and read back the same");
    screen.clear();
    assertThat(run(Kind.AWS, "s3://photos", "--to", QUEUE)).isEqualTo(ExitCode.DONE);
    assertThat(screen.out()).contains("  keep   longhaul-events", "nothing was written");
    screen.clear();
    assertThat(run(Kind.AWS, "s3://photos", "--to", QUEUE, "--remove")).isEqualTo(ExitCode.DONE);
    assertThat(screen.out())
        .contains("- remove longhaul-events")
        .endsWith("Written, and read back without the rule.\n");
    assertThat(rules.read()).isEmpty();
  }

  @Test
  @Hazard(10)
  void namesWhatIsInTheWayAndWritesNothing() {
    rules.has(FOREIGN);

    assertThat(run(Kind.AWS, "s3://photos", "--to", QUEUE)).isEqualTo(ExitCode.DIFFERENT);

    assertThat(screen.out()).contains("In the way: theirs.", "Nothing was written");
    assertThat(rules.written()).isEmpty();
  }

  @Test
  void elsewhereRulesMayStandSideBySide() {
    rules.has(FOREIGN);

    assertThat(run(Kind.COMPATIBLE, "s3://photos", "--to", "arn:minio:sqs::A:webhook"))
        .isEqualTo(ExitCode.DONE);

    assertThat(rules.read()).hasSize(2).contains(FOREIGN);
    assertThat(screen.out()).doesNotContain("policy");
  }

  @Test
  void refusesWhatCannotBeMeant() {
    assertThat(run(Kind.AWS, "s3://photos")).isEqualTo(ExitCode.USAGE);
    assertThat(run(Kind.AWS, "s3://photos", "--to", QUEUE + ".fifo")).isEqualTo(ExitCode.USAGE);
    assertThat(screen.err()).contains("--to", "FIFO");
  }

  private ExitCode policy(String... more) {
    List<String> typed = new ArrayList<>(List.of("setup", "credentials-policy"));
    typed.addAll(List.of(more));
    Buckets none =
        _ -> {
          throw new AssertionError("nobody is asked anything");
        };
    return new CommandLines(
            List.of(new SetupCommand(none, this::queue, new ManualClock())), List::of)
        .run(typed, screen.terminal());
  }

  @Test
  void thePolicyDeniesTheCredentialsToAllButTheseRoles() {
    assertThat(
            policy(
                "s3://near/S3BJScredential$*.txt",
                "--reader=arn:aws:iam::123456789012:role/Lambda-S3copy",
                "--reader=arn:aws:iam::123456789012:role/path/s3syncrole"))
        .isEqualTo(ExitCode.DONE);

    assertThat(screen.out())
        .isEqualTo(
            "{\"Version\":\"2012-10-17\",\"Statement\":["
                + "{\"Sid\":\"OnlyTheseRolesReadTheCredentials\","
                + "\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:GetObject*\","
                + "\"Resource\":\"arn:aws:s3:::near/S3BJScredential${$}${*}.txt\","
                + "\"Condition\":{\"ArnNotEquals\":{\"aws:PrincipalArn\":["
                + "\"arn:aws:iam::123456789012:role/Lambda-S3copy\","
                + "\"arn:aws:iam::123456789012:role/path/s3syncrole\"]}}}]}\n");
  }

  @Test
  void aPolicyThatWouldLockEverybodyOutIsNotPrinted() {
    String role = "--reader=arn:aws:iam::123456789012:role/r";
    for (List<String> wrong :
        List.of(
            List.of("s3://near/keys.txt"),
            List.of("s3://near", role),
            List.of("s3://near/keys.txt", "--reader=lambda.amazonaws.com"),
            List.of("s3://near/keys.txt", "--reader=arn:aws:sts::123456789012:assumed-role/r/s"),
            List.of("s3://near/k", role, "--reader=arn:aws-cn:iam::123456789012:role/r"))) {
      assertThat(policy(wrong.toArray(String[]::new))).isEqualTo(ExitCode.USAGE);
    }
    assertThat(screen.out()).isEmpty();
  }
}
