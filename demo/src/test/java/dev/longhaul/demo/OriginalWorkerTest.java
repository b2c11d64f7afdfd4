package dev.longhaul.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.hint.Json;
import dev.longhaul.rehearsal.CommandServer;
import dev.longhaul.s3copy.CopyTables;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Our Main and Monitor beside instances that run the original's script: one part is replaced, and
/// the rest keeps running.
final class OriginalWorkerTest {
  private static final List<String> FIELDS =
      List.of("bucket", "key", "dst_bucket", "id", "credbucket", "credobject");

  @TempDir private Path folder = Path.of("");

  private static CopyScript script() {
    List<String> words = new ArrayList<>(Longhaul.java());
    words.set(words.size() - 1, OriginalWorker.class.getName());
    return new CopyScript(
        words.stream().map(CopyScript::quoted).collect(Collectors.joining(" ")), false);
  }

  @Test
  @Hazard({4, 52})
  void ourMainDrivesWorkersThatSpeakTheOriginalsContract() throws Exception {
    List<String> keys = List.of("a plain key", "a+b%20c/ä'\"", "{{ssm:x}}$(x)");
    try (ProcedureRun run = new ProcedureRun(folder, Procedure.Wires.DIRECT, script())) {
      run.original().start();
      for (String key : keys) {
        run.put(key, ("content of " + key).getBytes(StandardCharsets.UTF_8));
      }
      run.created("01", keys);
      run.awaitEnd();

      assertThat(run.destination.keys()).containsExactlyInAnyOrderElementsOf(run.source.keys());
      assertThat(run.commands.commands()).hasSize(3).allSatisfy(OriginalWorkerTest::isTheOriginals);
      assertThat(run.tables.ids(CopyTables.RESULTS))
          .hasSize(3)
          .allSatisfy(id ->
              assertThat(run.tables.stored(CopyTables.RESULTS, id))
                  .containsKey("complete_time")
                  .containsEntry("complete", "Y"));
      // Nothing is left for Monitor, and it takes nothing amiss.
      assertThat(run.pass()).contains("\"redriven\":0", "\"parked\":0", "\"unreadable\":0");
    }
  }

  /// Six fields, in the original's order, and nothing else.
  private static void isTheOriginals(CommandServer.Command command) throws IOException {
    assertThat(command.document()).isEqualTo("AWS-RunShellScript");
    String line = command.line();
    Json job = Json.parse(line.substring(line.indexOf(" '{") + 2, line.length() - 1));
    assertThat(job.value())
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsOnlyKeys(FIELDS.toArray());
    assertThat(line.substring(line.indexOf('{')))
        .containsSubsequence(FIELDS.stream().map(field -> '"' + field + '"').toList());
  }
}
