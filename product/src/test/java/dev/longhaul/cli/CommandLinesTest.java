package dev.longhaul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.config.ByteSize;
import dev.longhaul.store.Failure;
import dev.longhaul.store.StoreException;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

class CommandLinesTest {
  private final Screen screen = new Screen();

  /// A command with one option that ends as it is told.
  private record Sample(Supplier<ExitCode> ending) implements Command {
    @Override
    public String name() {
      return "sample";
    }

    @Override
    public void declare(CommandSpec spec) {
      spec.usageMessage().description("Ends as it is told.");
      spec.addOption(Options.value("--memory", "SIZE", ByteSize::parse, "10% of it."));
    }

    @Override
    public ExitCode run(ParseResult parsed, Terminal terminal) {
      return ending.get();
    }
  }

  /// A command of another jar, which runs one of ours.
  private record Extra() implements ExtraCommand {
    @Override
    public String name() {
      return "extra";
    }

    @Override
    public void declare(CommandSpec spec) {
      spec.usageMessage().description("Runs sample.");
    }

    @Override
    public ExitCode run(ParseResult parsed, Terminal terminal, Longhaul longhaul) {
      return longhaul.run(List.of("sample"), terminal);
    }
  }

  private ExitCode run(Supplier<ExitCode> ending, String... arguments) {
    return new CommandLines(List.of(new Sample(ending)), () -> List.of(new Extra()))
        .run(List.of(arguments), screen.terminal());
  }

  @Test
  void aCommandEndsWithItsOwnCode() {
    assertThat(run(() -> ExitCode.DIFFERENT, "sample")).isEqualTo(ExitCode.DIFFERENT);
    assertThat(run(() -> ExitCode.DONE, "sample", "--memory", "1MiB")).isEqualTo(ExitCode.DONE);
  }

  @Test
  void aCommandOfAnotherJarRunsOurs() {
    assertThat(run(() -> ExitCode.BREAKER, "extra")).isEqualTo(ExitCode.BREAKER);
  }

  @Test
  void whatNobodyForesawIsNoDifferenceOfTheSides() {
    ExitCode code =
        run(
            () -> {
              throw new IllegalStateException("a\u001b[2J defect", new AssertionError("below it"));
            },
            "sample");

    assertThat(code).isEqualTo(ExitCode.FAILED);
    assertThat(screen.err())
        .startsWith("longhaul: nobody foresaw what follows; please report it\n")
        .contains(
            "\njava.lang.IllegalStateException: ", "\n    at dev.longhaul.cli.CommandLinesTest")
        .contains("\ncaused by java.lang.AssertionError: below it\n")
        .doesNotContain("\u001b");
  }

  @Test
  void whereThereIsTooLittleMemoryItSaysHowToGiveMore() {
    ExitCode code =
        run(
            () -> {
              throw new OutOfMemoryError("Java heap space");
            },
            "sample");

    assertThat(code).isEqualTo(ExitCode.FAILED);
    assertThat(screen.err()).contains("Java heap space; LONGHAUL_JAVA_OPTS=-Xmx").hasLineCount(1);
  }

  @Test
  void anUnknownOptionSuggestsTheNearest() {
    assertThat(run(() -> ExitCode.DONE, "sample", "--memroy=1MiB")).isEqualTo(ExitCode.USAGE);

    assertThat(screen.err()).contains("'--memroy=1MiB'", "Did you mean --memory?");
    for (String half : List.of("--mem", "--memory-limit=1MiB")) {
      screen.clear();
      run(() -> ExitCode.DONE, "sample", half);
      assertThat(screen.err()).contains("Did you mean --memory?");
    }
  }

  @Test
  void anUnknownCommandSuggestsTheNearest() {
    assertThat(run(() -> ExitCode.DONE, "smaple")).isEqualTo(ExitCode.USAGE);

    assertThat(screen.err()).contains("unknown command \"smaple\"", "Did you mean sample?");

    screen.clear();
    run(() -> ExitCode.DONE, "something", "else");
    assertThat(screen.err()).contains("unknown command").doesNotContain("Did you mean");
  }

