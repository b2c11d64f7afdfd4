package dev.longhaul.cli;

import dev.longhaul.effect.Scratch;
import dev.longhaul.effect.system.DiskScratch;
import dev.longhaul.effect.system.SystemClock;
import dev.longhaul.effect.system.SystemRandomness;
import dev.longhaul.effect.system.SystemWorkers;
import dev.longhaul.ledger.InMemoryLedger;
import dev.longhaul.ledger.InMemoryMessages;
import dev.longhaul.ledger.Ledger;
import dev.longhaul.ledger.Messages;
import dev.longhaul.store.memory.InMemoryStore;
import dev.longhaul.store.probe.CapabilityCache;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Two buckets in memory, and commands that work on them.
final class World {
  final InMemoryStore source = new InMemoryStore("source");
  final InMemoryStore destination = new InMemoryStore("destination");
  final InMemoryLedger ledger = new InMemoryLedger();
  final Screen screen = new Screen();
  Stores stores = StoresInMemory.of(source, destination);
  Interrupts interrupts = _ -> () -> {};

  /// Types a command; the locations go without saying.
  ExitCode run(String command, String... options) {
    List<String> arguments =
        new ArrayList<>(
            List.of(command, "s3://source", "s3://destination", "--state", "somewhere"));
    arguments.addAll(List.of(options));
    return type(arguments.toArray(String[]::new));
  }

  /// Types a whole command line.
  ExitCode type(String... arguments) {
    List<Command> commands =
        List.of(
            new SyncCommand(surroundings()),
            new VerifyCommand(surroundings()),
            new BenchCommand(surroundings(), Path.of("nowhere")));
    return new CommandLines(commands, List::of).run(List.of(arguments), screen.terminal());
  }

  Surroundings surroundings() {
    Scratch scratch = new DiskScratch(Path.of(System.getProperty("java.io.tmpdir")), 1 << 20);
    return new Surroundings(
        stores,
        new OneLedger(ledger),
        interrupts,
        new SystemClock(),
        new SystemWorkers(),
        new SystemRandomness(),
        scratch,
        Map.of());
  }

  /// Keeps everything in one ledger, which outlives the runs.
  private record OneLedger(InMemoryLedger ledger) implements States {
    @Override
    public Ledger ledger(Path folder, String source, String destination) {
      return ledger;
    }

    @Override
    public Ledger forgetful() {
      return new InMemoryLedger();
    }

    @Override
    public Messages messages(Path folder) {
      return new InMemoryMessages(Messages.MOST);
    }

    @Override
    public CapabilityCache capabilities(Path folder) {
      return CapabilityCache.NONE;
    }
  }
}
