package dev.longhaul.cli;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// How this machine's kernel treats long, lossy links.
///
/// @param root `/`, or a copy of what is read of it
record HostCheck(Path root) {
  private static final String ABOUT = "host";

  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    for (HostSetting setting : HostSetting.ALL) {
      if (Files.exists(setting.file(root))) {
        findings.add(judge(setting));
      }
    }
    if (findings.isEmpty()) {
      findings.add(Finding.ok(ABOUT, "has no Linux network settings to look at"));
    }
    return findings;
  }

  private Finding judge(HostSetting setting) {
    try {
      String current = setting.read(root);
      String line = setting.name() + " is " + current;
      if (setting.suffices(current)) {
        return Finding.ok(ABOUT, line);
      }
      return Finding.warn(
          ABOUT,
          line,
          "set it to " + setting.wanted() + ", which " + setting.why() + "; --fix does it as root");
    } catch (UncheckedIOException unreadable) {
      return Finding.warn(
          ABOUT, setting.name() + " cannot be read: " + unreadable.getMessage(), "run it as root");
    }
  }
}
