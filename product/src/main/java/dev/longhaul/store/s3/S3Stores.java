package dev.longhaul.store.s3;

import dev.longhaul.effect.Clock;
import dev.longhaul.store.BucketAddress;
import dev.longhaul.store.BucketNotifications;
import dev.longhaul.store.CredentialSource;
import dev.longhaul.store.ObjectStore;
import java.util.Optional;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;

/// Opens buckets over the S3 protocol: the way into this package.
public final class S3Stores {
  private S3Stores() {}

  /// Opens one bucket. Nothing is sent yet; connections are made when they are needed.
  public static Open open(
      BucketAddress address, S3Settings settings, CredentialSource credentials, Clock clock) {
    Target target = Target.of(address, settings);
    TlsSocketStrategy tls =
        target.endpoint().tls()
            ? Connections.tls(Certificates.trusting(settings.way().certificates()))
            : Connections.noTls();
    return open(target, credentials, clock, tls);
  }

  /// Opens a bucket with TLS set up otherwise than this runtime does by itself.
  static Open open(
      Target target, CredentialSource credentials, Clock clock, TlsSocketStrategy tls) {
    Wire wire = new Wire(target, credentials, clock, tls);
    Calls calls = new Calls(target, wire);
    ObjectStore store =
        new ObjectStore(
            target.address(),
            new S3Reader(calls),
            new S3Writer(calls),
            new S3Uploads(calls),
            new S3Lister(calls),
            new S3Inspector(calls));
    return new Open(store, calls);
  }

  /// An open bucket and the connections behind it.
  public static final class Open implements AutoCloseable {
    private final ObjectStore store;
    private final Calls calls;

    private Open(ObjectStore store, Calls calls) {
      this.store = store;
      this.calls = calls;
    }

    public ObjectStore store() {
      return store;
    }

    /// Asks for the bucket's own region, whatever region requests are signed for; empty when the
    /// store names none. Throws `StoreException` when there is no answer at all (H68).
    public Optional<String> bucketRegion() {
      return new S3Inspector(calls).region();
    }

    /// The rules by which the bucket sends events.
    public BucketNotifications notifications() {
      return new S3Notifications(calls);
    }

    /// Speaks like this from the next request on, because a probe found it out.
    public void speak(Dialect dialect) {
      calls.speak(dialect);
    }

    /// Breaks all connections off; requests under way fail.
    @Override
    public void close() {
      calls.wire().close();
    }
  }
}
