package dev.longhaul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.NastyKeys;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.s3copy.CopyJob;
import dev.longhaul.s3copy.CredentialObject;
import dev.longhaul.s3copy.JobWriter;
import dev.longhaul.store.Failure;
import dev.longhaul.store.StoreException;
import dev.longhaul.store.memory.Interference;
import dev.longhaul.store.memory.MemoryCall;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class S3CopyCommandTest {
  /// As the original's Main writes it: Python's text of a dictionary, with other quotes.
  private static final String ORIGINAL =
      "{\"bucket\": \"source\", \"key\": \"%s\", \"dst_bucket\": \"destination\", "
          + "\"id\": \"6f7d463b28c08d330d2424b65f2d32d4\", \"credbucket\": \"keys\", "
          + "\"credobject\": \"S3Beijingcredential.txt\"}";

  private static final String ID = "6f7d463b28c08d330d2424b65f2d32d4";
  private final ProcedureWorld procedure = new ProcedureWorld();
  private final World world = procedure.world;
  private String typed = "";

  /// In which form a job comes.
  enum Form {
    /// JSON whose every risky character is escaped, with `v` 1.
    JSON {
      @Override
      String text(CopyJob job) {
        return JobWriter.json(job, JobWriter.Reader.LONGHAUL);
      }
    },
    /// The same as one word, as the custom document carries it.
    WORD {
      @Override
      String text(CopyJob job) {
        return JobWriter.argument(job);
      }
    },
    /// JSON as other programs write it, without `v`: nothing escaped that need not be.
    RAW {
      @Override
      String text(CopyJob job) {
        return JobWriter.json(job, JobWriter.Reader.LONGHAUL).replace(", \"v\": 1", "");
      }
    };

    abstract String text(CopyJob job);
  }

  private ExitCode run(String... arguments) {
    List<String> all = new ArrayList<>(List.of("s3copy", "--state", "none"));
    all.addAll(List.of(arguments));
    S3CopyCommand command =
        new S3CopyCommand(
            world.surroundings(),
            _ -> procedure.services(),
            () -> new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)));
    return new CommandLines(List.of(command), List::of).run(all, world.screen.terminal());
  }

  private static CopyJob job(String id, ObjectKey key) {
    return new CopyJob(
        id,
        "source",
        key,
        "destination",
        new CredentialObject("keys", ObjectKey.of("S3Beijingcredential.txt")));
  }

  private static boolean isAbout(MemoryCall call, String key) {
    return call.key() != null && call.key().equals(ObjectKey.of(key));
  }

  private void has(ObjectKey key) {
    world.source.put(key.text(), "content of " + key.text());
  }

  private void isCopied(ObjectKey key) {
    assertThat(world.destination.has(key)).as(key.toString()).isTrue();
    assertThat(world.destination.object(key).content().toBytes())
        .as(key.toString())
        .isEqualTo(("content of " + key.text()).getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void doesTheJobThatTheOriginalsMainSends() {
    ObjectKey key = ObjectKey.of("test.img");
    has(key);

    assertThat(run(ORIGINAL.formatted("test.img"))).isEqualTo(ExitCode.DONE);

    isCopied(key);
    assertThat(world.screen.out())
        .startsWith(
            "job " + ID + ", s3://source/test.img to destination: copied and proved, 19 B,");
    assertThat(procedure.open(ID)).isEmpty();
    assertThat(procedure.result(ID))
        .containsEntry("complete", "Y")
        .containsKeys("complete_time", "sync_time");
    assertThat(procedure.metric).containsExactly("source");
  }

  @ParameterizedTest
  @EnumSource
  @Hazard({4, 52, 75})
  void everyKeyIsCopiedInWhateverFormItComes(Form form) {
    int number = 0;
    for (ObjectKey key : NastyKeys.all()) {
      has(key);
      assertThat(run(form.text(job("job-" + number++, key))))
          .as("%s as %s: %s", key, form, world.screen.err())
          .isEqualTo(ExitCode.DONE);
      isCopied(key);
    }
    assertThat(world.destination.objects()).hasSameSizeAs(world.source.objects());
  }

  /// The original's Main has decoded it; that its workers decode it again is their mistake.
  @Test
  @Hazard(4)
  void aKeyIsNotDecodedASecondTime() {
    for (String key : List.of("a+b", "a%2Bb", "a b", "100%25")) {
      has(ObjectKey.of(key));
    }

    assertThat(run(ORIGINAL.formatted("a%2Bb"))).isEqualTo(ExitCode.DONE);
    assertThat(run(ORIGINAL.formatted("100%25").replace(ID, "other"))).isEqualTo(ExitCode.DONE);

    assertThat(world.destination.objects())
        .containsOnlyKeys(ObjectKey.of("a%2Bb"), ObjectKey.of("100%25"));
  }

  /// Python writes some characters in a way that JSON does not know.
  @Test
  void readsWhatPythonDoesNotPrint() {
    ObjectKey key = ObjectKey.of("nb\u00a0sp");
    has(key);

    assertThat(run(ORIGINAL.formatted("nb\\xa0sp"))).isEqualTo(ExitCode.DONE);

    isCopied(key);
  }

  /// `x", "bucket": "other` as a key once chose the bucket that was read.
  @Test
  @Hazard(75)
  void aKeyThatBreaksOutOfItsQuotesIsNoJob() {
    assertThat(run(ORIGINAL.formatted("x\", \"bucket\": \"other"))).isEqualTo(ExitCode.USAGE);

    assertThat(world.screen.err()).startsWith("longhaul: no job: ");
    assertThat(procedure.open(ID)).isEmpty();
  }

  @Test
  void readsTheJobFromStandardInput() {
    has(ObjectKey.of("k"));
    typed = ORIGINAL.formatted("k") + "\n";

    assertThat(run("-", "--json")).isEqualTo(ExitCode.DONE);

    assertThat(world.screen.out())
        .startsWith("{\"id\":\"" + ID + "\",\"key\":\"k\",\"outcome\":\"copied\"");
  }

  @Test
  void aJobWithoutCredentialsSaysWhereTheyAreLookedFor() {
    typed = ORIGINAL.formatted("k").replaceAll(", \"credbucket.*", "}");

    assertThat(run("-")).isEqualTo(ExitCode.UNKNOWN);

    assertThat(world.screen.out()).contains("CredBucket and CredObject, or DstCredentials");
    assertThat(procedure.open(ID)).containsKey("last_error");
  }

  @Test
  void aSourceThatDoesNotAnswerLeavesTheJobToMonitor() {
    has(ObjectKey.of("k"));
    world.destination.interfere(
        Interference.looking(call -> {
          if (isAbout(call, "k")) {
            throw new StoreException(new Failure.Refused("no", 400, "InvalidRequest"));
          }
        }));

    assertThat(run(ORIGINAL.formatted("k"))).isNotEqualTo(ExitCode.DONE);
    assertThat(procedure.result(ID)).doesNotContainEntry("complete", "Y");
  }

  @Test
  @Hazard(67)
  void credentialsThatWereReplacedMeanwhileAreTakenUp() {
    has(ObjectKey.of("k"));
    AtomicInteger refusals = new AtomicInteger();
    world.destination.interfere(
        Interference.looking(call -> {
          if (isAbout(call, "k") && refusals.getAndIncrement() == 0) {
            throw new StoreException(
                new Failure.WrongCredentials("old", 403, "InvalidAccessKeyId"));
          }
        }));

    assertThat(run(ORIGINAL.formatted("k"))).as(world.screen.out()).isEqualTo(ExitCode.DONE);
    isCopied(ObjectKey.of("k"));
  }
}
