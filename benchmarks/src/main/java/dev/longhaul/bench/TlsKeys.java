package dev.longhaul.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// A key and a certificate for loopback, made by the JDK's own tool for one run of the bench.
///
/// @param keys a PKCS12 for the server
/// @param certificate what a client has to trust, as PEM
record TlsKeys(Path keys, Path certificate) {
  private static final String PASSWORD = "synthetic";

  static TlsKeys make(Path folder) throws IOException, InterruptedException {
    Path keys = folder.resolve("keys.p12");
    Path certificate = folder.resolve("certificate.pem");
    List<String> store =
        List.of("-keystore", keys.toString(), "-storepass", PASSWORD, "-alias", "synthetic");
    List<String> make =
        List.of(
            "-genkeypair -keyalg EC -groupname secp256r1 -dname CN=localhost -storetype PKCS12"
                .concat(" -ext san=ip:127.0.0.1 -ext bc=ca:true")
                .split(" "));
    run(make, store);
    run(List.of("-exportcert", "-rfc", "-file", certificate.toString()), store);
    return new TlsKeys(keys, certificate);
  }

  /// Trusts the certificate.
  SSLContext trusting() throws IOException {
    try (InputStream file = Files.newInputStream(keys)) {
      KeyStore made = KeyStore.getInstance("PKCS12");
      made.load(file, PASSWORD.toCharArray());
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry("synthetic", made.getCertificate("synthetic"));
      TrustManagerFactory managers = TrustManagerFactory.getInstance("PKIX");
      managers.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException unusable) {
      throw new IOException("the certificate is not usable", unusable);
    }
  }

  private static void run(List<String> words, List<String> store)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(words);
    command.addAll(store);
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (process.waitFor() != 0) {
      throw new IOException("no key for TLS could be made: " + String.join(" ", command));
    }
  }
}
