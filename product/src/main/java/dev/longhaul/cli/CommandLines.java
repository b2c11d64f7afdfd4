package dev.longhaul.cli;

import dev.longhaul.config.Nearest;
import dev.longhaul.config.UnusableConfiguration;
import dev.longhaul.ledger.LedgerException;
import dev.longhaul.object.Escaped;
import dev.longhaul.store.StoreException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// All commands as one command line: finds the one that is meant, runs it, and turns what goes
/// wrong into words and an exit code.
public final class CommandLines {
  private static final int HELP_COLUMNS = 100;
  private static final String HELP = "--help";
  private final List<Command> own;
  private final Supplier<List<ExtraCommand>> extras;

  /// @param extras commands of other jars; asked for only when none of ours is meant, because
  ///   looking for them opens every jar
  public CommandLines(List<Command> own, Supplier<List<ExtraCommand>> extras) {
    this.own = List.copyOf(own);
    this.extras = extras;
  }

  /// Runs what was typed.
  public ExitCode run(List<String> typed, Terminal terminal) {
    List<String> arguments = usual(typed);
    List<Command> known = meant(arguments);
    ParseResult parsed;
    try {
      parsed = root(known).parseArgs(arguments.toArray(String[]::new));
    } catch (ParameterException refused) {
      refuse(worse(refused, arguments), terminal.err());
      return ExitCode.USAGE;
    }
    ParseResult last = parsed.hasSubcommand() ? parsed.subcommand() : parsed;
    CommandLine line = last.commandSpec().commandLine();
    if (last.isUsageHelpRequested()) {
      line.usage(terminal.out(), Ansi.OFF);
      return ExitCode.DONE;
    }
    for (Command command : known) {
      if (command.name().equals(last.commandSpec().name())) {
        return run(command, last, terminal);
      }
    }
    line.usage(terminal.err(), Ansi.OFF);
    return ExitCode.USAGE;
  }

  /// What other tools call `help COMMAND` and `--version`, in our words.
  private static List<String> usual(List<String> typed) {
    if (typed.isEmpty()) {
      return typed;
    }
    return switch (typed.getFirst()) {
      case "--version", "-V" -> List.of("version");
      case "help" -> typed.size() > 1 ? List.of(typed.get(1), HELP) : List.of(HELP);
      default -> typed;
    };
  }

  /// Only the command that is named, so that a start declares no other options; else all of them.
  private List<Command> meant(List<String> arguments) {
    for (Command command : own) {
      if (!arguments.isEmpty() && command.name().equals(arguments.getFirst())) {
        return List.of(command);
      }
    }
    List<Command> all = new ArrayList<>(own);
    for (ExtraCommand extra : extras.get()) {
      all.add(new Adopted(extra, this::run));
    }
    return all;
  }

  /// The model of the whole command line, for documents and tests.
  public CommandSpec model() {
    return root(meant(List.of())).getCommandSpec();
  }

  private static CommandLine root(List<Command> commands) {
    CommandSpec spec = CommandSpec.create().name("longhaul");
    spec.usageMessage()
        .description("Keeps an S3 bucket in one world equal to one in another, with proof.")
        .synopsisSubcommandLabel("COMMAND")
        .footer("", "longhaul COMMAND --help says more about a command.");
    complete(spec);
    CommandLine root = new CommandLine(spec);
    for (Command command : commands) {
      CommandSpec one = CommandSpec.create().name(command.name());
      command.declare(one);
      complete(one);
      root.addSubcommand(command.name(), new CommandLine(one));
    }
    return root;
  }

  private static void complete(CommandSpec spec) {
    spec.addOption(
        OptionSpec.builder("-h", HELP).usageHelp(true).description("Shows this help.").build());
    spec.usageMessage()
        .width(HELP_COLUMNS)
        .sortOptions(false)
        .abbreviateSynopsis(true)
        .parameterListHeading("%n")
        .optionListHeading(spec.positionalParameters().isEmpty() ? "%n" : "")
        .commandListHeading("%nCommands:%n")
        .exitCodeListHeading("%nExit codes:%n");
    if (spec.usageMessage().exitCodeList().isEmpty()) {
      spec.usageMessage().exitCodeList(ExitCode.table());
    }
  }

