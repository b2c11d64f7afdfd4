package dev.longhaul.cli;

import dev.longhaul.config.CredentialsChoice;
import dev.longhaul.config.Draft;
import dev.longhaul.config.Endpoint;
import dev.longhaul.config.IntakeEntry;
import dev.longhaul.config.Loaded;
import dev.longhaul.config.Location;
import dev.longhaul.config.RefusedSettings;
import dev.longhaul.config.SideSettings;
import dev.longhaul.object.Escaped;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// `longhaul init`: writes a first configuration, and tries it.
public final class InitCommand implements Command {
  private static final String QUEUE = "--queue";
  private static final String MIRROR = "--mirror";
  private static final String STATE = "--state";
  private static final String FORCE = "--force";
  private static final Path USUAL = Path.of("longhaul.yaml");
  private final Files files;
  private final Answers answers;
  private final Trials trials;
  private final Map<String, String> environment;

  /// How a configuration is written and read.
  ///
  /// @param reading reads a file; throws [dev.longhaul.config.UnusableConfiguration]
  /// @param writing the text of a file
  public record Files(Function<Path, Loaded> reading, Function<Draft, String> writing) {}

  public InitCommand(Files files, Answers answers, Trials trials, Map<String, String> environment) {
    this.files = files;
    this.answers = answers;
    this.trials = trials;
    this.environment = Map.copyOf(environment);
  }

  /// Whether a person wants it.
  private enum Wish {
    NO,
    YES
  }

  /// One side of the route as the command line and the questions name it.
  private enum Side {
    SOURCE(SideOptions.SOURCE, "--source", "Copy from (s3://bucket or s3://bucket/prefix)"),
    DESTINATION(SideOptions.DESTINATION, "--dest", "Copy to (s3://bucket or s3://bucket/prefix)");

    private final SideOptions options;
    private final String option;
    private final String question;

    Side(SideOptions options, String option, String question) {
      this.options = options;
      this.option = option;
      this.question = question;
    }
  }

  @Override
  public String name() {
    return "init";
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.usageMessage()
        .description(
            "Writes a first configuration, with one route from one bucket to another, and tries"
                + " what it names, as config check does. Asks at a terminal for what no option"
                + " says. Writes nothing to any bucket, and no credentials to the file.")
        .exitCodeList(
            ExitCode.table(
                Map.of(
                    ExitCode.DONE,
                    "the file is written, and nothing that it names is wrong",
                    ExitCode.DIFFERENT,
                    "the file is written; something that it names is wrong, and each line says"
                        + " what to do",
                    ExitCode.UNKNOWN,
                    "the file is written; something that it names gave no answer",
                    ExitCode.USAGE,
                    "no file is written: it is there already, or would not make sense")));
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .type(Path.class)
            .arity("0..1")
            .paramLabel("FILE")
            .description("The file to write. Default: longhaul.yaml in the working folder.")
            .build());
    Options.addGroup(
        spec,
        "What",
        List.of(
            location(Side.SOURCE, "The bucket to copy, s3://bucket or s3://bucket/prefix."),
            location(Side.DESTINATION, "The bucket to copy to, s3://bucket or s3://bucket/prefix."),
            Options.value(
                QUEUE,
                "URL",
                IntakeEntry.Queue::parseUrl,
                "The queue of SQS that the source sends its events to. Default: none; audits find"
                    + " what changed."),
            Options.flag(MIRROR, "Deletes at the destination what the source does not have."),
            Options.value(
                STATE,
                "DIR",
                Path::of,
                "The folder of the ledgers. Default: $XDG_STATE_HOME/longhaul.")));
    Options.addGroup(
        spec,
        "How",
        List.of(
            Options.flag(FORCE, "Replaces a file that is there already."),
            Options.flag(LoadedCheck.OFFLINE, LoadedCheck.OFFLINE_MEANING)));
    Options.addGroup(spec, "Source", SideOptions.SOURCE.declare());
    Options.addGroup(spec, "Destination", SideOptions.DESTINATION.declare());
  }

  private static OptionSpec location(Side side, String description) {
    return Options.value(side.option, "LOCATION", InitCommand::location, description);
  }

  /// A location whose prefix is one.
  private static Location location(String text) {
    Location location = Location.parse(text);
    location.prefix(false);
    return location;
  }

  @Override
  public ExitCode run(ParseResult parsed, Terminal terminal) {
    Path path = parsed.matchedPositionalValue(0, USUAL);
    FirstFile file = new FirstFile(path, Options.isSet(parsed, FORCE));
    Draft draft = draft(parsed, new Interview(answers, terminal.err()));
    Loaded loaded = file.write(files.writing().apply(draft), files.reading());
    terminal.out().println(Escaped.text("Written: " + path));
    LoadedCheck check = new LoadedCheck(trials, environment, terminal.out(), false);
    check.tell(loaded);
    boolean offline = Options.isSet(parsed, LoadedCheck.OFFLINE);
    ExitCode code = offline ? ExitCode.DONE : check.attempt(loaded.configuration());
    terminal.out().println("\nNext:");
    NextSteps.of(path, draft).forEach(step -> terminal.out().println("  " + step));
    return code;
  }

  private static Draft draft(ParseResult parsed, Interview interview) {
    boolean asking =
        !Options.isSet(parsed, Side.SOURCE.option)
            || !Options.isSet(parsed, Side.DESTINATION.option);
    SideSettings source = side(Side.SOURCE, parsed, interview);
    SideSettings destination = side(Side.DESTINATION, parsed, interview);
    URI queue = Options.find(parsed, QUEUE, URI.class);
    boolean mirror = Options.isSet(parsed, MIRROR);
    if (asking && queue == null) {
      queue =
          interview
              .offer(
                  "URL of the queue of SQS that the source's events go to",
                  "none",
                  QUEUE,
                  IntakeEntry.Queue::parseUrl)
              .orElse(null);
    }
    if (asking && !mirror) {
      mirror =
          interview
                  .offer(
                      "Delete at the destination what the source does not have, yes or no",
                      "no",
                      MIRROR,
                      text -> Options.choose(Wish.class, text))
                  .orElse(Wish.NO)
              == Wish.YES;
    }
    try {
      return new Draft(source, destination, queue, mirror, Options.find(parsed, STATE, Path.class));
    } catch (RefusedSettings refused) {
      throw new UsageException(String.valueOf(refused.getMessage()));
    }
  }

  /// How a side is reached. Who is asked where it is is asked for the rest as well.
  private static SideSettings side(Side side, ParseResult parsed, Interview interview) {
    Location location = Options.find(parsed, side.option, Location.class);
    if (location != null) {
      return side.options.read(parsed, location);
    }
    SideSettings given =
        side.options.read(
            parsed, interview.require(side.question, side.option, InitCommand::location));
    URI endpoint = given.endpoint();
    CredentialsChoice credentials = given.credentials();
    if (endpoint == null) {
      endpoint =
          interview
              .offer(
                  "  Endpoint",
                  "Amazon S3, or the profile's",
                  side.option + "-" + "endpoint",
                  Endpoint::parse)
              .orElse(null);
    }
    if (credentials instanceof CredentialsChoice.Chain) {
      credentials =
          interview
              .offer(
                  "  Credentials: profile:NAME, env:PREFIX or file:PATH",
                  "the usual places of the AWS tools",
                  side.option + "-" + "credentials",
                  CredentialsChoice::parse)
              .orElse(credentials);
    }
    return new SideSettings(
        given.location(),
        credentials,
        credentials.profileBeside(given.profile()),
        endpoint,
        given.region(),
        given.addressing(),
        given.kind(),
        given.payload());
  }
}
