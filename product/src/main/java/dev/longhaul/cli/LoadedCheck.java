package dev.longhaul.cli;

import dev.longhaul.config.Advice;
import dev.longhaul.config.Configuration;
import dev.longhaul.config.Loaded;
import dev.longhaul.config.RefusedSettings.Refusal;
import dev.longhaul.json.JsonText;
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
  private final boolean json;

  /// @param json whether it is said to a program, a line of JSON each
  LoadedCheck(Trials trials, Map<String, String> environment, PrintStream out, boolean json) {
    this.trials = trials;
    this.environment = environment;
    this.out = out;
    this.json = json;
  }

  /// Says what it means, with remarks.
  void tell(Loaded loaded) {
    List<Refusal> remarks = new ArrayList<>(loaded.remarks());
    remarks.addAll(Advice.about(loaded.configuration()));
    if (json) {
      remarks.forEach(remark -> out.println(remark(remark)));
    } else {
      ConfigurationLines.of(loaded.configuration()).forEach(out::println);
      remarks.forEach(remark -> out.println("remark   " + remark));
    }
  }

  private static String remark(Refusal remark) {
    return JsonText.object(json -> {
      json.writeStringField("level", "remark");
      json.writeStringField("about", remark.setting());
      json.writeStringField("what", remark.why());
    });
  }

  /// Tries what it names, and says what was found.
  ExitCode attempt(Configuration configuration) {
    List<Finding> machine = new MachineCheck(configuration, environment).findings();
    NamedCheck named = new NamedCheck(configuration, trials);
    List<Finding> findings = new ArrayList<>(machine);
    findings.addAll(named.findings());
    findings.forEach(finding -> out.println(json ? finding.json() : finding.text()));
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
