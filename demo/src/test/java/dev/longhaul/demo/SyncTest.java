package dev.longhaul.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.cli.ExitCode;
import dev.longhaul.demo.Longhaul.Ended;
import dev.longhaul.demo.SharedServers.Bucket;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `longhaul sync` between two real servers with different credentials; the AWS SDK judges.
final class SyncTest {

  @TempDir private Path folder;
  private final Bucket source = SharedServers.onS3Mock();
  private final Bucket destination = SharedServers.onOtherS3Mock();

  private Longhaul longhaul() {
    return new Longhaul(folder, source, destination);
  }

  @Test
  @Hazard({38, 41, 44, 45, 52, 53, 54, 55})
  void copiesEverySampleWithHeadersMetadataAndTags() {
    source.samples().put(SampleData.everything());

    assertMadeEqualAtOnce(longhaul());
  }

  @Test
  void copiesToAServerOfAnotherMake() {
    source.samples().put(heldByS3Proxy());

    assertMadeEqualAtOnce(new Longhaul(folder, source, SharedServers.onS3Proxy()));
  }

  @Test
  void copiesFromAServerOfAnotherMake() {
    Bucket proxy = SharedServers.onS3Proxy();
    proxy.samples().put(heldByS3Proxy());

    assertMadeEqualAtOnce(new Longhaul(folder, proxy, destination));
  }

  @Test
  @Hazard({35, 37})
  void remembersProofWhereETagsCannotShowIt() {
    Bucket proxy = SharedServers.onS3Proxy();
    proxy.samples().put(Sample.of("one-put", (64 << 20) + 1));

    assertMadeEqualAtOnce(new Longhaul(folder, proxy, destination));
  }

  /// The first run makes the buckets equal, the second sends nothing but listings.
  private static void assertMadeEqualAtOnce(Longhaul longhaul) {
    try (RelayProxy from = RelayProxy.before(longhaul.source().access(), RelayRule.PASS);
        RelayProxy to = RelayProxy.before(longhaul.destination().access(), RelayRule.PASS)) {
      // What is remembered belongs to a pair of addresses, so both runs go through the relays.
      Longhaul relayed = longhaul.through(from, to);
      Ended first = relayed.sync();
      assertThat(first.code()).as(first.all()).isEqualTo(ExitCode.DONE);
      assertThat(longhaul.source().differencesTo(longhaul.destination())).isEmpty();
      assertThat(longhaul.destination().openUploads()).isEmpty();
      assertThat(longhaul.destination().canaries()).isEmpty();
      from.forget();
      to.forget();

      Ended second = relayed.sync();

      assertThat(second.code()).as(second.all()).isEqualTo(ExitCode.DONE);
      assertThat(from.requests()).filteredOn(RelayedRequest::isOfAnObject).isEmpty();
      assertThat(to.requests()).filteredOn(RelayedRequest::isOfAnObject).isEmpty();
      assertThat(from.count(RelayedRequest::isListing)).isPositive();
    }
  }

  private static List<Sample> heldByS3Proxy() {
    return SampleData.everything().stream().filter(ServerKind.S3PROXY::holds).toList();
  }

  @Test
  void sendsTwoRequestsPerNewSmallObject() {
    Bucket from = SharedServers.onS3Proxy();
    Bucket to = SharedServers.onS3Proxy();
    from.samples().put(Sample.of("first", 10));
    try (RelayProxy fromRelay = RelayProxy.before(from.access(), RelayRule.PASS);
        RelayProxy toRelay = RelayProxy.before(to.access(), RelayRule.PASS)) {
      Longhaul relayed = new Longhaul(folder, from, to).through(fromRelay, toRelay);
      // Learns what the stores can do.
      relayed.sync();
      List<Sample> samples = numbered("small/", 25);
      from.samples().put(samples);
      fromRelay.forget();
      toRelay.forget();

      Ended ended = relayed.sync();

      assertThat(ended.code()).as(ended.all()).isEqualTo(ExitCode.DONE);
      assertThat(fromRelay.requests())
          .filteredOn(RelayedRequest::isOfAnObject)
          .hasSameSizeAs(samples)
          .allMatch(RelayedRequest::isGet);
      assertThat(toRelay.requests())
          .filteredOn(RelayedRequest::isOfAnObject)
          .hasSameSizeAs(samples)
          .allMatch(RelayedRequest::isPut);
    }
  }

  private static List<Sample> numbered(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(number -> Sample.of(prefix + number, 1_000)).toList();
  }

  @Test
  @Hazard(43)
  void addsNoDeleteMarkerForAKeyThatOnlyTheListingStillShows() {
    destination.keepVersions();
    source.samples().put(List.of(Sample.of("kept", 5), Sample.of("removed", 5)));
    longhaul().sync();
    source.samples().delete("removed");

    // S3Mock goes on listing the key, so no run may call the buckets equal. On a busy machine a run
    // gives up before it deletes.
    do {
      assertGivesUp();
    } while (destination.deleteMarkers("removed") == 0);
    assertGivesUp();

    assertThat(destination.deleteMarkers("removed")).isEqualTo(1);
    assertThat(destination.deleteMarkers("kept")).isZero();
  }

