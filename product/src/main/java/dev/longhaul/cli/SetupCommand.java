package dev.longhaul.cli;

import dev.longhaul.config.Location;
import dev.longhaul.config.SideSettings;
import dev.longhaul.effect.Clock;
import dev.longhaul.hint.IntakeFinding;
import dev.longhaul.hint.IntakeFinding.Severity;
import dev.longhaul.setup.CredentialsPolicy;
import dev.longhaul.setup.NotificationPlan;
import dev.longhaul.setup.NotificationSetup;
import dev.longhaul.setup.NotificationSetup.Order;
import dev.longhaul.setup.NotificationSetup.Result;
import dev.longhaul.setup.TargetArn;
import dev.longhaul.store.BucketAddress;
import dev.longhaul.store.StoreException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `longhaul setup`: makes a bucket send its events, and says who may read credentials in one.
public final class SetupCommand implements Command {
  private static final String TO = "--to";
  private static final String REMOVE = "--remove";
  private static final String READER = "--reader";
  private static final String DRY_RUN = "--dry-run";
  private final Buckets buckets;
  private final Queues queues;
  private final Clock clock;

  public SetupCommand(Buckets buckets, Queues queues, Clock clock) {
    this.buckets = buckets;
    this.queues = queues;
    this.clock = clock;
  }

  /// What is set up.
  private enum What {
    NOTIFICATIONS,
    CREDENTIALS_POLICY
  }

  @Override
  public String name() {
    return "setup";
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.usageMessage()
        .description(
            "Sets buckets up. notifications: makes a bucket send its events; merges one rule into"
                + " the bucket's notification configuration, leaves the rules of others as they"
                + " are, and reads back what the store made of it; a queue of SQS"
                + " is looked at: whether the bucket may send, and what would lose events."
                + " credentials-policy: prints the"
                + " statement of a bucket policy by which only these roles read the object with the"
                + " destination's credentials, and asks nobody anything.")
        .exitCodeList(
            ExitCode.table(
                Map.of(
                    ExitCode.DONE,
                    "the rule is there, is gone with --remove, --dry-run said what would be done,"
                        + " or the policy is printed",
                    ExitCode.DIFFERENT,
                    "nothing was written, as a rule of somebody else is in the way; or the store"
                        + " does not show what was written; or the queue does not take the events",
                    ExitCode.UNKNOWN,
                    "the store did not answer or refused")));
    spec.addPositional(
        Options.positional(
            0,
            "notifications|credentials-policy",
            text -> Options.choose(What.class, text),
            "What is set up."));
    spec.addPositional(
        Options.positional(
            1,
            "BUCKET",
            Location::parse,
            "s3://bucket, s3://bucket/prefix for events of keys that begin so, or s3://bucket/key"
                + " of the credentials."));
    Options.addGroup(
        spec,
        "What",
        List.of(
            Options.value(
                TO,
                "ARN",
                TargetArn::parse,
                "Who is told: a queue of SQS, a topic of SNS or Ceph, a function of Lambda, or a"
                    + " webhook of MinIO, arn:minio:sqs::NAME:webhook."),
            Options.flag(REMOVE, "Takes the rule out again; " + TO + " says which."),
            Options.repeated(
                READER,
                "ARN",
                arn -> arn,
                "A role that reads the credentials: of function Main, of the workers. May be given"
                    + " again."),
            Options.flag(DRY_RUN, "Says what would be written, and writes nothing."),
            Options.flag(RouteOptions.RAW_PREFIX, RouteOptions.RAW_PREFIX_MEANING)));
    Options.addGroup(spec, "Store", SideOptions.ONLY.declare());
  }

  @Override
  public ExitCode run(ParseResult parsed, Terminal terminal) {
    What what = parsed.matchedPositionalValue(0, What.NOTIFICATIONS);
    return switch (what) {
      case NOTIFICATIONS -> notifications(parsed, terminal);
      case CREDENTIALS_POLICY -> policy(parsed, terminal);
    };
  }

  private static ExitCode policy(ParseResult parsed, Terminal terminal) {
    Location location = parsed.matchedPositionalValue(1, null);
    List<String> readers = Options.get(parsed, READER, List.<String>of());
    if (readers.isEmpty() || location.path().isEmpty()) {
      throw new UsageException(
          "name the object as s3://bucket/key, and with " + READER + " each role that reads it");
    }
    try {
      terminal.out().println(CredentialsPolicy.of(location.bucket(), location.path(), readers));
    } catch (IllegalArgumentException refused) {
      throw new UsageException(String.valueOf(refused.getMessage()));
    }
    return ExitCode.DONE;
  }

  private ExitCode notifications(ParseResult parsed, Terminal terminal) {
    Location location = parsed.matchedPositionalValue(1, null);
    TargetArn target = Options.find(parsed, TO, TargetArn.class);
    if (target == null) {
      throw new UsageException("name with " + TO + " who is told, also for taking a rule out");
    }
    String prefix = location.prefix(Options.isSet(parsed, RouteOptions.RAW_PREFIX)).text();
    boolean removing = Options.isSet(parsed, REMOVE);
    SideSettings side = SideOptions.ONLY.read(parsed, location);
    try (Buckets.OpenBucket bucket = buckets.bucket(side)) {
      NotificationSetup setup =
          new NotificationSetup(bucket.notifications(), bucket.address().kind(), clock);
      Order order = new Order(target.ruleId(prefix), removing ? null : target.text(), prefix);
      NotificationPlan plan = setup.plan(order);
      SetupLines lines = new SetupLines(terminal.out(), bucket.address());
      lines.plan(plan);
      boolean fit =
          removing
              || bucket.address().kind() != BucketAddress.Kind.AWS
              || isFit(target, side, lines);
      ExitCode written =
          Options.isSet(parsed, DRY_RUN)
              ? lines.nothingWritten(plan)
              : carryOut(setup, plan, lines);
      return written == ExitCode.DONE && !fit ? ExitCode.DIFFERENT : written;
    }
  }

  /// Says what is to be known of the target. What nobody could look at counts as fit, and the
  /// statement that its policy needs is said.
  private boolean isFit(TargetArn target, SideSettings side, SetupLines lines) {
    Optional<URI> queue = target.queueUrl();
    if (queue.isEmpty()) {
      lines.policy(target);
      return true;
    }
    List<IntakeFinding> found;
    try {
      found = queues.check(queue.get(), side);
    } catch (StoreException unknown) {
      found =
          List.of(
              new IntakeFinding(
                  Severity.UNANSWERED,
                  unknown.failure().message(),
                  "the queue could not be looked at; its policy must have the statement below"));
    }
    lines.queue(target, found);
    return found.stream().noneMatch(one -> one.severity() == Severity.PROBLEM);
  }

  private static ExitCode carryOut(
      NotificationSetup setup, NotificationPlan plan, SetupLines lines) {
    if (plan.isDone()) {
      return lines.done();
    }
    if (lines.isInTheWay(plan)) {
      return ExitCode.DIFFERENT;
    }
    return switch (setup.carryOut(plan)) {
      case Result.Written(NotificationPlan written, List<String> leftOut) ->
          lines.written(written, leftOut);
      case Result.Unconfirmed unconfirmed -> lines.unconfirmed(unconfirmed);
    };
  }
}
