package dev.longhaul.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.longhaul.Hazard;
import dev.longhaul.store.Body;
import dev.longhaul.store.BodyDigest;
import dev.longhaul.store.BucketAddress;
import dev.longhaul.store.Credentials;
import dev.longhaul.store.Failure;
import dev.longhaul.store.Lookup;
import dev.longhaul.store.Precondition;
import dev.longhaul.store.WriteAnswer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A store behind a certificate of its own and behind a proxy: the JDK's own HTTPS server.
final class WayToStoreTest {
  private static final char[] PASSWORD = "scripted".toCharArray();

  @TempDir private Path folder;
  private final AtomicLong received = new AtomicLong();
  private HttpsServer server;
  private Path bundle;

  @BeforeEach
  void start() throws GeneralSecurityException, IOException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = WayToStoreTest.class.getResourceAsStream("localhost.p12")) {
      keys.load(in, PASSWORD);
    }
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(keys, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), null, null);
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.createContext(
        "/bucket/",
        exchange -> {
          received.addAndGet(exchange.getRequestBody().readAllBytes().length);
          exchange.getResponseHeaders().set("ETag", "\"0123\"");
          boolean put = exchange.getRequestMethod().equals("PUT");
          exchange.sendResponseHeaders(put ? 200 : 404, -1);
          exchange.close();
        });
    server.start();
    byte[] certificate = keys.getCertificate(keys.aliases().nextElement()).getEncoded();
    bundle =
        Files.writeString(
            folder.resolve("bundle.pem"),
            "# Our own authority\n-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder().encodeToString(certificate)
                + "\n-----END CERTIFICATE-----\n");
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private S3Stores.Open open(@Nullable Path certificates, @Nullable Proxy proxy) {
    URI endpoint = URI.create("https://localhost:" + server.getAddress().getPort());
    Credentials credentials = Credentials.of("AK", "secret");
    return S3Stores.open(
        new BucketAddress(endpoint, "r", "bucket", BucketAddress.Kind.COMPATIBLE),
        S3Settings.DEFAULT.with(new S3Settings.Way(certificates, proxy)),
        () -> credentials,
        new ScriptedStore.FixedClock());
  }

  private static Lookup head(S3Stores.Open open) {
    return open.store().reader().head(ScriptedStore.KEY);
  }

  @Test
  void trustsTheCertificatesOfTheBundle() {
    try (S3Stores.Open open = open(bundle, null)) {
      WriteAnswer answer =
          open.store()
              .writer()
              .put(
                  ScriptedStore.KEY,
                  ScriptedStore.PLAIN,
                  Body.of(new byte[300_000], BodyDigest.NONE),
                  new Precondition.None());

      assertThat(answer).isInstanceOf(WriteAnswer.Written.class);
      assertThat(received).hasValue(300_000);
    }
  }

  @Test
  @Hazard(68)
  void trustsNoUnknownCertificateAndNamesTheRemedy() {
    try (S3Stores.Open open = open(null, null)) {
      Failure failure = ScriptedStore.failureOf(() -> head(open));

      assertThat(failure.message()).contains("no connection could be made", "AWS_CA_BUNDLE");
    }
    assertThat(received).hasValue(0);
  }

  @Test
  void aBundleWithoutCertificatesIsRefused() throws IOException {
    Path empty = Files.writeString(folder.resolve("empty.pem"), "");

    assertThatThrownBy(() -> open(empty, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("empty.pem")
        .hasMessageContaining("ca_bundle");
    assertThatThrownBy(() -> open(folder.resolve("none.pem"), null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("none.pem");
  }

  @Test
  void speaksTlsThroughAProxy() throws IOException {
    try (TunnelProxy proxy = new TunnelProxy("HTTP/1.1 200 OK\r\n\r\n");
        S3Stores.Open open = open(bundle, new Proxy("localhost", proxy.port(), "Basic dTpw"))) {
      assertThat(head(open)).isInstanceOf(Lookup.NotFound.class);
      assertThat(head(open)).isInstanceOf(Lookup.NotFound.class);

      assertThat(proxy.heads()).as("one connection for both").hasSize(1);
      assertThat(proxy.heads().getFirst())
          .startsWith("CONNECT localhost:" + server.getAddress().getPort() + " HTTP/1.1")
          .contains("proxy-authorization: Basic dTpw")
          .doesNotContain("bucket", "AK");
    }
  }

  @Test
  void aProxyThatRefusesIsNamed() throws IOException {
    try (TunnelProxy proxy =
            new TunnelProxy("HTTP/1.1 407 Who are you\r\nContent-Length: 0\r\n\r\n");
        S3Stores.Open open = open(bundle, new Proxy("localhost", proxy.port(), "Basic dTpw"))) {
      Failure failure = ScriptedStore.failureOf(() -> head(open));

      assertThat(failure.message())
          .contains("proxy localhost:" + proxy.port(), "407")
          .doesNotContain("dTpw");
    }
  }
}