  private void assertGivesUp() {
    Ended ended = longhaul().sync("--delete", "--give-up-after", "1s");
    assertThat(ended.code()).as(ended.all()).isEqualTo(ExitCode.UNKNOWN);
  }

  @Test
  @Hazard(52)
  void parksWhatTheDestinationCannotHoldAndCopiesTheRest() {
    Bucket proxy = SharedServers.onS3Proxy();
    List<Sample> refused =
        List.of(
            Sample.of("../x", 10),
            Sample.of("/lead", 10),
            Sample.of("..", 10),
            Sample.of("fine//twice", 10),
            Sample.of("./fine", 10));
    source.samples().put(refused);
    source.samples().put(List.of(Sample.of("fine", 10), Sample.of("folder/twice", 10)));
    source.samples().put(Sample.of("folder//twice", 20));

    Ended ended = new Longhaul(folder, source, proxy).sync();

    assertThat(ended.code()).as(ended.all()).isEqualTo(ExitCode.DIFFERENT);
    String said = ended.all();
    refused.forEach(sample -> assertThat(said).contains(sample.key()));
    assertThat(proxy.keys()).containsExactlyInAnyOrder("fine", "folder/twice");
    assertThat(proxy.size("folder/twice")).isEqualTo(10);
  }

  @Test
  void copiesWhatChangedAlsoWhenItsSizeDidNot() {
    source.samples().put(List.of(Sample.of("same", 500), Sample.of("changed", 500)));
    longhaul().sync();
    source.samples().put(Sample.of("changed", 500).withSeed(1));

    Ended ended = longhaul().sync();

    assertThat(ended.code()).as(ended.all()).isEqualTo(ExitCode.DONE);
    assertThat(source.differencesTo(destination)).isEmpty();
  }

  @Test
  void deletesOnlyWhenAsked() {
    source.samples().put(List.of(Sample.of("kept", 5), Sample.of("removed", 5)));
    longhaul().sync();
    source.samples().delete("removed");

    longhaul().sync();
    assertThat(destination.keys()).containsExactlyInAnyOrder("kept", "removed");

    Ended ended = longhaul().sync("--delete");
    assertThat(ended.code()).as(ended.all()).isEqualTo(ExitCode.DONE);
    assertThat(destination.keys()).containsExactly("kept");
  }

  @Test
  @Hazard(61)
  void deletesNothingWhenMoreThanTheLimitIsGone() {
    List<Sample> samples = numbered("key", 20);
    source.samples().put(samples.getFirst());
    destination.samples().put(samples);

    Ended ended = longhaul().sync("--delete", "--max-delete", "10");

    assertThat(ended.code()).as(ended.all()).isEqualTo(ExitCode.BREAKER);
    assertThat(destination.keys().size()).isGreaterThanOrEqualTo(10);
  }

  @Test
  @Hazard(58)
  void survivesListingsThatAreNotInByteOrder() {
    source.samples().put(SampleData.keysOrderedOtherwiseInUtf16());
    source.samples().put(SampleData.attributes());

    longhaul().sync("--delete");
    Ended again = longhaul().sync("--delete");

    assertThat(again.code()).as(again.all()).isEqualTo(ExitCode.DONE);
    assertThat(source.differencesTo(destination)).isEmpty();
  }

  @Test
  @Hazard({15, 67})
  void deletesNothingWhenTheSourceRefusesTheCredentials() {
    destination.samples().put(List.of(Sample.of("one", 5), Sample.of("two", 5)));

    Ended ended = new Longhaul(folder, source.withWrongSecret(), destination).sync("--delete");

    assertThat(ended.code()).as(ended.all()).isEqualTo(ExitCode.UNKNOWN);
    assertThat(ended.all()).doesNotContain("wrong\n");
    assertThat(destination.keys()).containsExactlyInAnyOrder("one", "two");
  }

  @Test
  void changesNothingWhenDry() {
    source.samples().put(Sample.of("new", 5));
    destination.samples().put(Sample.of("old", 5));

    Ended ended = longhaul().sync("--dry-run", "--delete");

    assertThat(ended.out() + ended.all()).contains("new").contains("old");
    assertThat(destination.keys()).containsExactly("old");
  }

  @Test
  @Hazard(79)
  void neverPrintsASecret() {
    source.samples().put(Sample.of("key", 5));

    Ended ended = longhaul().sync();

    assertThat(ended.out() + ended.all())
        .doesNotContain(source.access().secretKey(), destination.access().secretKey());
  }
}
