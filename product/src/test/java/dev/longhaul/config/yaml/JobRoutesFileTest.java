package dev.longhaul.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhaul.config.JobRoute;
import dev.longhaul.config.Location;
import dev.longhaul.config.UnusableConfiguration;
import dev.longhaul.object.KeyPrefix;
import dev.longhaul.route.GlobFilter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Routes of function Main as people write them.
final class JobRoutesFileTest {
  private static final String LEAST =
      """
      routes:
        photos:
          source: near-photos
          destination: far-photos
      """;

  private static List<JobRoute> read(String text) {
    return JobRoutesFile.read("s3://conf/routes.yaml", text);
  }

  @Test
  void aRouteNeedsTwoBucketsAndNothingElse() {
    assertThat(read(LEAST))
        .containsExactly(
            new JobRoute("near-photos", KeyPrefix.NONE, List.of(), "far-photos", null));
  }

  @Test
  void prefixFiltersAndCredentialsAreThoseOfARoute() {
    String text =
        LEAST
            + """
                source-prefix: 2026/
                filters:
                  - exclude: "tmp/**"
                  - include: "tmp/keep/**"
                credentials: s3://keys/S3BJScredential.txt
              papers:
                source: near-papers
                destination: far-photos
            """;
    assertThat(read(text))
        .containsExactly(
            new JobRoute(
                "near-photos",
                KeyPrefix.of("2026/"),
                List.of(
                    GlobFilter.Rule.of(false, "tmp/**"), GlobFilter.Rule.of(true, "tmp/keep/**")),
                "far-photos",
                new Location("keys", "S3BJScredential.txt")),
            new JobRoute("near-papers", KeyPrefix.NONE, List.of(), "far-photos", null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sourc-prefix: a/ | 5:5: routes.photos.sourc-prefix: there is no such setting; did you mean"
            + " source-prefix?",
        "deletes: mirror | 5:5: routes.photos.deletes: there is no such setting here; known are"
            + " source, source-prefix, filters,",
        "destination-prefix: a/ | 5:5: routes.photos.destination-prefix: a job has one key, the"
            + " same on both sides",
        "credentials: env:FAR | 5:5: routes.photos.credentials: jobs name an object",
        "filters: [{only: x}] | 5:15: routes.photos.filters.1: is one of include: GLOB and exclude:"
            + " GLOB",
      })
  void whatIsWrongIsToldWithItsPlaceAndRemedy(String line, String told) {
    assertThatThrownBy(() -> read(LEAST + "    " + line + "\n"))
        .isInstanceOf(UnusableConfiguration.class)
        .hasMessageStartingWith("s3://conf/routes.yaml:" + told);
  }

  @Test
  void aFileWithoutRoutesOrOfAnotherKindIsRefused() {
    for (String text : List.of("", "routes: {}", "near: far", "- a", "routes: 7", "{", "\u0001")) {
      assertThatThrownBy(() -> read(text))
          .as(text)
          .isInstanceOf(UnusableConfiguration.class)
          .hasMessageStartingWith("s3://conf/routes.yaml");
    }
  }

  @Test
  void moreRoutesThanAProcessServesAreRefused() {
    StringBuilder text = new StringBuilder("routes:\n");
    for (int route = 0; route < 65; route++) {
      text.append("  r").append(route).append(": {source: near, destination: far}\n");
    }
    assertThatThrownBy(() -> read(text.toString())).hasMessageContaining("holds 65 routes");
  }
}
