package dev.longhaul.cli;

import dev.longhaul.effect.Randomness;
import dev.longhaul.route.Policy.TagRule;
import dev.longhaul.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `longhaul doctor`: looks for what will go wrong before it does, and says what to do about it.
public final class DoctorCommand implements Command {
  private static final String FIX = "--fix";
  private final Stores stores;
  private final Randomness randomness;
  private final HostTuning tuning;
  private final Supplier<Throttle> throttles;

  /// @param throttles makes one for each side
  public DoctorCommand(
      Stores stores, Randomness randomness, HostTuning tuning, Supplier<Throttle> throttles) {
    this.stores = stores;
    this.randomness = randomness;
    this.tuning = tuning;
    this.throttles = throttles;
  }

  @Override
  public String name() {
    return "doctor";
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.usageMessage()
        .description(
            "Looks for what will go wrong: credentials, regions, clocks, loops, permissions and the"
                + " network settings of this machine. Reads the source only; writes a canary to the"
                + " destination and removes it.")
        .exitCodeList(
            ExitCode.table(
                Map.of(
                    ExitCode.DONE,
                    "nothing is wrong; warnings may be worth a look",
                    ExitCode.DIFFERENT,
                    "something is wrong: each line says what to do",
                    ExitCode.UNKNOWN,
                    "could not tell: a check got no answer")));
    RouteOptions.declareSides(spec);
    Options.addGroup(spec, "What", RouteOptions.declareScope());
    Options.addGroup(
        spec,
        "How",
        List.of(
            Options.flag(
                FIX,
                "Sets BBR, fq and TCP buffers of this Linux machine and says what it changed; needs"
                    + " root."),
            RunOptions.declareJson()));
  }

  @Override
  public ExitCode run(ParseResult parsed, Terminal terminal) {
    RouteSettings route = RouteOptions.read(parsed);
    boolean json = Options.isSet(parsed, RunOptions.JSON);
    List<Finding> findings = new ArrayList<>();
    boolean fix = Options.isSet(parsed, FIX);
    if (fix) {
      findings.addAll(tuning.apply());
    }
    // What could not be fixed has just been said.
    new HostCheck(tuning.root())
        .findings().stream()
            .filter(finding -> !fix || finding.level() == Finding.Level.OK)
            .forEach(findings::add);
    try (Opened source = open(() -> stores.source(route, throttles.get()), "source", findings);
        Opened destination =
            open(() -> stores.destination(route, throttles.get()), "destination", findings)) {
      findings.addAll(examine(source, destination, route.policy().tags()));
    }
    for (Finding finding : findings) {
      terminal.out().println(json ? finding.json() : finding.text());
    }
    return verdict(findings);
  }

  private static @Nullable Opened open(
      Supplier<Opened> opening, String about, List<Finding> findings) {
    try {
      return opening.get();
    } catch (StoreException refused) {
      String remedy = SideCheck.remedy(refused.failure());
      findings.add(Finding.fail(about, refused.failure().message(), remedy));
      return null;
    }
  }

  private List<Finding> examine(
      @Nullable Opened source, @Nullable Opened destination, TagRule tags) {
    List<Finding> findings = new ArrayList<>();
    boolean sourceAnswers = source != null && answers(source, findings);
    boolean destinationAnswers = destination != null && answers(destination, findings);
    if (source != null && sourceAnswers) {
      findings.addAll(new SourceCheck(source, tags).findings());
    }
    if (source == null || destination == null || !destinationAnswers) {
      return findings;
    }
    Overlap.find(source, destination)
        .ifPresentOrElse(
            loop -> findings.add(Finding.fail("route", loop, "use another bucket or prefix")),
            () ->
                findings.addAll(
                    new DestinationCheck(source, destination, tags, randomness).findings()));
    return findings;
  }

  private static boolean answers(Opened side, List<Finding> findings) {
    List<Finding> own = new SideCheck(side).findings();
    findings.addAll(own);
    return own.stream().noneMatch(finding -> finding.level() == Finding.Level.FAIL);
  }

  private static ExitCode verdict(List<Finding> findings) {
    boolean failed = findings.stream().anyMatch(finding -> finding.level() == Finding.Level.FAIL);
    return failed ? ExitCode.DIFFERENT : ExitCode.DONE;
  }
}
