package dev.longhaul.store.s3;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.apache.hc.core5.ssl.SSLContexts;
import org.jspecify.annotations.Nullable;

/// Whom to believe that a server is who it says.
final class Certificates {
  private Certificates() {}

  /// Trusts what this runtime trusts, and the certificates of a PEM file besides: a store behind a
  /// company's own authority, and Amazon S3 in the same process.
  ///
  /// @param bundle `null` for no file
  /// @throws IllegalArgumentException when the file cannot be used
  static SSLContext trusting(@Nullable Path bundle) {
    if (bundle == null) {
      return SSLContexts.createSystemDefault();
    }
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int number = 0;
      for (TrustManager manager : managers(null)) {
        if (manager instanceof X509TrustManager usual) {
          for (X509Certificate known : usual.getAcceptedIssuers()) {
            store.setCertificateEntry("runtime" + number++, known);
          }
        }
      }
      for (Certificate added : read(bundle)) {
        store.setCertificateEntry("bundle" + number++, added);
      }
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers(store), null);
      return context;
    } catch (GeneralSecurityException | IOException unusable) {
      throw refused(bundle, String.valueOf(unusable.getMessage()), unusable);
    }
  }

  private static TrustManager[] managers(@Nullable KeyStore store) throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static Collection<? extends Certificate> read(Path bundle)
      throws GeneralSecurityException, IOException {
    try (InputStream in = Files.newInputStream(bundle)) {
      Collection<? extends Certificate> all =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (all.isEmpty()) {
        throw refused(bundle, "it holds no certificate", null);
      }
      return all;
    }
  }

  private static IllegalArgumentException refused(
      Path bundle, String why, @Nullable Exception cause) {
    return new IllegalArgumentException(
        "the certificates in "
            + bundle
            + " cannot be used: "
            + why
            + "; AWS_CA_BUNDLE or the profile's ca_bundle names a file of PEM certificates",
        cause);
  }
}
