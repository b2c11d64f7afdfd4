package dev.longhaul.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a snapshot of function Main (SnapStart) can hold, and what is lost until it is restored, as
/// far as one machine can show.
final class FunctionRestoreTest {
  @TempDir private Path folder = Path.of("");

  /// A snapshot is taken before the first event: whatever was fetched by then, such as credentials
  /// or the fleet, would be as old as the snapshot.
  @Test
  void nothingIsAskedBeforeTheFirstEventAndLostConnectionsAreMadeAgain() {
    try (RoleCalls calls = new RoleCalls();
        ProcedureRun run = new ProcedureRun(folder, calls)) {
      run.main().awaitReady();
      assertThat(calls.of(Role.MAIN)).isEmpty();

      run.instance.start();
      run.put("before", "content".getBytes(StandardCharsets.UTF_8));
      run.created("01", List.of("before"));
      run.awaitEnd();
      // As after a restore: every connection is dead, and time went on.
      calls.cut();
      run.tables.age(Duration.ofHours(1));
      run.put("after", "content".getBytes(StandardCharsets.UTF_8));
      run.created("02", List.of("after"));
      run.delete("before");
      run.removed("03", List.of("before"));
      run.awaitEnd();

      assertThat(run.destination.keys()).containsExactly("after");
      assertThat(run.source.differencesTo(run.destination)).isEmpty();
    }
  }
}
