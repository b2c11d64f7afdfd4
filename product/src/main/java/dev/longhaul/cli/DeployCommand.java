package dev.longhaul.cli;

import dev.longhaul.deploy.Deployment;
import dev.longhaul.deploy.Deployment.Draft;
import dev.longhaul.deploy.Deployment.Piece;
import dev.longhaul.deploy.Deployment.Proposal;
import dev.longhaul.deploy.Stacks;
import dev.longhaul.deploy.Stacks.Event;
import dev.longhaul.deploy.StacksUnavailable;
import dev.longhaul.effect.Clock;
import dev.longhaul.object.Escaped;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `longhaul deploy aws`: the templates of the original procedure as stacks, shown before they are
/// changed.
public final class DeployCommand implements Command {
  private static final String DRY_RUN = "--dry-run";
  private static final String APPLY = "--apply";
  private static final String REGION = "--region";
  private static final String PROFILE = "--profile";
  private static final String NAME = "--name";
  private static final String ONLY = "--only";
  private static final String TEMPLATES = "--templates";
  private static final String PARAMETER = "--parameter";
  private static final String PARAMETERS = "--parameters";
  private static final String USUAL_NAME = "longhaul";
  private static final Path USUAL_TEMPLATES = Path.of("deploy", "cloudformation");

  private final Opening opening;
  private final Clock clock;

  /// Where to deploy.
  private enum Where {
    AWS
  }

  /// Stacks that are reached.
  public interface Open extends AutoCloseable {
    Stacks stacks();

    @Override
    void close();
  }

  /// Reaches stacks.
  @FunctionalInterface
  public interface Opening {
    /// @param region `null` for the profile's, or the environment's
    /// @param profile `null` for the usual chain of credentials
    Open open(@Nullable String region, @Nullable String profile);
  }

  public DeployCommand(Opening opening, Clock clock) {
    this.opening = opening;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "deploy";
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.usageMessage()
        .description(
            "Deploys the original procedure by CloudFormation: tables, the command's document,"
                + " workers, functions, each a stack of its own. What would change is asked of"
                + " CloudFormation and shown, resource by resource; --dry-run removes that change"
                + " set again, --apply carries it out and waits. It uploads nothing: the"
                + " parameters CodeBucket, CodeKey and Distribution... say where archives are.")
        .exitCodeList(
            ExitCode.table(
                Map.of(
                    ExitCode.DONE,
                    "everything is deployed, or --dry-run found nothing to change",
                    ExitCode.DIFFERENT,
                    "--dry-run showed what would change; or a change failed: the resource and the"
                        + " reason are named, and no further stack was touched",
                    ExitCode.UNKNOWN,
                    "CloudFormation did not answer, or refused",
                    ExitCode.USAGE,
                    "the command line cannot be right, or a parameter has no value; nothing was"
                        + " changed")));
    declareOptions(spec);
  }

  private static void declareOptions(CommandSpec spec) {
    spec.addPositional(
        Options.positional(0, "aws", text -> Options.choose(Where.class, text), "Where to."));
    Options.addGroup(
        spec,
        "What",
        List.of(
            Options.flag(DRY_RUN, "Shows what would change, and changes nothing."),
            Options.flag(APPLY, "Shows it, carries it out, and waits for the end."),
            Options.repeated(
                ONLY,
                "PIECE",
                piece -> piece,
                "Only this piece, such as tables. May be given again. Default: tables, document,"
                    + " workers and functions."),
            Options.value(
                NAME,
                "NAME",
                DeployCommand::name,
                "How the stacks' names begin. Default: " + USUAL_NAME + "."),
            Options.value(
                TEMPLATES,
                "DIR",
                Path::of,
                "The folder of the templates. Default: " + USUAL_TEMPLATES + "."),
            Options.repeated(
                PARAMETER,
                "NAME=VALUE",
                DeployFiles::parameter,
                "A parameter of the templates, for each that has it. May be given again."),
            Options.value(
                PARAMETERS,
                "FILE",
                Path::of,
                "A file with such lines; those of the command line come before them.")));
    Options.addGroup(
        spec,
        "Account",
        List.of(
            Options.value(
                REGION,
                "REGION",
                text -> text,
                "The source's region. Default: the profile's or AWS_REGION."),
            Options.value(
                PROFILE,
                "NAME",
                text -> text,
                "A profile of the AWS configuration files. Default: the usual chain.")));
  }

