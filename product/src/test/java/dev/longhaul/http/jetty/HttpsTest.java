package dev.longhaul.http.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhaul.Hazard;
import dev.longhaul.http.Answer;
import dev.longhaul.http.Endpoint;
import dev.longhaul.http.ListenException;
import dev.longhaul.http.ListenerSettings;
import dev.longhaul.http.ListenerSettings.Tls;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Listening with certificates out of PEM files, and asking callers for theirs.
@Timeout(300)
final class HttpsTest {
  private static final char[] PASSWORD = "poster".toCharArray();

  @Test
  void servesWithKeysOfEitherKind() throws Exception {
    for (String kind : List.of("rsa", "ec")) {
      try (HttpListener listener =
              open(new Tls(file(kind + ".pem"), file(kind + "-key.pem"), null));
          HttpClient client = client(false)) {
        assertThat(ask(client, listener)).as(kind).isEqualTo("by null\n");
      }
    }
  }

  @Test
  @Hazard(78)
  void asksCallersForACertificateOfTheAuthority() throws Exception {
    Tls tls = new Tls(file("ec.pem"), file("ec-key.pem"), file("authority.pem"));
    try (HttpListener listener = open(tls);
        HttpClient known = client(true);
        HttpClient unknown = client(false)) {
      assertThat(ask(known, listener)).isEqualTo("by CN=a poster\n");
      assertThatThrownBy(() -> ask(unknown, listener)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void certificatesThatWereReplacedAreShownToWhoeverConnectsThen(@TempDir Path folder)
      throws Exception {
    Tls tls = new Tls(folder.resolve("own.pem"), folder.resolve("own-key.pem"), null);
    Files.copy(file("ec.pem"), tls.certificate());
    Files.copy(file("ec-key.pem"), tls.key());
    try (HttpListener listener = open(tls);
        HttpClient before = client(false)) {
      assertThat(shown(before, listener)).isEqualTo("EC");
      assertThat(listener.renew()).as("nothing changed").isFalse();

      Files.copy(file("rsa.pem"), tls.certificate(), StandardCopyOption.REPLACE_EXISTING);
      assertThatThrownBy(listener::renew)
          .isInstanceOf(ListenException.class)
          .hasMessageContaining("own-key.pem holds no key for a certificate with RSA");
      try (HttpClient meanwhile = client(false)) {
        assertThat(shown(meanwhile, listener)).as("half of it counts for nothing").isEqualTo("EC");
      }

      Files.copy(file("rsa-key.pem"), tls.key(), StandardCopyOption.REPLACE_EXISTING);
      assertThat(listener.renew()).isTrue();
      assertThat(listener.renew()).isFalse();
      try (HttpClient after = client(false)) {
        assertThat(shown(after, listener)).isEqualTo("RSA");
      }
      assertThat(shown(before, listener)).as("on the connection it has").isEqualTo("EC");
    }
  }

  @Test
  @Hazard(78)
  void anAuthorityThatWasReplacedDecidesWhoIsKnown(@TempDir Path folder) throws Exception {
    Tls tls = new Tls(file("ec.pem"), file("ec-key.pem"), folder.resolve("clients.pem"));
    Files.copy(file("rsa.pem"), tls.clients());
    try (HttpListener listener = open(tls)) {
      try (HttpClient stranger = client(true)) {
        assertThatThrownBy(() -> ask(stranger, listener)).isInstanceOf(IOException.class);
      }
      Files.copy(file("authority.pem"), tls.clients(), StandardCopyOption.REPLACE_EXISTING);
      assertThat(listener.renew()).isTrue();
      try (HttpClient known = client(true);
          HttpClient unknown = client(false)) {
        assertThat(ask(known, listener)).isEqualTo("by CN=a poster\n");
        assertThatThrownBy(() -> ask(unknown, listener)).isInstanceOf(IOException.class);
      }
    }
  }

  @Test
  void saysWhichFileIsWrongAndHow() {
    Path certificate = file("ec.pem");
    assertRefused(certificate, file("ec-old-key.pem"), "ec-old-key.pem holds an EC PRIVATE KEY");
    assertRefused(certificate, file("rsa-key.pem"), "rsa-key.pem holds no key for a certificate");
    assertRefused(certificate, certificate, "ec.pem holds no PEM private key");
    assertRefused(file("ec-key.pem"), file("ec-key.pem"), "ec-key.pem holds no");
    assertRefused(Path.of("/nowhere.pem"), certificate, "/nowhere.pem does not exist");
    assertRefused(file("authority.pem"), file("rsa-key.pem"), "rsa-key.pem is not the key of");
  }

  private static void assertRefused(Path certificate, Path key, String why) {
    assertThatThrownBy(() -> open(new Tls(certificate, key, null)))
        .isInstanceOf(ListenException.class)
        .hasMessageStartingWith("console.tls: ")
        .hasMessageContaining(why);
  }

  private static HttpListener open(Tls tls) {
    ListenerSettings settings = ListenerSettings.plain("console.tls", "127.0.0.1", 0).over(tls);
    Endpoint endpoint =
        Endpoint.get(
            "/", Endpoint.OPEN, request -> Answer.text(200, "by " + request.head().certificate()));
    return HttpListener.open(settings, List.of(endpoint), _ -> {});
  }

  /// Of which kind the certificate is that the caller sees.
  private static String shown(HttpClient client, HttpListener listener) throws Exception {
    URI uri = URI.create("https://127.0.0.1:" + listener.port() + "/");
    HttpResponse<Void> answer =
        client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding());
    return answer.sslSession().orElseThrow().getPeerCertificates()[0].getPublicKey().getAlgorithm();
  }

  private static String ask(HttpClient client, HttpListener listener) throws Exception {
    URI uri = URI.create("https://127.0.0.1:" + listener.port() + "/");
    return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
  }

  private static HttpClient client(boolean withCertificate) throws Exception {
    KeyStore known = KeyStore.getInstance("PKCS12");
    known.load(null, null);
    try (InputStream in = resource("authority.pem").openStream()) {
      known.setCertificateEntry(
          "authority", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(known);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(withCertificate ? poster() : null, trust.getTrustManagers(), null);
    return HttpClient.newBuilder().sslContext(context).build();
  }

  private static KeyManager @Nullable [] poster() throws Exception {
    KeyStore own = KeyStore.getInstance("PKCS12");
    try (InputStream in = resource("poster.p12").openStream()) {
      own.load(in, PASSWORD);
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(own, PASSWORD);
    return keys.getKeyManagers();
  }

  private static Path file(String name) {
    try {
      return Path.of(resource(name).toURI());
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static URL resource(String name) {
    return Objects.requireNonNull(HttpsTest.class.getResource(name));
  }
}
