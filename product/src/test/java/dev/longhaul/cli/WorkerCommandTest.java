package dev.longhaul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.effect.Supervisor;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.s3copy.CopyJob;
import dev.longhaul.s3copy.CredentialObject;
import dev.longhaul.s3copy.JobWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

final class WorkerCommandTest {
  private static final long SECONDS = 300;
  private final ProcedureWorld procedure = new ProcedureWorld();
  private final CompletableFuture<UnaryOperator<String>> socket = new CompletableFuture<>();
  private final CompletableFuture<Runnable> stop = new CompletableFuture<>();

  private CompletableFuture<ExitCode> start() {
    WorkerCommand command =
        new WorkerCommand(
            procedure.world.surroundings(),
            new WorkerCommand.Outside(
                _ -> procedure.services(),
                (path, answers, _) -> {
                  assertThat(path).isEqualTo(Path.of("w.sock"));
                  socket.complete(answers);
                  return () -> {};
                },
                (end, _) -> {
                  stop.complete(end);
                  return () -> {};
                },
                Supervisor.NONE,
                _ -> Optional.empty()));
    CompletableFuture<ExitCode> ended = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() ->
            ended.complete(
                new CommandLines(List.of(command), List::of)
                    .run(
                        List.of("worker", "--socket", "w.sock", "--state", "none"),
                        procedure.world.screen.terminal())));
    return ended;
  }

  private static CopyJob job(String id, String key) {
    return new CopyJob(
        id,
        "source",
        ObjectKey.of(key),
        "destination",
        new CredentialObject("keys", ObjectKey.of("credential.txt")));
  }

  private String hand(String line) {
    return socket.orTimeout(SECONDS, TimeUnit.SECONDS).join().apply(line);
  }

  @Test
  void doesTheJobsThatItIsHandedUntilItIsToldToStop() {
    CompletableFuture<ExitCode> ended = start();
    for (int index = 0; index < 50; index++) {
      procedure.world.source.put("k" + index, "content");
      assertThat(hand(JobWriter.argument(job("j" + index, "k" + index))))
          .startsWith("accepted job");
    }
    stop.orTimeout(SECONDS, TimeUnit.SECONDS).join().run();

    assertThat(ended.orTimeout(SECONDS, TimeUnit.SECONDS).join()).isEqualTo(ExitCode.DONE);
    for (int index = 0; index < 50; index++) {
      boolean done = "Y".equals(procedure.result("j" + index).get("complete"));
      boolean givenBack = procedure.open("j" + index).containsKey("last_error");
      assertThat(done ^ givenBack).as("j%d", index).isTrue();
      assertThat(procedure.world.destination.has(ObjectKey.of("k" + index))).isEqualTo(done);
    }
    assertThat(procedure.world.screen.err())
        .contains("working as i-0123456789abcdef0, jobs come by w.sock")
        .contains("stopping; jobs in flight get up to 60 seconds")
        .endsWith("stopped; jobs that were not done were given back\n");
  }

  @Test
  void saysInOneWordWhatBecomesOfAJob() {
    CompletableFuture<ExitCode> ended = start();

    assertThat(hand("{\"bucket\": 1")).startsWith("malformed no job: ");
    assertThat(hand(JobWriter.argument(job("secret", "k")).substring(4))).startsWith("malformed");
    procedure.stored.take(
        job("busy", "k"),
        new dev.longhaul.s3copy.Worker("i-2", null),
        java.time.Duration.ofMinutes(1));
    assertThat(hand(JobWriter.argument(job("busy", "k")))).startsWith("busy job busy, ");
    assertThat(
            hand(
                JobWriter.argument(
                    job("own", "credential.txt")
                        .with(new CredentialObject("source", ObjectKey.of("credential.txt"))))))
        .startsWith("refused this is the object with the destination's credentials");

    stop.orTimeout(SECONDS, TimeUnit.SECONDS).join().run();
    assertThat(ended.orTimeout(SECONDS, TimeUnit.SECONDS).join()).isEqualTo(ExitCode.DONE);
    assertThat(hand(JobWriter.argument(job("late", "k")))).startsWith("refused this worker is");
  }
}
