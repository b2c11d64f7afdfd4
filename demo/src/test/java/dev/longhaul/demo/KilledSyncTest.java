package dev.longhaul.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.cli.ExitCode;
import dev.longhaul.demo.Longhaul.Ended;
import dev.longhaul.demo.RelayRule.Verdict;
import dev.longhaul.demo.SharedServers.Bucket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kills the real process at chosen moments, as a power cut would; the next run ends equal and
/// leaves no upload behind.
final class KilledSyncTest {

  private static final Sample LARGE =
      Sample.of("large", 0)
          .inParts(Sample.SMALLEST_PART, Sample.SMALLEST_PART, Sample.SMALLEST_PART, 1_000);

  @TempDir private Path folder;
  // S3Mock cannot abort an upload any more once another one of the same key is gone.
  private final Bucket source = SharedServers.onS3Proxy();
  private final Bucket destination = SharedServers.onS3Proxy();

  private void fill() {
    source
        .samples()
        .put(SampleData.attributes().stream().filter(ServerKind.S3PROXY::holds).toList());
    source.samples().put(List.of(LARGE, Sample.of("small", 100)));
  }

  @Test
  @Hazard(39)
  void convergesWhenKilledDuringTheScan() throws Exception {
    assertConvergesWhenKilledAt(atSource(RelayedRequest::isListing, 1));
  }

  @Test
  @Hazard(39)
  void convergesWhenKilledBeforeASmallObjectIsWritten() throws Exception {
    assertConvergesWhenKilledAt(
        atDestination(request -> request.isPut() && !request.isProbe(), 3, Verdict.HOLD));
  }

  @Test
  @Hazard({39, 40})
  void convergesWhenKilledBetweenTheOpeningOfAnUploadAndItsAnswer() throws Exception {
    assertConvergesWhenKilledAt(
        atDestination(
            request -> request.isCreateUpload() && !request.isProbe(), 1, Verdict.HOLD_ANSWER));
  }

  @Test
  @Hazard({39, 40})
  void convergesWhenKilledWithinAPart() throws Exception {
    assertConvergesWhenKilledAt(
        atDestination(request -> request.isUploadPart() && !request.isProbe(), 2, Verdict.HOLD));
  }

  @Test
  @Hazard({39, 40})
  void convergesWhenKilledBeforeTheCompletion() throws Exception {
    assertConvergesWhenKilledAt(
        atDestination(request -> request.isComplete() && !request.isProbe(), 1, Verdict.HOLD));
  }

  @Test
  @Hazard({30, 39})
  void convergesWhenKilledBeforeItLearnsOfTheCompletion() throws Exception {
    assertConvergesWhenKilledAt(
        atDestination(
            request -> request.isComplete() && !request.isProbe(), 1, Verdict.HOLD_ANSWER));
  }

  /// Where a process is killed: which request is held, on which side.
  private record Moment(RelayRule source, RelayRule destination, boolean atSource) {}

  private static Moment atSource(Predicate<RelayedRequest> which, int nth) {
    return new Moment(holding(which, nth, Verdict.HOLD), RelayRule.PASS, true);
  }

  private static Moment atDestination(Predicate<RelayedRequest> which, int nth, Verdict verdict) {
    return new Moment(RelayRule.PASS, holding(which, nth, verdict), false);
  }

  /// Holds the nth request of a kind and, as time would stand still, every one after it.
  private static RelayRule holding(Predicate<RelayedRequest> which, int nth, Verdict verdict) {
    var seen = new AtomicInteger();
    return request -> which.test(request) && seen.incrementAndGet() >= nth ? verdict : Verdict.PASS;
  }

  private void assertConvergesWhenKilledAt(Moment moment) throws Exception {
    fill();
    var longhaul = new Longhaul(folder, source, destination);
    try (RelayProxy from = RelayProxy.before(source.access(), moment.source());
        RelayProxy to = RelayProxy.before(destination.access(), moment.destination())) {
      // The state belongs to a pair of addresses, so both runs go through the same relays.
      Longhaul relayed = longhaul.through(from, to);
      Process process = relayed.startSync();
      try {
        (moment.atSource() ? from : to).awaitHeld(process.onExit());
        assertThat(process.isAlive()).isTrue();
      } finally {
        process.destroyForcibly().waitFor();
      }
      from.restart();
      to.restart();

      Ended next = relayed.sync();

      assertThat(next.code()).as(next.all()).isEqualTo(ExitCode.DONE);
    }
    assertThat(source.differencesTo(destination)).isEmpty();
    assertThat(destination.openUploads()).isEmpty();
  }
}
