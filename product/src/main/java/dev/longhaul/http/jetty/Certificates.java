package dev.longhaul.http.jetty;

import dev.longhaul.http.ListenException;
import dev.longhaul.http.ListenerSettings.Tls;
import java.security.MessageDigest;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/// What a listener shows its callers, and whom it knows; read again when the files have changed.
/// Thread-safe.
final class Certificates {
  private final PemFiles files;
  private final Tls tls;
  private final SslContextFactory.Server factory = new SslContextFactory.Server();
  private final AtomicReference<byte[]> used;

  /// @param setting the listener, for messages
  /// @throws ListenException when a file cannot be used
  Certificates(String setting, Tls tls) {
    this.files = new PemFiles(setting);
    this.tls = tls;
    // Before the files are read, so that what changes meanwhile is seen the next time.
    this.used = new AtomicReference<>(files.digest(tls));
    factory.setSslContext(files.context(tls));
    factory.setNeedClientAuth(tls.clients() != null);
  }

  SslContextFactory.Server factory() {
    return factory;
  }

  /// Takes over what is in the files now, for connections from now on.
  ///
  /// @return whether it differs from what was used before
  /// @throws ListenException when a file cannot be used; then what was used before still is
  boolean renew() {
    byte[] now = files.digest(tls);
    if (MessageDigest.isEqual(now, used.get())) {
      return false;
    }
    SSLContext context = files.context(tls);
    try {
      factory.reload(same -> same.setSslContext(context));
    } catch (Exception unusable) {
      throw new ListenException(
          tls.certificate() + " cannot be taken over: " + unusable.getMessage(), unusable);
    }
    used.set(now);
    return true;
  }
}
