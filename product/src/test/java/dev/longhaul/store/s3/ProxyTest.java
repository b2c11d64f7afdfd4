package dev.longhaul.store.s3;

import static dev.longhaul.store.s3.ScriptedServer.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhaul.store.BucketAddress;
import dev.longhaul.store.Credentials;
import dev.longhaul.store.Lookup;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which proxy the environment means, and what a request without credentials or through a relay
/// looks like.
final class ProxyTest extends ScriptedStore {
  private static final URI STORE = URI.create("https://s3.eu-west-1.amazonaws.com");

  private static @Nullable Proxy find(String... variables) {
    Map<String, String> environment = new java.util.TreeMap<>();
    for (int index = 0; index < variables.length; index += 2) {
      environment.put(variables[index], variables[index + 1]);
    }
    return Proxy.find(environment, STORE);
  }

  @Test
  void isNamedByTheEnvironmentForTheScheme() {
    assertThat(find()).isNull();
    assertThat(find("HTTP_PROXY", "http://p:1")).isNull();
    assertThat(find("HTTPS_PROXY", "http://p:3128")).isEqualTo(new Proxy("p", 3128, null));
    assertThat(find("HTTPS_PROXY", "")).isNull();
    assertThat(find("https_proxy", "small", "HTTPS_PROXY", "large"))
        .isEqualTo(new Proxy("small", 80, null));
    assertThat(find("HTTPS_PROXY", "http://u:p@p:1")).isEqualTo(new Proxy("p", 1, "Basic dTpw"));
  }

  @ParameterizedTest
  @CsvSource({
    "*,true",
    "amazonaws.com,true",
    ".amazonaws.com,true",
    "*.amazonaws.com,true",
    "'localhost, S3.EU-WEST-1.AMAZONAWS.COM',true",
    "azonaws.com,false",
    "'localhost,,',false",
    ".,false"
  })
  void isNotUsedForExceptedHosts(String except, boolean excepted) {
    Proxy proxy = find("HTTPS_PROXY", "p:1", "NO_PROXY", except);
    assertThat(proxy == null).isEqualTo(excepted);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://u:secret word@p", "socks5://secret", "http://", "https://secret"})
  void refusesWhatIsNoProxyWithoutRepeatingIt(String text) {
    assertThatThrownBy(() -> find("HTTPS_PROXY", text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("HTTPS_PROXY")
        .hasMessageNotContaining("secret")
        .hasNoCause();
  }

  @Test
  void neverPrintsItsPassword() {
    assertThat(new Proxy("p", 1, "Basic dTpw")).hasToString("proxy p:1");
  }

  @Test
  void aRelayGetsTheWholeAddress() {
    server.then(answer(404, "", ""));
    BucketAddress address =
        new BucketAddress(
            URI.create("http://store.invalid:8080"), "r", "bucket", BucketAddress.Kind.COMPATIBLE);
    Proxy proxy = new Proxy("127.0.0.1", server.endpoint().getPort(), "Basic dTpw");
    Credentials credentials = Credentials.of("AK", "secret");

    try (S3Stores.Open open =
        S3Stores.open(
            address,
            S3Settings.DEFAULT.with(new S3Settings.Way(null, proxy)),
            () -> credentials,
            clock)) {
      assertThat(open.store().reader().head(KEY)).isInstanceOf(Lookup.NotFound.class);
    }

    assertThat(server.request().target()).isEqualTo("http://store.invalid:8080/bucket/some/key");
    assertThat(server.request().headers())
        .containsEntry("host", "store.invalid:8080")
        .containsEntry("proxy-authorization", "Basic dTpw");
    assertThat(server.request().headers().get("authorization")).doesNotContain("proxy");
  }

  @Test
  void nobodySignsNothing() {
    server.then(answer(404, "", ""));
    BucketAddress address =
        new BucketAddress(server.endpoint(), "r", "bucket", BucketAddress.Kind.COMPATIBLE);

    try (S3Stores.Open open =
        S3Stores.open(address, S3Settings.DEFAULT, () -> Credentials.ANONYMOUS, clock)) {
      open.store().reader().head(KEY);
    }

    assertThat(server.request().headers())
        .doesNotContainKeys(
            "authorization", "x-amz-date", "x-amz-content-sha256", "x-amz-security-token");
  }
}
