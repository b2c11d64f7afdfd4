package dev.longhaul.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhaul.config.CredentialsChoice;
import dev.longhaul.config.SideSettings;
import dev.longhaul.route.GlobFilter;
import dev.longhaul.route.Policy;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class RouteOptionsTest {
  private static RouteSettings read(String... arguments) {
    CommandSpec spec = CommandSpec.create().name("sync");
    RouteOptions.declareSides(spec);
    Options.addGroup(spec, "What", RouteOptions.declareFilters());
    Options.addGroup(spec, "Scope", RouteOptions.declareScope());
    Options.addGroup(spec, "Changes", RouteOptions.declareChanges());
    return RouteOptions.read(new CommandLine(spec).parseArgs(arguments));
  }

  @Test
  void filtersKeepTheOrderInWhichTheyWereTyped() {
    RouteSettings route =
        read("--exclude", "**", "s3://a", "--include=*.jpg", "s3://b", "--exclude", "x*");

    assertThat(route.filters())
        .containsExactly(
            GlobFilter.Rule.of(false, "**"),
            GlobFilter.Rule.of(true, "*.jpg"),
            GlobFilter.Rule.of(false, "x*"));
  }

  @Test
  void eachSideHasItsOwnSettings() {
    RouteSettings route =
        read(
            "s3://a/p",
            "s3://b",
            "--source-profile",
            "near",
            "--dest-endpoint",
            "http://127.0.0.1:9000/",
            "--dest-credentials",
            "env:FAR",
            "--dest-addressing",
            "path");

    assertThat(route.source().credentials()).isEqualTo(new CredentialsChoice.Profile("near"));
    assertThat(route.source().endpoint()).isNull();
    assertThat(route.destination().profile()).isNull();
    assertThat(route.destination().endpoint()).hasToString("http://127.0.0.1:9000");
    assertThat(route.destination().credentials())
        .isEqualTo(new CredentialsChoice.Environment("FAR"));
    assertThat(route.destination().addressing()).isEqualTo(SideSettings.Addressing.PATH);
    assertThat(route.sourcePrefix().text()).isEqualTo("p/");
    assertThat(route.policy()).isEqualTo(Policy.DEFAULT);
  }

  @Test
  void aSourceThatEverybodyMayReadNeedsNoCredentials() {
    RouteSettings route = read("s3://a", "s3://b", "--source-anonymous");

    assertThat(route.source().credentials()).isEqualTo(new CredentialsChoice.Anonymous());
    assertThat(route.destination().credentials()).isEqualTo(new CredentialsChoice.Chain());
    assertThatThrownBy(() -> read("s3://a", "s3://b", "--source-anonymous", "--source-profile=x"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("name none beside it");
  }

  @Test
  void policyIsMadeOfItsOptions() {
    RouteSettings route =
        read(
            "s3://a/p",
            "s3://b",
            "--delete",
            "--raw-prefix",
            "--tags=ignore",
            "--compare=metadata",
            "--storage-class=STANDARD_IA=STANDARD",
            "--storage-class",
            "GLACIER_IR=STANDARD_IA",
            "--encryption-key=alias/x");

    assertThat(route.sourcePrefix().text()).isEqualTo("p");
    assertThat(route.policy().deletes()).isEqualTo(Policy.Deletes.MIRROR);
    assertThat(route.policy().tags()).isEqualTo(Policy.TagRule.IGNORE);
    assertThat(route.policy().compare()).isEqualTo(Policy.Compare.METADATA);
    assertThat(route.policy().encryptionKey()).isEqualTo("alias/x");
    assertThat(route.policy().storageClasses())
        .isEqualTo(Map.of("STANDARD_IA", "STANDARD", "GLACIER_IR", "STANDARD_IA"));
  }
}