  @Test
  void aValueThatMakesNoSenseIsExplained() {
    assertThat(run(() -> ExitCode.DONE, "sample", "--memory", "much")).isEqualTo(ExitCode.USAGE);

    assertThat(screen.err()).contains("--memory", "not a size: \"much\"; write 64MiB");
  }

  @Test
  void aSettingThatCannotBeRightIsAUsageError() {
    ExitCode code =
        run(
            () -> {
              throw new UsageException("both sides are one bucket");
            },
            "sample");

    assertThat(code).isEqualTo(ExitCode.USAGE);
    assertThat(screen.err()).isEqualTo("longhaul: both sides are one bucket\n");
  }

  @Test
  void aStoreThatDoesNotAnswerLeavesItOpen() {
    ExitCode code =
        run(
            () -> {
              throw new StoreException(new Failure.Transient("HEAD of s3://b: connection reset"));
            },
            "sample");

    assertThat(code).isEqualTo(ExitCode.UNKNOWN);
    assertThat(screen.err()).isEqualTo("longhaul: HEAD of s3://b: connection reset\n");
  }

  @Test
  @Hazard(76)
  void whatWasTypedActsOnNoTerminal() {
    assertThat(run(() -> ExitCode.DONE, "sam\u001b[31mple")).isEqualTo(ExitCode.USAGE);

    assertThat(screen.err()).doesNotContain("\u001b").contains("sam\\u001b[31mple");
  }

  @Test
  void noCommandPrintsTheHelpAsAnError() {
    assertThat(run(() -> ExitCode.DONE)).isEqualTo(ExitCode.USAGE);

    assertThat(screen.out()).isEmpty();
    assertThat(screen.err()).contains("sample  Ends as it is told.", "extra   Runs sample.");
  }

  @Test
  void anUnknownOptionIsToldBeforeWhatIsMissing() {
    CommandLines lines = new CommandLines(List.of(new VersionCommand(), new Pair()), List::of);

    assertThat(lines.run(List.of("pair", "--hlep"), screen.terminal())).isEqualTo(ExitCode.USAGE);

    assertThat(screen.err()).contains("Unknown option: '--hlep'").doesNotContain("Missing");
  }

  /// A command that needs an argument.
  private record Pair() implements Command {
    @Override
    public String name() {
      return "pair";
    }

    @Override
    public void declare(CommandSpec spec) {
      spec.addPositional(Options.positional(0, "ONE", text -> text, "What it needs."));
    }

    @Override
    public ExitCode run(ParseResult parsed, Terminal terminal) {
      return ExitCode.DONE;
    }
  }

  @Test
  void otherToolsWordsForHelpAndVersionAreUnderstood() {
    CommandLines lines = new CommandLines(List.of(new VersionCommand()), List::of);
    for (List<String> typed :
        List.of(List.of("--version"), List.of("help"), List.of("help", "version"))) {
      assertThat(lines.run(typed, screen.terminal())).isEqualTo(ExitCode.DONE);
    }

    assertThat(screen.out())
        .contains("longhaul (not built", "Usage: longhaul [", "Usage: longhaul version");
  }

  @Test
  void helpShowsPercentSigns() {
    assertThat(run(() -> ExitCode.UNKNOWN, "sample", "--help")).isEqualTo(ExitCode.DONE);

    assertThat(screen.out()).contains("--memory=SIZE", " 10% of it.");
  }

  @Test
  void helpNamesTheExitCodes() {
    assertThat(run(() -> ExitCode.UNKNOWN, "sample", "--help")).isEqualTo(ExitCode.DONE);

    assertThat(screen.out()).contains("--memory=SIZE", "130   interrupted by Ctrl-C", "64 ");
  }
}