  private static ExitCode run(Command command, ParseResult parsed, Terminal terminal) {
    try {
      return command.run(parsed, terminal);
    } catch (UsageException refused) {
      terminal.err().println("longhaul: " + refused.getMessage());
      return ExitCode.USAGE;
    } catch (UnusableConfiguration refused) {
      refused.lines().forEach(line -> terminal.err().println("longhaul: " + line));
      return ExitCode.USAGE;
    } catch (StoreException | LedgerException | ConsoleException failed) {
      terminal.err().println("longhaul: " + failed.getMessage());
      return ExitCode.UNKNOWN;
    } catch (OutOfMemoryError small) {
      terminal
          .err()
          .println(
              "longhaul: there is too little memory for this: "
                  + Escaped.text(String.valueOf(small.getMessage()))
                  + "; LONGHAUL_JAVA_OPTS=-Xmx1g, say, gives it more");
      return ExitCode.FAILED;
    } catch (RuntimeException | Error unforeseen) {
      terminal.err().println("longhaul: nobody foresaw what follows; please report it");
      Unforeseen.tell(unforeseen, terminal.err()::println);
      return ExitCode.FAILED;
    }
  }

  /// An option that is not known, where something is missing as well: whoever mistypes `--help`
  /// should not be told to give a source.
  private static ParameterException worse(ParameterException refused, List<String> arguments) {
    CommandLine line = refused.getCommandLine();
    if (!(refused instanceof MissingParameterException)) {
      return refused;
    }
    List<String> unknown =
        arguments.stream()
            .filter(word -> word.startsWith("-") && !word.equals("-"))
            .filter(word -> line.getCommandSpec().findOption(word.replaceFirst("=.*", "")) == null)
            .toList();
    return unknown.isEmpty() ? refused : new UnmatchedArgumentException(line, unknown);
  }

  private static void refuse(ParameterException refused, PrintStream err) {
    err.println("longhaul: " + Escaped.text(message(refused)));
    if (refused instanceof UnmatchedArgumentException unmatched) {
      nearest(unmatched).ifPresent(near -> err.println("Did you mean " + near + "?"));
    }
    String name = refused.getCommandLine().getCommandSpec().qualifiedName(" ");
    err.println(name + " --help says what can be typed.");
  }

  private static Optional<String> nearest(UnmatchedArgumentException unmatched) {
    String word = unmatched.getUnmatched().getFirst().replaceFirst("=.*", "");
    CommandSpec spec = unmatched.getCommandLine().getCommandSpec();
    Set<String> known =
        word.startsWith("-") ? spec.optionsMap().keySet() : spec.subcommands().keySet();
    return Nearest.of(word, known)
        .or(() -> known.stream().filter(one -> begins(one, word) || begins(word, one)).findFirst());
  }

  private static boolean begins(String whole, String beginning) {
    return beginning.length() > 3 && whole.startsWith(beginning);
  }

  private static String message(ParameterException refused) {
    boolean outside = refused.getCommandLine().getParent() == null;
    if (outside && refused instanceof UnmatchedArgumentException unmatched) {
      return "unknown command \"" + unmatched.getUnmatched().getFirst() + "\"";
    }
    return String.valueOf(refused.getMessage());
  }

  /// A command of another jar among ours.
  private record Adopted(ExtraCommand extra, ExtraCommand.Longhaul longhaul) implements Command {
    @Override
    public String name() {
      return extra.name();
    }

    @Override
    public void declare(CommandSpec spec) {
      extra.declare(spec);
    }

    @Override
    public ExitCode run(ParseResult parsed, Terminal terminal) {
      return extra.run(parsed, terminal, longhaul);
    }
  }
}
