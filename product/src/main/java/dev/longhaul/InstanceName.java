package dev.longhaul;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/// What Systems Manager calls this machine. Asked of the machine itself, so that no start waits for
/// a metadata service that may not be there.
final class InstanceName {
  private static final Pattern ID = Pattern.compile("m?i-[0-9a-f]{8,17}");

  /// Where instances with a Nitro hypervisor show their id.
  private static final Path ASSET = Path.of("sys/devices/virtual/dmi/id/board_asset_tag");

  private InstanceName() {}

  /// The instance's id where there is one: as a command of Systems Manager says it, else as the
  /// machine shows it; elsewhere the name of the host.
  static String of(Map<String, String> environment, Path root) {
    String said = environment.getOrDefault("AWS_SSM_INSTANCE_ID", "").strip();
    if (ID.matcher(said).matches()) {
      return said;
    }
    String shown = shown(root.resolve(ASSET));
    return ID.matcher(shown).matches() ? shown : host();
  }

  private static String shown(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file).strip() : "";
    } catch (IOException unreadable) {
      return "";
    }
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      return "a machine without a name";
    }
  }
}
