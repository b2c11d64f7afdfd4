package dev.longhaul.cli;

import dev.longhaul.effect.Cancelled;
import dev.longhaul.effect.Workers;
import dev.longhaul.s3copy.CopyJob;
import dev.longhaul.s3copy.JobText;
import dev.longhaul.s3copy.Lease;
import dev.longhaul.s3copy.MalformedJob;
import dev.longhaul.s3copy.TablesUnavailable;
import dev.longhaul.s3copy.Taking;
import dev.longhaul.s3copy.Worker;
import dev.longhaul.s3copy.worker.CopyWorker;
import dev.longhaul.s3copy.worker.JobEnd;
import dev.longhaul.s3copy.worker.JobRefused;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// `longhaul s3copy`: does one job of the original procedure, as its script on the instance does.
public final class S3CopyCommand implements Command {
  private static final int MOST_BYTES = 64 * 1024;
  private final Surroundings around;
  private final JobServices.Opening services;
  private final Supplier<InputStream> input;

  /// @param input standard input
  public S3CopyCommand(
      Surroundings around, JobServices.Opening services, Supplier<InputStream> input) {
    this.around = around;
    this.services = services;
    this.input = input;
  }

  @Override
  public String name() {
    return "s3copy";
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.usageMessage()
        .description(
            "Does one job of the original procedure (S3CopyToChinaSingle.py): makes its key equal"
                + " at the destination and proves it, keeps its rows in S3Single and"
                + " S3SingleResult, and puts metric S3Sync/synctime. The environment says where it"
                + " goes: DstRegion, DstEndpoint, DstCredentials.")
        .exitCodeList(
            ExitCode.table(
                Map.of(
                    ExitCode.DONE,
                    "the key is equal and the tables say so; or another worker has the job",
                    ExitCode.DIFFERENT,
                    "the key cannot be made equal before somebody does something; it is parked",
                    ExitCode.UNKNOWN,
                    "not done: the stores or the tables did not answer; Monitor sends it again",
                    ExitCode.USAGE,
                    "this is no job, or one that nobody may do; nothing was done",
                    ExitCode.INTERRUPTED,
                    "interrupted; the job was given back")));
    spec.addPositional(
        Options.positional(
            0,
            "JOB",
            text -> text,
            "The job as JSON with bucket, key, dst_bucket, id, credbucket and credobject, or the"
                + " same as base64url; - reads it from standard input."));
    List<OptionSpec> how = new ArrayList<>(RunOptions.declareLimits());
    how.add(RunOptions.declareState());
    Options.addGroup(spec, "How", how);
    Options.addGroup(spec, "Output", List.of(RunOptions.declareJson()));
  }

  @Override
  public ExitCode run(ParseResult parsed, Terminal terminal) {
    CopyJob job = job(parsed.matchedPositionalValue(0, ""));
    StateSettings state = RunOptions.state(parsed, around.environment());
    JobFolder folder = new JobFolder(around.states(), state, job.id());
    boolean json = Options.isSet(parsed, RunOptions.JSON);
    try {
      Optional<JobEnd> end = end(parsed, job, folder, terminal);
      if (end.isEmpty()) {
        return ExitCode.DONE;
      }
      // Its ledger is closed by now.
      if (!(end.get() instanceof JobEnd.Undone)) {
        folder.clear();
      }
      terminal.out().println(json ? JobLines.json(end.get()) : JobLines.sentence(end.get()));
      return JobLines.exitCode(end.get());
    } catch (JobRefused refused) {
      throw new UsageException(String.valueOf(refused.getMessage()));
    } catch (TablesUnavailable unanswered) {
      remark(terminal, String.valueOf(unanswered.getMessage()));
      return ExitCode.UNKNOWN;
    } catch (Cancelled told) {
      return ExitCode.INTERRUPTED;
    }
  }

  /// How the job ended; empty when it was not ours to do.
  private Optional<JobEnd> end(
      ParseResult parsed, CopyJob job, JobFolder folder, Terminal terminal) {
    try (JobServices open = services.open(line -> remark(terminal, line));
        KeyCopies copies = copies(parsed, folder, terminal);
        CopyWorker worker = worker(open, copies, terminal)) {
      Taking taking = worker.take(job);
      if (taking instanceof Taking.Taken(Lease lease)) {
        return Optional.of(work(worker, lease));
      }
      terminal.out().println(JobLines.sentence(job, taking));
      return Optional.empty();
    }
  }

  /// Works until the process is told to stop.
  private JobEnd work(CopyWorker worker, Lease lease) {
    Stopper stopper = new Stopper();
    try (Interrupts.Watch _ = around.interrupts().watch(stopper::request);
        Workers.Group group = around.workers().open("job")) {
      stopper.aim(group::cancel);
      return group.start(() -> worker.work(lease)).join();
    }
  }

  private KeyCopies copies(ParseResult parsed, JobFolder folder, Terminal terminal) {
    return new KeyCopies(
        around,
        new KeyCopies.Settings(
            CopySettings.of(around.environment()),
            RunOptions.limits(parsed),
            folder.state(),
            folder::ledger,
            null),
        line -> remark(terminal, line));
  }

  private CopyWorker worker(JobServices open, KeyCopies copies, Terminal terminal) {
    return new CopyWorker(
        open.tables(),
        new Worker(open.instance(), null),
        new CopyWorker.Work(copies, open.times(), line -> remark(terminal, line)),
        around.workers(),
        around.clock());
  }

  private CopyJob job(String text) {
    try {
      CopyJob job = JobText.job(text.equals("-") ? standardInput() : text);
      return job.credentials() == null ? job.with(CopySettings.object(around.environment())) : job;
    } catch (MalformedJob malformed) {
      throw JobLines.refused(malformed);
    }
  }

  private String standardInput() {
    try {
      return new String(input.get().readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UsageException("standard input cannot be read: " + unreadable);
    }
  }

  private static void remark(Terminal terminal, String line) {
    terminal.err().println("longhaul: " + line);
  }
}
