package dev.longhaul.cli;

import dev.longhaul.effect.Supervisor;
import dev.longhaul.s3copy.worker.Resident;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// `longhaul worker`: resides on an instance and does the jobs that it is handed; and puts itself
/// there.
public final class WorkerCommand implements Command {
  static final Path SOCKET = Path.of("/run/longhaul-worker/worker.sock");
  private static final String AT = "--socket";
  private static final String JOBS = "--jobs";
  private static final String DRY_RUN = "--dry-run";
  private static final String SCRIPTS = "--scripts";
  private static final String ROOT = "--root";
  private static final Path USUAL_SCRIPTS = Path.of("/opt/scripts");
  private static final int MOST_JOBS = 1024;

  private final Surroundings around;
  private final Outside outside;

  /// What a worker is reached by and reaches, besides stores.
  ///
  /// @param commands runs the few programs that installing needs
  public record Outside(
      JobServices.Opening services,
      Sockets sockets,
      Signals signals,
      Supervisor supervisor,
      HostTuning.Commands commands) {}

  /// Listens on local sockets.
  @FunctionalInterface
  public interface Sockets {
    /// @param answers makes the line that answers a line; called by many threads at once
    /// @param remarks is told what a person may want to know
    Listening listen(Path path, UnaryOperator<String> answers, Consumer<String> remarks);
  }

  /// A socket that is listened on.
  @FunctionalInterface
  public interface Listening extends AutoCloseable {
    @Override
    void close();
  }

  private enum Action {
    RUN,
    INSTALL,
    UNINSTALL
  }

  public WorkerCommand(Surroundings around, Outside outside) {
    this.around = around;
    this.outside = outside;
  }

  @Override
  public String name() {
    return "worker";
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.usageMessage()
        .description(
            "Resides on an instance of the original procedure and does the jobs that"
                + " S3CopyToChinaSingle.py hands it over a local socket, as s3copy does one."
                + " SIGTERM ends it in order; a job that it accepted is never lost. install puts it"
                + " on this machine: the script under both of its names, the systemd unit, and"
                + " BBR.")
        .exitCodeList(
            ExitCode.table(
                Map.of(
                    ExitCode.DONE,
                    "it was told to stop, and did; or it is installed",
                    ExitCode.DIFFERENT,
                    "installing was not possible in whole: each step says so",
                    ExitCode.USAGE,
                    "the command line or the environment cannot be right, or another worker has the"
                        + " socket; nothing was done",
                    ExitCode.FAILED,
                    "something failed that nobody foresaw: start it again, and tell us")));
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .type(Object.class)
            .arity("0..1")
            .paramLabel("run|install|uninstall")
            .converters(text -> Options.choose(Action.class, text))
            .description("What to do. Default: run.")
            .build());
    List<OptionSpec> how = new ArrayList<>();
    how.add(Options.value(AT, "PATH", Path::of, "Where it listens. Default: " + SOCKET + "."));
    how.add(
        Options.value(
            JOBS,
            "N",
            WorkerCommand::jobs,
            "Jobs at once. Default: " + Resident.Limits.USUAL.atOnce() + "."));
    how.addAll(RunOptions.declareLimits());
    how.add(RunOptions.declareState());
    Options.addGroup(spec, "How", how);
    Options.addGroup(
        spec,
        "Installing",
        List.of(
            Options.flag(DRY_RUN, "Says what would be done, and does nothing."),
            Options.value(
                SCRIPTS,
                "DIR",
                Path::of,
                "Where the original's scripts are. Default: " + USUAL_SCRIPTS + "."),
            Options.value(
                ROOT,
                "DIR",
                Path::of,
                "A folder in place of /, as for an image: nothing is started. Default: /.")));
  }

  private static int jobs(String text) {
    if (!text.matches("[0-9]{1,4}") || Integer.parseInt(text) < 1) {
      throw new UsageException("not a number of jobs: \"" + text + "\"");
    }
    return Math.min(Integer.parseInt(text), MOST_JOBS);
  }

  @Override
  public ExitCode run(ParseResult parsed, Terminal terminal) {
    Action action = parsed.matchedPositionalValue(0, Action.RUN);
    return switch (action) {
      case RUN -> new WorkerRun(around, outside, settings(parsed), terminal).run();
      case INSTALL -> installation(parsed, terminal).install();
      case UNINSTALL -> installation(parsed, terminal).uninstall();
    };
  }

  private WorkerRun.Settings settings(ParseResult parsed) {
    Resident.Limits usual = Resident.Limits.USUAL;
    return new WorkerRun.Settings(
        Options.get(parsed, AT, SOCKET),
        new Resident.Limits(
            Options.get(parsed, JOBS, usual.atOnce()), usual.waiting(), usual.stopWithin()),
        CopySettings.of(around.environment()),
        RunOptions.limits(parsed),
        RunOptions.state(parsed, around.environment()));
  }

  private WorkerInstallation installation(ParseResult parsed, Terminal terminal) {
    Path root = Options.get(parsed, ROOT, Path.of("/"));
    boolean live = root.normalize().equals(Path.of("/"));
    if (!live && Options.isSet(parsed, DRY_RUN)) {
      throw new UsageException(ROOT + " is a folder to install into; " + DRY_RUN + " shows /");
    }
    return new WorkerInstallation(
        new WorkerInstallation.Place(
            root,
            Options.get(parsed, SCRIPTS, USUAL_SCRIPTS),
            live,
            Options.isSet(parsed, DRY_RUN)),
        outside.commands(),
        terminal.out());
  }
}
