package dev.longhaul;

import dev.longhaul.cli.AuditCommand;
import dev.longhaul.cli.BenchCommand;
import dev.longhaul.cli.Command;
import dev.longhaul.cli.CompareListingsCommand;
import dev.longhaul.cli.ConfigCommand;
import dev.longhaul.cli.ConsoleOptions;
import dev.longhaul.cli.DeletesCommand;
import dev.longhaul.cli.DeployCommand;
import dev.longhaul.cli.DoctorCommand;
import dev.longhaul.cli.Doors;
import dev.longhaul.cli.HostTuning;
import dev.longhaul.cli.InitCommand;
import dev.longhaul.cli.JobServices;
import dev.longhaul.cli.LedgerCommand;
import dev.longhaul.cli.LimitSettings;
import dev.longhaul.cli.MessagesCommand;
import dev.longhaul.cli.ParkedCommand;
import dev.longhaul.cli.PauseCommand;
import dev.longhaul.cli.ProbeCommand;
import dev.longhaul.cli.ProcessSignals;
import dev.longhaul.cli.ReconcileCommand;
import dev.longhaul.cli.RedriveCommand;
import dev.longhaul.cli.RunCommand;
import dev.longhaul.cli.S3CopyCommand;
import dev.longhaul.cli.SetupCommand;
import dev.longhaul.cli.StatusCommand;
import dev.longhaul.cli.Surroundings;
import dev.longhaul.cli.SyncCommand;
import dev.longhaul.cli.Throttle;
import dev.longhaul.cli.Trials;
import dev.longhaul.cli.UsageException;
import dev.longhaul.cli.VerifyCommand;
import dev.longhaul.cli.VersionCommand;
import dev.longhaul.cli.WorkerCommand;
import dev.longhaul.config.Listener;
import dev.longhaul.config.Loaded;
import dev.longhaul.config.yaml.ConfigurationFile;
import dev.longhaul.config.yaml.DraftText;
import dev.longhaul.effect.Clock;
import dev.longhaul.effect.Randomness;
import dev.longhaul.effect.Supervisor;
import dev.longhaul.effect.Workers;
import dev.longhaul.effect.system.DiskScratch;
import dev.longhaul.effect.system.NotifySocket;
import dev.longhaul.effect.system.SystemClock;
import dev.longhaul.effect.system.SystemRandomness;
import dev.longhaul.effect.system.SystemWorkers;
import dev.longhaul.http.Endpoint;
import dev.longhaul.http.ListenException;
import dev.longhaul.ledger.sqlite.SqliteLedgerFiles;
import dev.longhaul.s3copy.socket.JobSocket;
import dev.longhaul.s3copy.socket.SocketInUse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// Puts the program together: the only place that names adapters. Plain constructors, top to
/// bottom.
final class Wiring {
  /// Disk space for sorting listings that come in no order.
  private static final long SCRATCH_BYTES = 16L << 30;

  private Wiring() {}

  /// The commands of the product, in the order in which help lists them.
  static List<Command> commands(Map<String, String> environment) {
    Surroundings around = surroundings(environment);
    Clock clock = around.clock();
    Workers workers = around.workers();
    Randomness randomness = around.randomness();
    SideOpening stores = new SideOpening(environment, clock, workers, randomness);
    Supervisor supervisor =
        NotifySocket.of(environment, line -> System.err.println("longhaul: " + line));
    HostTuning tuning = new HostTuning(Path.of("/"), Wiring::runs);
    IntakeOpening intakes = new IntakeOpening(stores, clock, workers, randomness);
    Supplier<Throttle> alone =
        () -> Throttle.of(LimitSettings.USUAL.concurrency(), null, workers, clock);
    ConsoleOptions console = new ConsoleOptions(file -> ConfigurationFile.read(file, environment));
    Function<Path, Loaded> reading = file -> ConfigurationFile.load(file, environment);
    Trials trials = new Reaching(stores, intakes, alone);
    List<Command> commands = new ArrayList<>();
    Collections.addAll(
        commands,
        new SyncCommand(around),
        new VerifyCommand(around),
        new InitCommand(
            new InitCommand.Files(reading, DraftText::of), new Typed(), trials, environment),
        new RunCommand(
            around,
            new RunCommand.Outside(
                new ProcessSignals(),
                supervisor,
                intakes,
                intakes::endpoint,
                new VoiceOpening(stores, clock, environment),
                Wiring::listen),
            file -> ConfigurationFile.read(file, environment)),
        new StatusCommand(console, clock),
        new ParkedCommand(console),
        new RedriveCommand(console),
        new ReconcileCommand(console, () -> System.in),
        new DeletesCommand(console),
        PauseCommand.pause(console),
        PauseCommand.resume(console),
        new AuditCommand(console),
        new MessagesCommand(console),
        new ProbeCommand(around),
        new ConfigCommand(reading, trials, environment),
        new DoctorCommand(stores, randomness, tuning, alone),
        new BenchCommand(around, tuning.root()),
        new SetupCommand(stores, intakes, clock),
        new LedgerCommand(new SqliteLedgerFiles(), clock, environment),
        new VersionCommand());
    commands.addAll(procedure(around, supervisor));
    return commands;
  }

  /// The commands of the original procedure.
  private static List<Command> procedure(Surroundings around, Supervisor supervisor) {
    JobServices.Opening services =
        remarks ->
            new InstanceServices(around.environment(), around.workers(), around.clock(), remarks);
    return List.of(
        new S3CopyCommand(around, services, () -> System.in),
        new WorkerCommand(
            around,
            new WorkerCommand.Outside(
                services,
                (path, answers, remarks) -> sockets(path, answers, remarks, around.workers()),
                new ProcessSignals(),
                supervisor,
                Wiring::runs)),
        new CompareListingsCommand(),
        new DeployCommand(
            new StackOpening(around.environment(), around.clock(), around.randomness()),
            around.clock()));
  }

  private static WorkerCommand.Listening sockets(
      Path path, UnaryOperator<String> answers, Consumer<String> remarks, Workers workers) {
    try {
      return JobSocket.open(path, answers, remarks, workers)::close;
    } catch (SocketInUse refused) {
      throw new UsageException(String.valueOf(refused.getMessage()));
    }
  }

  /// The real world, as this environment says.
  static Surroundings surroundings(Map<String, String> environment) {
    Clock clock = new SystemClock();
    Workers workers = new SystemWorkers();
    Randomness randomness = new SystemRandomness();
    SideOpening stores = new SideOpening(environment, clock, workers, randomness);
    Path temporary =
        Path.of(System.getProperty("java.io.tmpdir"), "longhaul-" + randomness.token());
    return new Surroundings(
        stores,
        new FileStates(temporary),
        ShutdownWatch::begin,
        clock,
        workers,
        randomness,
        new DiskScratch(temporary, SCRATCH_BYTES),
        environment);
  }

  private static Doors.Listens listen(
      String setting, Listener listener, List<Endpoint> endpoints, Consumer<String> fault) {
    try {
      return Listening.open(setting, listener, endpoints, fault);
    } catch (ListenException refused) {
      if (refused.isTaken()) {
        throw refused;
      }
      throw new UsageException(String.valueOf(refused.getMessage()));
    }
  }

  /// Runs a program without a shell; what it printed, if it ended well.
  private static Optional<String> runs(List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? Optional.of(printed) : Optional.empty();
    } catch (IOException missing) {
      return Optional.empty();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
