package dev.longhaul.cli;

import dev.longhaul.effect.Clock;
import dev.longhaul.ledger.LedgerFiles;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// `longhaul ledger`: looks after the files in which runs remember what they did.
public final class LedgerCommand implements Command {
  private static final String OUTPUT = "--output";
  private final LedgerFiles files;
  private final Clock clock;
  private final Map<String, String> environment;

  public LedgerCommand(LedgerFiles files, Clock clock, Map<String, String> environment) {
    this.files = files;
    this.clock = clock;
    this.environment = Map.copyOf(environment);
  }

  /// What is done to the files.
  private enum Action {
    CHECK,
    EXPORT,
    REBUILD
  }

  @Override
  public String name() {
    return "ledger";
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.usageMessage()
        .description(
            "Looks after the files in which runs remember uploads, receipts, parked keys and hints"
                + " that wait. check: whether a file is sound, and what is in it. export: all of it"
                + " as JSON, one object a line. rebuild: a new file of what can still be read of a"
                + " damaged one, which is kept beside it; the next run audits. No run may use the"
                + " file meanwhile.")
        .exitCodeList(
            ExitCode.table(
                Map.of(
                    ExitCode.DONE,
                    "done: every file is sound, exported or rebuilt",
                    ExitCode.DIFFERENT,
                    "check found a damaged file",
                    ExitCode.UNKNOWN,
                    "could not tell: a file is missing, in use, or cannot be read")));
    spec.addPositional(
        Options.positional(
            0,
            "check|export|rebuild",
            text -> Options.choose(Action.class, text),
            "What is to be done."));
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("1..*")
            .type(List.class)
            .auxiliaryTypes(Path.class)
            .arity("0..*")
            .paramLabel("FILE")
            .description("Files of ledgers. Default: all of the folder of --state.")
            .build());
    Options.addGroup(
        spec,
        "How",
        List.of(
            Options.value(
                RunOptions.STATE,
                "DIR",
                Path::of,
                "The folder of the ledgers. Default: $XDG_STATE_HOME/longhaul."),
            Options.value(
                OUTPUT, "FILE", Path::of, "Where export writes. Default: standard output."),
            RunOptions.declareJson()));
  }

  @Override
  public ExitCode run(ParseResult parsed, Terminal terminal) {
    Action action = parsed.matchedPositionalValue(0, Action.CHECK);
    Path output = Options.find(parsed, OUTPUT, Path.class);
    if (output != null && action != Action.EXPORT) {
      throw new UsageException("only export writes to a file; leave " + OUTPUT + " out");
    }
    List<Path> chosen = chosen(parsed);
    LedgerLines lines = new LedgerLines(terminal.out(), Options.isSet(parsed, RunOptions.JSON));
    return switch (action) {
      case CHECK -> check(chosen, lines);
      case EXPORT -> export(chosen, output, terminal.out());
      case REBUILD -> {
        chosen.forEach(file -> lines.print(files.rebuild(file, clock.now())));
        yield ExitCode.DONE;
      }
    };
  }

  private List<Path> chosen(ParseResult parsed) {
    Path folder = Options.find(parsed, RunOptions.STATE, Path.class);
    List<Path> named = new ArrayList<>(parsed.matchedPositionalValue(1, List.<Path>of()));
    if (folder != null && !named.isEmpty()) {
      throw new UsageException("name files or a folder with --state, not both");
    }
    if (!named.isEmpty()) {
      return named;
    }
    Path searched = folder == null ? StateSettings.usualFolder(environment) : folder;
    List<Path> found = files.in(searched);
    if (found.isEmpty()) {
      throw new UsageException("there is no ledger in " + searched);
    }
    return found;
  }

  private ExitCode check(List<Path> chosen, LedgerLines lines) {
    boolean sound = true;
    for (Path file : chosen) {
      LedgerFiles.Examination examination = files.examine(file);
      lines.print(examination);
      sound &= examination.isSound();
    }
    return sound ? ExitCode.DONE : ExitCode.DIFFERENT;
  }

  private ExitCode export(List<Path> chosen, @Nullable Path output, PrintStream out) {
    if (output == null) {
      exportTo(chosen, out);
      return ExitCode.DONE;
    }
    try (OutputStream file = Files.newOutputStream(output);
        PrintStream lines =
            new PrintStream(new BufferedOutputStream(file), false, StandardCharsets.UTF_8)) {
      exportTo(chosen, lines);
      if (lines.checkError()) {
        throw new UsageException(output + " could not be written; look at its disk");
      }
      return ExitCode.DONE;
    } catch (IOException failed) {
      throw new UsageException(output + " could not be written: " + failed);
    }
  }

  private void exportTo(List<Path> chosen, PrintStream lines) {
    for (Path file : chosen) {
      files.export(file, row -> lines.println(LedgerLines.text(file, row)));
    }
  }
}
