package dev.longhaul.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/// Puts the worker on an instance of the original procedure, in place of its steps 2 and 3, and
/// takes it away again. Both may be repeated; what is there already stays as it is.
final class WorkerInstallation {
  /// The names under which the original's commands call the script (decision 22).
  static final List<String> NAMES = List.of("S3CopyToChinaSingle.py", "S3CopyToChina.py");

  private static final String SCRIPT = "S3CopyToChinaSingle.py";
  private static final String UNIT = "longhaul-worker.service";
  private static final Path UNIT_FILE = Path.of("/etc/systemd/system", UNIT);
  private static final Path SETTINGS_FILE = Path.of("/etc/longhaul/worker.env");

  /// By this line of its own a file is known to be ours.
  private static final String OURS = "with Longhaul; stands in for the script of this name.";

  private static final String KEPT = ".original";

  private final Place place;
  private final HostTuning.Commands commands;
  private final PrintStream out;
  private boolean incomplete;

  /// Where it is installed.
  ///
  /// @param root `/`, or a folder in its place
  /// @param scripts where the original's scripts are, below the root
  /// @param live whether the root is that of this machine, so that units are started
  /// @param dryRun whether nothing is changed
  record Place(Path root, Path scripts, boolean live, boolean dryRun) {
    Path of(Path absolute) {
      return root.resolve(absolute.toString().replaceFirst("^/+", ""));
    }
  }

  WorkerInstallation(Place place, HostTuning.Commands commands, PrintStream out) {
    this.place = place;
    this.commands = commands;
    this.out = out;
  }

  ExitCode install() {
    checkPython();
    for (String name : NAMES) {
      Path script = place.of(place.scripts().resolve(name));
      keep(script);
      write(script, resource(SCRIPT), "rwxr-xr-x");
    }
    write(place.of(UNIT_FILE), resource(UNIT), "rw-r--r--");
    if (!Files.exists(place.of(SETTINGS_FILE))) {
      write(place.of(SETTINGS_FILE), resource("worker.env"), "rw-r-----");
    }
    tune();
    start();
    out.println(
        "Tag the instance S3SyncWorker=longhaul, so that Main knows how to hand jobs over:");
    out.println(
        "  aws ec2 create-tags --resources INSTANCE --tags Key=S3SyncWorker,Value=longhaul");
    return incomplete ? ExitCode.DIFFERENT : ExitCode.DONE;
  }

  ExitCode uninstall() {
    system("stop it, and start it no more", "systemctl", "disable", "--now", UNIT);
    remove(place.of(UNIT_FILE));
    system("tell systemd", "systemctl", "daemon-reload");
    for (String name : NAMES) {
      Path script = place.of(place.scripts().resolve(name));
      if (isOurs(script)) {
        remove(script);
        bringBack(script);
      }
    }
    out.println(
        place.of(SETTINGS_FILE)
            + " and the kernel's settings stay. Take the tag S3SyncWorker from the instance.");
    return incomplete ? ExitCode.DIFFERENT : ExitCode.DONE;
  }

  private void checkPython() {
    if (place.live() && commands.run(List.of("python3", "--version")).isEmpty()) {
      incomplete = true;
      out.println("! python3 is missing, which the script needs (3.6 or newer); install it");
    }
  }

  /// The original's own script, to go back to.
  private void keep(Path script) {
    Path kept = kept(script);
    if (!Files.exists(script) || isOurs(script) || Files.exists(kept)) {
      return;
    }
    change("keep " + script + " as " + kept.getFileName(), () -> Files.move(script, kept));
  }

  private void bringBack(Path script) {
    Path kept = kept(script);
    if (Files.exists(kept)) {
      change("bring back " + script, () -> Files.move(kept, script));
    }
  }

  private static Path kept(Path script) {
    return script.resolveSibling(script.getFileName() + KEPT);
  }

  private static boolean isOurs(Path script) {
    try {
      return Files.exists(script)
          && new String(Files.readAllBytes(script), StandardCharsets.UTF_8).contains(OURS);
    } catch (IOException unreadable) {
      throw new UsageException(script + " cannot be read: " + unreadable);
    }
  }

  private void write(Path file, String text, String permissions) {
    if (holds(file, text)) {
      return;
    }
    change(
        "write " + file,
        () -> {
          Files.createDirectories(file.getParent());
          // Moved into place whole, as a job may be starting it at this moment.
          Path fresh = file.resolveSibling(file.getFileName() + ".new");
          Files.writeString(fresh, text);
          Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString(permissions));
          return Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        });
  }

  private static boolean holds(Path file, String text) {
    try {
      return Files.exists(file) && Files.readString(file).equals(text);
    } catch (IOException unreadable) {
      return false;
    }
  }

  private void remove(Path file) {
    if (Files.exists(file)) {
      change("remove " + file, () -> Files.deleteIfExists(file));
    }
  }

  /// BBR, as `doctor --fix` sets it (decision 28).
  private void tune() {
    if (place.dryRun() || !place.live()) {
      out.println("- set the kernel up for long links (BBR, fq, buffers), as doctor --fix does");
      return;
    }
    for (Finding finding : new HostTuning(place.root(), commands).apply()) {
      incomplete |= finding.level() == Finding.Level.FAIL;
      out.println(finding.text());
    }
  }

  private void start() {
    system("tell systemd", "systemctl", "daemon-reload");
    system("start it, now and with the machine", "systemctl", "enable", "--now", UNIT);
  }

  private void system(String what, String... command) {
    out.println("- " + what + ": " + String.join(" ", command));
    if (place.live() && !place.dryRun() && commands.run(List.of(command)).isEmpty()) {
      incomplete = true;
      out.println("! that failed; run it by hand, as root");
    }
  }

  /// One change of a file.
  @FunctionalInterface
  private interface FileChange {
    Object make() throws IOException;
  }

  private void change(String what, FileChange change) {
    out.println("- " + what);
    if (place.dryRun()) {
      return;
    }
    try {
      change.make();
    } catch (IOException refused) {
      throw new UsageException("cannot " + what + ": " + refused + "; run it as root");
    }
  }

  private static String resource(String name) {
    try (InputStream file = WorkerInstallation.class.getResourceAsStream("worker/" + name)) {
      if (file == null) {
        throw new IllegalStateException(name + " is missing in the jar");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
