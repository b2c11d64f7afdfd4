package dev.longhaul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.effect.Randomness;
import dev.longhaul.effect.system.SystemClock;
import dev.longhaul.effect.system.SystemWorkers;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.store.Failure;
import dev.longhaul.store.Operation;
import dev.longhaul.store.StoreException;
import dev.longhaul.store.memory.InMemoryStore;
import dev.longhaul.store.memory.Interference;
import dev.longhaul.store.memory.MemoryCall;
import dev.longhaul.store.memory.Quirk;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {
  @TempDir Path root;
  private final InMemoryStore source = new InMemoryStore("source");
  private final InMemoryStore destination = new InMemoryStore("destination", Quirk.NO_TAG_COUNT);
  private final Screen screen = new Screen();
  private Stores stores = StoresInMemory.of(source, destination);

  @BeforeEach
  void aSourceWithAnObject() {
    source.put("k\u001b[2J", "bytes");
  }

  private ExitCode doctor(String... more) {
    Randomness randomness = () -> 42;
    DoctorCommand command =
        new DoctorCommand(
            stores,
            randomness,
            new HostTuning(root, _ -> Optional.of("")),
            () -> Throttle.of(8, null, new SystemWorkers(), new SystemClock()));
    List<String> arguments =
        new ArrayList<>(List.of("doctor", "s3://source", "s3://destination/p"));
    arguments.addAll(List.of(more));
    return new CommandLines(List.of(command), List::of).run(arguments, screen.terminal());
  }

  @Test
  void aHealthyRouteIsAllOk() {
    assertThat(doctor()).isEqualTo(ExitCode.DONE);

    assertThat(screen.out().lines()).allMatch(line -> line.startsWith("ok "));
    assertThat(screen.out())
        .contains(
            "source       objects may be read",
            "source       tags may be read",
            "destination  objects may be written with tags",
            "destination  uploads in parts may be opened",
            "route        what is written to the destination stays there");
  }

  @Test
  void theSourceIsNeverWrittenAndTheDestinationIsLeftAsItWas() {
    doctor();

    assertThat(source.calls()).noneMatch(call -> !call.operation().isRepeatable());
    assertThat(destination.objects()).isEmpty();
    assertThat(destination.openUploads()).isEmpty();
  }

  @Test
  @Hazard(45)
  void tagsThatMayNotBeReadAreAFailureUnlessTheyAreIgnored() {
    source.set(Quirk.TAGS_FORBIDDEN, true);

    assertThat(doctor()).isEqualTo(ExitCode.DIFFERENT);
    assertThat(screen.out()).contains("fail  source", "allow s3:GetObjectTagging");
    assertThat(doctor("--tags=ignore")).isEqualTo(ExitCode.DONE);
  }

  @Test
  @Hazard(14)
  void oneBucketAtTwoAddressesIsFoundByTheCanary() {
    stores = StoresInMemory.ofAlias(source);

    assertThat(doctor()).isEqualTo(ExitCode.DIFFERENT);
    assertThat(screen.out()).contains("an object written to the destination showed up");
  }

  @Test
  @Hazard(14)
  void oneBucketAtOneAddressIsRefusedWithoutACanary() {
    stores = StoresInMemory.of(source, source);

    assertThat(doctor()).isEqualTo(ExitCode.DIFFERENT);
    assertThat(screen.out()).contains("one lies in the other");
    assertThat(source.count(Operation.PUT)).isZero();
  }

  @Test
  void aSideThatRefusesIsNamedWithARemedyAndNothingIsWritten() {
    destination.interfere(
        new Interference() {
          @Override
          public void before(MemoryCall call) {
            throw new StoreException(
                new Failure.WrongCredentials("HEAD of s3://destination: 403", 403, null));
          }
        });

    assertThat(doctor()).isEqualTo(ExitCode.DIFFERENT);
    assertThat(screen.out())
        .contains("fail  destination  HEAD of s3://destination: 403", "check the credentials");
    assertThat(destination.count(Operation.PUT)).isZero();
  }

  @Test
  @Hazard(76)
  void aKeyActsOnNoTerminal() {
    source.interfere(
        new Interference() {
          @Override
          public Object after(MemoryCall call, Object answer) {
            if (call.operation() == Operation.HEAD) {
              source.remove(ObjectKey.of("k\u001b[2J"));
            }
            return answer;
          }
        });

    doctor();
    assertThat(screen.out()).contains("k\\u001b[2J").doesNotContain("\u001b");
  }

  @Test
  void findingsAsJsonAreOneObjectALine() {
    doctor("--json");

    assertThat(screen.out().lines())
        .allMatch(line -> line.startsWith("{\"level\":\"") && line.endsWith("}"));
  }
}
