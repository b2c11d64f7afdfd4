package dev.longhaul.store.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.effect.Clock;
import dev.longhaul.object.ETag;
import dev.longhaul.object.Incarnation;
import dev.longhaul.object.Metadata;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.object.Tags;
import dev.longhaul.store.Body;
import dev.longhaul.store.BodyDigest;
import dev.longhaul.store.BodyOutput;
import dev.longhaul.store.BucketAddress;
import dev.longhaul.store.CredentialSource;
import dev.longhaul.store.Credentials;
import dev.longhaul.store.Failure;
import dev.longhaul.store.ObjectAttributes;
import dev.longhaul.store.ObjectStore;
import dev.longhaul.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;

/// What tests of the adapter share: a scripted server and a bucket opened on it.
abstract class ScriptedStore {
  static final ObjectKey KEY = ObjectKey.of("some/key");
  static final String MODIFIED = "Tue, 24 Nov 2026 01:02:03 GMT";
  static final Instant MODIFIED_AT = Instant.parse("2026-11-24T01:02:03Z");
  static final String STATE = "ETag: \"0123\"\nLast-Modified: " + MODIFIED + "\n";
  static final ETag ETAG = new ETag("0123");
  static final ObjectAttributes PLAIN = ObjectAttributes.of(Metadata.NONE, Tags.NONE);

  /// Short enough for a test that waits for it, long enough for a busy machine.
  static final S3Settings.Timeouts SHORT =
      new S3Settings.Timeouts(
          Duration.ofSeconds(5),
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofSeconds(2));

  final ScriptedServer server = new ScriptedServer();
  final FixedClock clock = new FixedClock();
  final AtomicInteger doubts = new AtomicInteger();
  private S3Stores.Open open = open(S3Settings.DEFAULT);

  private S3Stores.Open open(S3Settings settings) {
    BucketAddress address =
        new BucketAddress(server.endpoint(), "eu-west-1", "bucket", BucketAddress.Kind.COMPATIBLE);
    return S3Stores.open(address, settings, new Doubted(), clock);
  }

  /// Opens the bucket with other settings.
  ObjectStore store(S3Settings settings) {
    open.close();
    open = open(settings);
    return open.store();
  }

  ObjectStore store() {
    return open.store();
  }

  S3Stores.Open opened() {
    return open;
  }

  @AfterEach
  void closeAll() {
    open.close();
    server.close();
  }

  static Incarnation pin(long size) {
    return new Incarnation(ETAG, size, MODIFIED_AT, null);
  }

  static Body body(String text) {
    return Body.of(text.getBytes(StandardCharsets.UTF_8), BodyDigest.NONE);
  }

  /// These bytes, said to be so many.
  static Body body(ByteBuffer bytes, long announced) {
    return new Body() {
      @Override
      public long length() {
        return announced;
      }

      @Override
      public BodyDigest digest() {
        return BodyDigest.NONE;
      }

      @Override
      public void writeTo(BodyOutput out) throws IOException {
        out.writeAll(bytes.duplicate());
      }
    };
  }

  /// The failure that a call ends with.
  static Failure failureOf(Runnable call) {
    try {
      call.run();
    } catch (StoreException failed) {
      return failed.failure();
    }
    throw new AssertionError("it did not fail");
  }

  /// Fixed credentials that know how often they were refused.
  private final class Doubted implements CredentialSource {
    private final Credentials credentials = Credentials.of("AKTEST", "the-secret-key");

    @Override
    public Credentials current() {
      return credentials;
    }

    @Override
    public void doubt(Credentials refused) {
      assertThat(refused).isEqualTo(credentials);
      doubts.incrementAndGet();
    }
  }

  /// A clock that stands at one moment; timeouts run by the real one.
  static final class FixedClock implements Clock {
    private volatile Instant now = Instant.parse("2026-11-24T12:00:00Z");

    void set(Instant time) {
      now = time;
    }

    @Override
    public Instant now() {
      return now;
    }

    @Override
    public long nanos() {
      return 0;
    }

    @Override
    public void sleep(Duration duration) {
      throw new UnsupportedOperationException("nothing here sleeps");
    }
  }
}
