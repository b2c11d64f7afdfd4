package dev.longhaul.s3copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhaul.Hazard;
import dev.longhaul.object.KeyPrefix;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.route.GlobFilter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Which keys become which jobs.
final class CopyRoutesTest {
  private static final CredentialObject USUAL = object("usual");
  private static final CredentialObject OWN = object("own");

  private final CopyRoutes routes =
      new CopyRoutes.Several(
          List.of(
              entry("photos", "2026/", "beijing", null),
              entry("photos", "", "ningxia", OWN),
              entry("papers", "", "beijing", null)),
          USUAL);

  private static CredentialObject object(String key) {
    return new CredentialObject("keys", ObjectKey.of(key));
  }

  /// Without what is temporary.
  private static CopyRoutes.Entry entry(
      String source, String prefix, String destination, @Nullable CredentialObject credentials) {
    KeyPrefix begins = KeyPrefix.of(prefix);
    return new CopyRoutes.Entry(
        source,
        begins,
        new GlobFilter(begins, List.of(GlobFilter.Rule.of(false, "tmp/**"))),
        destination,
        credentials);
  }

  private List<CopyJob> jobs(String bucket, String key) {
    return routes.jobs(bucket, ObjectKey.of(key), "01");
  }

  @Test
  void aKeyBecomesAJobForEachDestinationThatTakesIt() {
    assertThat(jobs("photos", "2026/a"))
        .extracting(CopyJob::destinationBucket)
        .containsExactly("beijing", "ningxia");
    assertThat(jobs("photos", "2025/a"))
        .extracting(CopyJob::destinationBucket)
        .containsExactly("ningxia");
    assertThat(jobs("papers", "2025/a"))
        .extracting(CopyJob::destinationBucket)
        .containsExactly("beijing");
  }

  @Test
  void filtersAreMatchedBehindThePrefix() {
    assertThat(jobs("photos", "2026/tmp/a"))
        .extracting(CopyJob::destinationBucket)
        .containsExactly("ningxia");
    assertThat(jobs("photos", "tmp/a")).isEmpty();
  }

  @Test
  void aBucketOfNoRouteIsRefused() {
    assertThatThrownBy(() -> jobs("others", "a"))
        .isInstanceOf(MalformedJob.class)
        .hasMessageContaining("others, which is none of the routes' sources");
  }

  @Test
  @Hazard(1)
  void jobsToSeveralDestinationsAreSeveralAndTheSameWheneverTheEventComes() {
    List<CopyJob> jobs = jobs("photos", "2026/a");
    assertThat(jobs).extracting(CopyJob::id).doesNotHaveDuplicates();
    assertThat(jobs("photos", "2026/a")).isEqualTo(jobs);
    assertThat(routes.jobs("photos", ObjectKey.of("2026/a"), "02"))
        .extracting(CopyJob::id)
        .doesNotContainAnyElementsOf(jobs.stream().map(CopyJob::id).toList());
  }

  /// Two routes that both take a key to one bucket: the first says how.
  @Test
  void aDestinationGetsAKeyOnce() {
    CopyRoutes overlapping =
        new CopyRoutes.Several(
            List.of(entry("photos", "2026/", "beijing", OWN), entry("photos", "", "beijing", null)),
            USUAL);
    assertThat(overlapping.jobs("photos", ObjectKey.of("2026/a"), "01"))
        .singleElement()
        .extracting(CopyJob::credentials)
        .isEqualTo(OWN);
  }

  @Test
  void rowsGetTheKeysOfTheirRoute() {
    for (CopyJob job : jobs("photos", "2026/a")) {
      assertThat(routes.complete(job.with(null))).isEqualTo(job);
    }
    CopyJob filteredBy = new CopyJob("one", "photos", ObjectKey.of("tmp/a"), "ningxia", null);
    assertThat(routes.complete(filteredBy).credentials()).isEqualTo(OWN);
    CopyJob unknown = new CopyJob("one", "photos", ObjectKey.of("a"), "gone", null);
    assertThat(routes.complete(unknown).credentials()).isEqualTo(USUAL);
  }
}
