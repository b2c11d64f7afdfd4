package dev.longhaul.http.jetty;

import dev.longhaul.http.ListenException;
import dev.longhaul.http.ListenerSettings.Tls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/// What TLS needs, out of PEM files. That a store's certificates are read elsewhere too, in
/// `store.s3`, is one call of the JDK; everything around it differs.
final class PemFiles {
  private static final Pattern KEY =
      Pattern.compile(
          "-----BEGIN ([A-Z ]*PRIVATE KEY)-----([A-Za-z0-9+/=\\s]+)"
              + "-----END [A-Z ]*PRIVATE KEY-----");

  private final String setting;

  /// @param setting the listener, for messages
  PemFiles(String setting) {
    this.setting = setting;
  }

  /// What a listener shows and whom it knows.
  ///
  /// @throws ListenException when a file cannot be used
  SSLContext context(Tls tls) {
    try {
      SSLContext ssl = SSLContext.getInstance("TLS");
      ssl.init(own(tls.certificate(), tls.key()).getKeyManagers(), known(tls.clients()), null);
      return ssl;
    } catch (GeneralSecurityException | IOException unusable) {
      throw refused(tls.certificate(), "cannot be used: " + unusable.getMessage(), unusable);
    }
  }

  /// Tells whether the files are still what they were.
  ///
  /// @throws ListenException when a file cannot be read
  byte[] digest(Tls tls) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes(tls.certificate()));
      digest.update(bytes(tls.key()));
      return tls.clients() == null ? digest.digest() : digest.digest(bytes(tls.clients()));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private KeyManagerFactory own(Path certificate, Path key)
      throws GeneralSecurityException, IOException {
    Certificate[] chain = certificates(certificate).toArray(Certificate[]::new);
    PrivateKey secret = key(key, chain[0].getPublicKey().getAlgorithm());
    char[] password = "in memory only".toCharArray();
    if (!belong(secret, chain[0])) {
      throw refused(key, "is not the key of " + certificate, null);
    }
    KeyStore store = empty();
    store.setKeyEntry("own", secret, password, chain);
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, password);
    return factory;
  }

  /// Whether what one signs the other confirms.
  private static boolean belong(PrivateKey key, Certificate certificate)
      throws GeneralSecurityException {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          case String other -> other;
        };
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(key);
    byte[] signed = signature.sign();
    signature.initVerify(certificate.getPublicKey());
    return signature.verify(signed);
  }

  private TrustManager @Nullable [] known(@Nullable Path clients)
      throws GeneralSecurityException, IOException {
    if (clients == null) {
      return null;
    }
    KeyStore store = empty();
    int number = 0;
    for (Certificate authority : certificates(clients)) {
      store.setCertificateEntry("clients" + number++, authority);
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private Collection<? extends Certificate> certificates(Path file) {
    try {
      Collection<? extends Certificate> all =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(bytes(file)));
      if (all.isEmpty()) {
        throw refused(file, "holds no certificate", null);
      }
      return all;
    } catch (GeneralSecurityException unreadable) {
      throw refused(file, "holds no PEM certificates", unreadable);
    }
  }

  private PrivateKey key(Path file, String algorithm) {
    Matcher matcher = KEY.matcher(new String(bytes(file), StandardCharsets.ISO_8859_1));
    if (!matcher.find()) {
      throw refused(file, "holds no PEM private key", null);
    }
    if (!matcher.group(1).equals("PRIVATE KEY")) {
      throw refused(
          file,
          "holds an "
              + matcher.group(1)
              + " and not a PRIVATE KEY; openssl pkcs8 -topk8 -nocrypt"
              + " -in OLD -out NEW makes one",
          null);
    }
    try {
      byte[] encoded = Base64.getMimeDecoder().decode(matcher.group(2));
      return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
    } catch (GeneralSecurityException | IllegalArgumentException unreadable) {
      throw refused(file, "holds no key for a certificate with " + algorithm, unreadable);
    }
  }

  private byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException missing) {
      throw refused(file, "does not exist", missing);
    } catch (IOException unreadable) {
      throw refused(file, "cannot be read: " + unreadable.getMessage(), unreadable);
    }
  }

  private ListenException refused(Path file, String why, @Nullable Throwable cause) {
    return new ListenException(setting + ": " + file + " " + why, cause);
  }
}
