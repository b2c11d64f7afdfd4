package dev.longhaul.cli;

import dev.longhaul.config.Advice;
import dev.longhaul.config.Configuration;
import dev.longhaul.config.Loaded;
import dev.longhaul.config.RefusedSettings.Refusal;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Says what a configuration means, tries what it names, and says how good that is.
final class LoadedCheck {
  static final String OFFLINE = "--offline";
  static final String OFFLINE_MEANING =
      "Tries nothing that the file names; asks nobody and looks at nothing else.";
  private final Trials trials;
  private final Map<String, String> environment;
  private final PrintStream out;

  LoadedCheck(Trials trials, Map<String, String> environment, PrintStream out) {
    this.trials = trials;
    this.environment = environment;
    this.out = out;
  }

  /// Says what it means, with remarks.
  void tell(Loaded loaded) {
    ConfigurationLines.of(loaded.configuration()).forEach(out::println);
    List<Refusal> remarks = new ArrayList<>(loaded.remarks());
    remarks.addAll(Advice.about(loaded.configuration()));
    remarks.forEach(remark -> out.println("remark   " + remark));
  }

  /// Tries what it names, and says what was found.
  ExitCode attempt(Configuration configuration) {
    List<Finding> machine = new MachineCheck(configuration, environment).findings();
    NamedCheck named = new NamedCheck(configuration, trials);
    List<Finding> findings = new ArrayList<>(machine);
    findings.addAll(named.findings());
    findings.forEach(finding -> out.println(finding.text()));
    return verdict(findings, named.unanswered());
  }

  private static ExitCode verdict(List<Finding> findings, int unanswered) {
    long failed =
        findings.stream().filter(finding -> finding.level() == Finding.Level.FAIL).count();
    return failed == 0
        ? ExitCode.DONE
        : failed > unanswered ? ExitCode.DIFFERENT : ExitCode.UNKNOWN;
  }
}
