package dev.longhaul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.effect.Supervisor;
import dev.longhaul.tidy.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WorkerInstallationTest {
  private final ProcedureWorld procedure = new ProcedureWorld();
  private final List<String> ran = new ArrayList<>();
  @TempDir private Path root;

  private ExitCode run(String... arguments) {
    WorkerCommand command =
        new WorkerCommand(
            procedure.world.surroundings(),
            new WorkerCommand.Outside(
                _ -> procedure.services(),
                (_, _, _) -> () -> {},
                (_, _) -> () -> {},
                Supervisor.NONE,
                words -> {
                  ran.add(String.join(" ", words));
                  return Optional.of("");
                }));
    List<String> all = new ArrayList<>(List.of("worker"));
    all.addAll(List.of(arguments));
    return new CommandLines(List.of(command), List::of).run(all, procedure.world.screen.terminal());
  }

  private List<String> files() throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  private Path script(String name) {
    return root.resolve("opt/scripts").resolve(name);
  }

  @Test
  void putsTheScriptUnderBothNamesAndTheUnit() throws IOException {
    assertThat(run("install", "--root", root.toString())).isEqualTo(ExitCode.DONE);

    assertThat(files())
        .containsExactly(
            "etc/longhaul/worker.env",
            "etc/systemd/system/longhaul-worker.service",
            "opt/scripts/S3CopyToChina.py",
            "opt/scripts/S3CopyToChinaSingle.py");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(script("S3CopyToChinaSingle.py"))))
        .isEqualTo("rwxr-xr-x");
    assertThat(Files.readString(script("S3CopyToChina.py")))
        .isEqualTo(Files.readString(script("S3CopyToChinaSingle.py")));
    assertThat(ran).as("an image is not this machine").isEmpty();
  }

  @Test
  void keepsTheOriginalAndBringsItBack() throws IOException {
    Files.createDirectories(root.resolve("opt/scripts"));
    Files.writeString(script("S3CopyToChinaSingle.py"), "import boto3\n");

    run("install", "--root", root.toString());
    run("install", "--root", root.toString());
    assertThat(Files.readString(script("S3CopyToChinaSingle.py.original")))
        .isEqualTo("import boto3\n");
    Files.writeString(root.resolve("etc/longhaul/worker.env"), "DstRegion=cn-northwest-1\n");
    run("install", "--root", root.toString());
    assertThat(Files.readString(root.resolve("etc/longhaul/worker.env")))
        .isEqualTo("DstRegion=cn-northwest-1\n");

    assertThat(run("uninstall", "--root", root.toString())).isEqualTo(ExitCode.DONE);
    assertThat(files())
        .containsExactly("etc/longhaul/worker.env", "opt/scripts/S3CopyToChinaSingle.py");
    assertThat(Files.readString(script("S3CopyToChinaSingle.py"))).isEqualTo("import boto3\n");
  }

  @Test
  void aScriptThatIsNotOursIsNotRemoved() throws IOException {
    Files.createDirectories(root.resolve("opt/scripts"));
    Files.writeString(script("S3CopyToChina.py"), "import boto3\n");

    run("uninstall", "--root", root.toString());

    assertThat(Files.readString(script("S3CopyToChina.py"))).isEqualTo("import boto3\n");
  }

  @Test
  void aDryRunChangesNothingAndNamesEveryStep() {
    assertThat(run("install", "--dry-run", "--scripts", root + "/scripts"))
        .isEqualTo(ExitCode.DONE);

    assertThat(root).isEmptyDirectory();
    assertThat(ran).containsExactly("python3 --version");
    assertThat(procedure.world.screen.out())
        .contains("- write " + root + "/scripts/S3CopyToChinaSingle.py")
        .contains("- write " + root + "/scripts/S3CopyToChina.py")
        .contains("- write /etc/systemd/system/longhaul-worker.service")
        .contains("BBR")
        .contains("systemctl enable --now longhaul-worker.service")
        .contains("Key=S3SyncWorker,Value=longhaul");
  }

  /// The unit lies in packaging too, where people look for units.
  @Test
  void theUnitOfTheArchiveIsTheOneThatIsInstalled() throws IOException {
    run("install", "--root", root.toString());

    assertThat(root.resolve("etc/systemd/system/longhaul-worker.service"))
        .hasSameTextualContentAs(
            SourceTree.find().root().resolve("packaging/longhaul-worker.service"));
  }
}
