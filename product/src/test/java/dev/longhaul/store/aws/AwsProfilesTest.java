package dev.longhaul.store.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhaul.Hazard;
import dev.longhaul.effect.ManualClock;
import dev.longhaul.store.StoreException;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.utils.StringInputStream;

final class AwsProfilesTest {
  private static final String CONFIG =
      """
      [default]
      region = eu-west-1

      [profile plain]
      aws_access_key_id = AKPLAIN
      aws_secret_access_key = plain-secret
      region = cn-north-1

      [profile store]
      aws_access_key_id = AKSTORE
      aws_secret_access_key = store-secret
      aws_session_token = store-token
      endpoint_url = https://general.example
      services = own
      s3 =
        max_concurrent_requests = 20
        addressing_style = path

      [profile own-authority]
      aws_access_key_id = AKOWN
      aws_secret_access_key = s
      ca_bundle = /etc/own.pem

      [profile host]
      aws_access_key_id = AKHOST
      aws_secret_access_key = s
      endpoint_url = https://general.example:8443
      s3 =
        addressing_style = virtual

      [profile deaf]
      aws_access_key_id = AKDEAF
      aws_secret_access_key = s
      endpoint_url = https://general.example
      ignore_configured_endpoint_urls = true

      [profile empty]
      region = us-west-2

      [services own]
      dynamodb =
        endpoint_url = http://localhost:8000
      s3 =
        endpoint_url = http://localhost:9000
      """;

  private final ManualClock clock = new ManualClock();

  private AwsProfiles profiles(Map<String, String> environment) {
    ProfileFile files =
        ProfileFile.builder()
            .content(new StringInputStream(CONFIG))
            .type(ProfileFile.Type.CONFIGURATION)
            .build();
    return new AwsProfiles(files, environment, clock);
  }

  @Test
  void givesTheKeysAndRegionOfAProfile() {
    AwsAccess access = profiles(Map.of()).profile("plain");

    assertThat(access.credentials().current().accessKey()).isEqualTo("AKPLAIN");
    assertThat(access.credentials().current().secretKey()).isEqualTo("plain-secret");
    assertThat(access.region()).isEqualTo("cn-north-1");
    assertThat(access.endpoint()).isNull();
    assertThat(access.pathStyle()).isNull();
  }

  @Test
  void readsEndpointAndAddressingOfS3() {
    AwsAccess store = profiles(Map.of()).profile("store");
    AwsAccess host = profiles(Map.of()).profile("host");

    assertThat(store.endpoint()).isEqualTo(URI.create("http://localhost:9000"));
    assertThat(store.pathStyle()).isTrue();
    assertThat(store.credentials().current().sessionToken()).isEqualTo("store-token");
    assertThat(host.endpoint()).isEqualTo(URI.create("https://general.example:8443"));
    assertThat(host.pathStyle()).isFalse();
  }

  @Test
  void leavesConfiguredEndpointsOutWhenAskedTo() {
    assertThat(profiles(Map.of()).profile("deaf").endpoint()).isNull();
    assertThat(
            profiles(Map.of("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true"))
                .profile("store")
                .endpoint())
        .isNull();
  }

  @Test
  @Hazard(67)
  void neverMixesTheEnvironmentIntoANamedProfile() {
    Map<String, String> environment =
        Map.of("AWS_REGION", "sa-east-1", "AWS_ENDPOINT_URL", "https://other.example");

    AwsAccess access = profiles(environment).profile("plain");

    assertThat(access.region()).isEqualTo("cn-north-1");
    assertThat(access.endpoint()).isNull();
  }

  @Test
  void letsTheEnvironmentLeadInTheChain() {
    Map<String, String> environment =
        Map.of(
            "AWS_PROFILE", "store",
            "AWS_REGION", "sa-east-1",
            "AWS_ENDPOINT_URL", "https://all.example",
            "AWS_ENDPOINT_URL_S3", "https://s3.example");

    AwsAccess access = profiles(environment).chain();

    assertThat(access.region()).isEqualTo("sa-east-1");
    assertThat(access.endpoint()).isEqualTo(URI.create("https://s3.example"));
    assertThat(access.pathStyle()).isTrue();
    assertThat(profiles(Map.of()).chain().region()).isEqualTo("eu-west-1");
  }

  @Test
  void namesAProfileThatIsNotThere() {
    assertThatThrownBy(() -> profiles(Map.of()).profile("nobody"))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("no profile nobody");
  }

  @Test
  @Hazard(79)
  void saysWhichProfileHasNoCredentialsWithoutPrintingAny() {
    AwsAccess access = profiles(Map.of()).profile("empty");

    assertThatThrownBy(() -> access.credentials().current())
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("profile empty");
    assertThat(profiles(Map.of()).profile("store").credentials().current().toString())
        .doesNotContain("store-secret")
        .doesNotContain("store-token");
  }

  @Test
  void aProfileNamesCertificatesToTrust() {
    AwsProfiles profiles = profiles(Map.of());
    assertThat(profiles.profile("own-authority").certificates()).hasToString("/etc/own.pem");
    assertThat(profiles.profile("plain").certificates()).isNull();
  }
}