  private static String name(String text) {
    if (!text.matches("[A-Za-z][A-Za-z0-9-]{0,99}")) {
      throw new UsageException(
          "not a name of a stack: \"" + Escaped.text(text) + "\"; letters, digits and dashes");
    }
    return text;
  }

  @Override
  public ExitCode run(ParseResult parsed, Terminal terminal) {
    boolean apply = Options.isSet(parsed, APPLY);
    if (apply == Options.isSet(parsed, DRY_RUN)) {
      throw new UsageException("say either " + DRY_RUN + " or " + APPLY);
    }
    DeployFiles files = new DeployFiles(Options.get(parsed, TEMPLATES, USUAL_TEMPLATES));
    String begin = Options.get(parsed, NAME, USUAL_NAME);
    List<Piece> pieces = files.pieces(begin, Options.get(parsed, ONLY, List.<String>of()));
    Map<String, String> given =
        DeployFiles.given(
            Options.find(parsed, PARAMETERS, Path.class),
            Options.get(parsed, PARAMETER, List.<DeployFiles.Given>of()));
    try (Open open =
        opening.open(
            Options.find(parsed, REGION, String.class),
            Options.find(parsed, PROFILE, String.class))) {
      Deployment deployment = new Deployment(open.stacks(), clock);
      List<Draft> drafts = new ArrayList<>();
      for (Piece piece : pieces) {
        drafts.add(deployment.draft(piece));
      }
      check(drafts, given);
      DeployLines lines = new DeployLines(terminal.out());
      return apply
          ? apply(deployment, drafts, given, lines)
          : show(deployment, drafts, given, lines);
    } catch (StacksUnavailable refused) {
      terminal.err().println("longhaul: " + refused.getMessage());
      return ExitCode.UNKNOWN;
    }
  }

  /// Everything that is missing or nobody's is named before anything is asked for.
  private static void check(List<Draft> drafts, Map<String, String> given) {
    List<String> wrong = new ArrayList<>();
    Set<String> unknown = new TreeSet<>(given.keySet());
    for (Draft draft : drafts) {
      draft.template().parameters().forEach(parameter -> unknown.remove(parameter.name()));
      draft
          .missing(given)
          .forEach(parameter ->
              wrong.add(
                  parameter.name()
                      + " of "
                      + draft.piece().name()
                      + ": "
                      + parameter.description()));
    }
    if (!wrong.isEmpty()) {
      throw new UsageException(
          "these parameters have no value; give them with "
              + PARAMETER
              + " NAME=VALUE, or leave pieces out with "
              + ONLY
              + ":\n  "
              + String.join("\n  ", wrong));
    }
    if (!unknown.isEmpty()) {
      throw new UsageException(
          "none of the templates has a parameter " + Escaped.text(String.join(", ", unknown)));
    }
  }

  private static ExitCode show(
      Deployment deployment, List<Draft> drafts, Map<String, String> given, DeployLines lines) {
    boolean changes = false;
    for (Draft draft : drafts) {
      Proposal proposal = deployment.propose(draft, given);
      lines.proposal(proposal);
      deployment.discard(proposal);
      changes |= proposal.changeSet() != null;
    }
    lines.nothingChanged();
    return changes ? ExitCode.DIFFERENT : ExitCode.DONE;
  }

  private static ExitCode apply(
      Deployment deployment, List<Draft> drafts, Map<String, String> given, DeployLines lines) {
    for (Draft draft : drafts) {
      Proposal proposal = deployment.propose(draft, given);
      lines.proposal(proposal);
      Optional<Event> failed = deployment.carryOut(proposal, lines::progress);
      if (failed.isPresent()) {
        lines.failed(draft.piece(), failed.get());
        return ExitCode.DIFFERENT;
      }
      lines.done(proposal);
    }
    return ExitCode.DONE;
  }
}
