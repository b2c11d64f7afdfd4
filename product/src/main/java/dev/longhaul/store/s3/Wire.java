package dev.longhaul.store.s3;

import dev.longhaul.effect.Cancelled;
import dev.longhaul.effect.Clock;
import dev.longhaul.store.Body;
import dev.longhaul.store.BodyOutput;
import dev.longhaul.store.CredentialSource;
import dev.longhaul.store.Credentials;
import dev.longhaul.store.Failure;
import dev.longhaul.store.Operation;
import dev.longhaul.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.io.ConnectionEndpoint;
import org.apache.hc.client5.http.io.LeaseRequest;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.message.MessageSupport;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/// Signs requests, sends each once over a pooled connection and hands the answer to its reader.
///
/// An interrupt of the calling virtual thread closes the connection and ends as `Cancelled`.
/// Thread-safe.
final class Wire implements AutoCloseable {
  private static final TimeValue KEEP_ALIVE = TimeValue.ofSeconds(30);
  private static final Duration EARLY_ANSWER = Duration.ofSeconds(1);

  private final Failures failures;
  private final S3Settings settings;
  private final Signer signer;
  private final CredentialSource credentials;
  private final StoreClock clock;
  private final HttpRoute route;
  private final String hostHeader;
  private final @Nullable Proxy relay;
  private final @Nullable Proxy tunnel;
  private final PoolingHttpClientConnectionManager pool;
  private final Watchdog watchdog;

  /// Reads one answer while its connection is open.
  @FunctionalInterface
  interface ReplyReader<T> {
    T read(Reply reply) throws IOException;
  }

  Wire(Target target, CredentialSource credentials, Clock clock, TlsSocketStrategy tls) {
    this.failures = target.failures();
    this.settings = target.settings();
    this.signer = new Signer(target.address().region(), "s3");
    this.credentials = credentials;
    this.clock = new StoreClock(clock);
    this.relay = target.endpoint().tls() ? null : settings.way().proxy();
    this.tunnel = target.endpoint().tls() ? settings.way().proxy() : null;
    this.hostHeader = target.endpoint().hostHeader();
    this.route = Connections.route(target.endpoint(), settings.way().proxy());
    this.pool = Connections.open(settings.timeouts().connect(), settings.connections(), tls);
    this.watchdog = new Watchdog(interval(settings.timeouts()));
  }

  private static Duration interval(S3Settings.Timeouts timeouts) {
    Duration quarter = timeouts.stall().dividedBy(4);
    return quarter.compareTo(Duration.ofSeconds(1)) > 0 ? Duration.ofSeconds(1) : quarter;
  }

  /// The clock that requests are signed by.
  StoreClock clock() {
    return clock;
  }

  /// Sends the request and reads its answer.
  ///
  /// @throws NoAnswer when there was none, or reading it failed
  <T> T exchange(S3Request request, ReplyReader<T> reader) throws NoAnswer {
    if (Thread.currentThread().isInterrupted()) {
      throw new Cancelled();
    }
    ConnectionEndpoint endpoint = lease(request);
    boolean reusable = false;
    try {
      connect(request, endpoint);
      Credentials used = sign(request);
      Attempt attempt = new Attempt(request);
      try {
        Reply reply = attempt.send(endpoint);
        if (isAboutTheSigner(reply)) {
          credentials.doubt(used);
        }
        T result = reader.read(reply);
        reusable = attempt.finish();
        return result;
      } catch (StoreException judged) {
        // A refusal is an answer: in a storm of them, connections must not be made anew (H64).
        reusable = attempt.finishAfter(judged);
        throw judged;
      } catch (IOException | HttpException broken) {
        throw attempt.broken(broken);
      } finally {
        attempt.end();
      }
    } finally {
      release(endpoint, reusable);
    }
  }

  private ConnectionEndpoint lease(S3Request request) throws NoAnswer {
    Timeout wait = Timeout.of(settings.timeouts().answer());
    LeaseRequest place = pool.lease("", route, wait, null);
    try {
      return place.get(wait);
    } catch (InterruptedException interrupted) {
      Cancelled cancelled = new Cancelled(interrupted);
      renounce(place, cancelled);
      Thread.currentThread().interrupt();
      throw cancelled;
    } catch (TimeoutException | ExecutionException none) {
      NoAnswer busy =
          new NoAnswer(
              failures.timedOut(request, "all " + settings.connections() + " connections are busy"),
              false,
              none);
      renounce(place, busy);
      throw busy;
    }
  }

  /// Whoever waits no more must say so: else the next free connection goes to nobody, for good.
  private void renounce(LeaseRequest place, Exception why) {
    if (place.cancel()) {
      return;
    }
    try {
      release(place.get(Timeout.ZERO_MILLISECONDS), false);
    } catch (TimeoutException | ExecutionException none) {
      why.addSuppressed(none);
    } catch (InterruptedException again) {
      Thread.currentThread().interrupt();
      why.addSuppressed(again);
    }
  }

  private void connect(S3Request request, ConnectionEndpoint endpoint) throws NoAnswer {
    if (endpoint.isConnected()) {
      return;
    }
    try {
      pool.connect(endpoint, null, HttpCoreContext.create());
      if (tunnel != null) {
        tunnel(endpoint, tunnel);
      }
    } catch (IOException | HttpException refused) {
      if (Thread.currentThread().isInterrupted()) {
        throw new Cancelled(refused);
      }
      throw new NoAnswer(
          failures.broken(request, "no connection could be made", refused), false, refused);
    }
  }

  /// Has the proxy lead to the store, and speaks TLS with the store from there on.
  private void tunnel(ConnectionEndpoint endpoint, Proxy proxy) throws IOException, HttpException {
    HttpHost store = route.getTargetHost();
    WireMessage message = WireMessage.connect(store.getHostName() + ":" + store.getPort(), proxy);
    ClassicHttpResponse response =
        endpoint.execute("", message, (_, connection, _) -> lead(message, connection), null);
    if (response.getCode() != HttpStatus.SC_OK) {
      throw new IOException(proxy + " refused the way to the store: " + response.getCode());
    }
    pool.upgrade(endpoint, HttpCoreContext.create());
  }

  private ClassicHttpResponse lead(WireMessage message, HttpClientConnection connection)
      throws IOException, HttpException {
    Watchdog.Exchange watched = watchdog.begin(connection, settings.timeouts().connect());
    try {
      connection.sendRequestHeader(message);
      connection.flush();
      return head(connection);
    } finally {
      watchdog.end(watched);
    }
  }

  /// The head of an answer. Some that make no sense, such as the status 000, HttpClient refuses as
  /// if we had made them.
  private static ClassicHttpResponse head(HttpClientConnection connection)
      throws IOException, HttpException {
    try {
      return connection.receiveResponseHeader();
    } catch (IllegalArgumentException senseless) {
      throw new ProtocolException("no head of an answer: " + senseless.getMessage(), senseless);
    }
  }

  private byte[] head(S3Request request) {
    return relay == null ? request.head() : request.head("http://" + hostHeader, relay.header());
  }

  private void release(ConnectionEndpoint endpoint, boolean reusable) {
    if (!reusable) {
      endpoint.close(CloseMode.IMMEDIATE);
    }
    pool.release(endpoint, null, reusable ? KEEP_ALIVE : null);
  }

  private Credentials sign(S3Request request) {
    Credentials current = credentials.current();
    if (!current.isAnonymous()) {
      signer.sign(request, current, clock.now(), payload(request));
    }
    return current;
  }

  private static boolean isAboutTheSigner(Reply reply) {
    return reply.status() == HttpStatus.SC_UNAUTHORIZED
        || reply.status() == HttpStatus.SC_FORBIDDEN;
  }

  /// Documents of our own are hashed always: they are small and decide much.
  private String payload(S3Request request) {
    Body body = request.body();
    if (body == null || body.length() == 0) {
      return Signer.EMPTY_PAYLOAD;
    }
    boolean data =
        request.operation() == Operation.PUT || request.operation() == Operation.UPLOAD_PART;
    if (data && settings.payload() == S3Settings.Payload.UNSIGNED) {
      return Signer.UNSIGNED_PAYLOAD;
    }
    MessageDigest digest = Signer.sha256();
    try (BodyOutput out = hashing(digest)) {
      body.writeTo(out);
    } catch (IOException unreadable) {
      throw new StoreException(
          failures.broken(request, "its body could not be read", unreadable), unreadable);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static BodyOutput hashing(MessageDigest digest) {
    return new BodyOutput() {
      @Override
      public int write(ByteBuffer from) {
        int all = from.remaining();
        digest.update(from);
        return all;
      }
    };
  }

  @Override
  public void close() {
    watchdog.close();
    pool.close(CloseMode.IMMEDIATE);
  }

  /// The one try of one request.
  private final class Attempt {
    private final S3Request request;
    private Watchdog.@Nullable Exchange exchange;
    private @Nullable SentBody body;
    private @Nullable Reply reply;
    private boolean begun;

    Attempt(S3Request request) {
      this.request = request;
    }

    Reply send(ConnectionEndpoint endpoint) throws IOException, HttpException {
      WireMessage message = new WireMessage(request, head(request));
      endpoint.execute("", message, (_, connection, _) -> run(message, connection), null);
      if (reply == null) {
        throw new IllegalStateException("an exchange without an answer");
      }
      return reply;
    }

    private ClassicHttpResponse run(WireMessage message, HttpClientConnection connection)
        throws IOException, HttpException {
      Watchdog.Exchange watched = watchdog.begin(connection, settings.timeouts().stall());
      exchange = watched;
      Body data = request.body();
      if (data != null && data.length() > 0) {
        body = new SentBody(data, watched);
        message.setEntity(body);
      }
      begun = true;
      boolean complete = write(message, connection);
      watched.allow(answerTimeout());
      ClassicHttpResponse response = head(connection);
      while (response.getCode() < HttpStatus.SC_SUCCESS) {
        response = head(connection);
      }
      watched.expectBytes();
      if (isSlow()) {
        watched.allow(settings.timeouts().slow());
      }
      if (MessageSupport.canResponseHaveBody(request.method(), response)) {
        connection.receiveResponseEntity(response);
      }
      reply = new Reply(response, watched, complete);
      return response;
    }

    /// Sends everything. When the store hangs up before it read all, it may have said why: then the
    /// answer counts, and false is returned.
    private boolean write(WireMessage message, HttpClientConnection connection)
        throws IOException, HttpException {
      try {
        connection.sendRequestHeader(message);
        connection.sendRequestEntity(message);
        connection.flush();
        return true;
      } catch (IOException broken) {
        boolean answered =
            body != null
                && body.isSocketBroken()
                && connection.isOpen()
                && connection.isDataAvailable(Timeout.of(EARLY_ANSWER));
        if (!answered) {
          throw broken;
        }
        return false;
      }
    }

    private Duration answerTimeout() {
      return isSlow() ? settings.timeouts().slow() : settings.timeouts().answer();
    }

    private boolean isSlow() {
      return switch (request.operation()) {
        case LIST, COPY, COPY_PART, COMPLETE_UPLOAD, LIST_PARTS, LIST_UPLOADS -> true;
        default -> false;
      };
    }

    boolean finish() throws IOException {
      return reply != null && reply.finish();
    }

    boolean finishAfter(StoreException judged) {
      try {
        return finish();
      } catch (IOException broken) {
        judged.addSuppressed(broken);
        return false;
      }
    }

    /// What a broken exchange means.
    NoAnswer broken(Exception cause) {
      if (Thread.currentThread().isInterrupted()) {
        throw new Cancelled(cause);
      }
      if (exchange != null && exchange.isLate()) {
        return new NoAnswer(failures.timedOut(request, "nothing moved any more"), begun, cause);
      }
      boolean sourceFailed = body != null && !body.isSocketBroken() && !body.isComplete();
      Failure failure =
          failures.broken(
              request, sourceFailed ? "its body could not be read" : "the connection broke", cause);
      return new NoAnswer(failure, begun && !sourceFailed, cause);
    }

    void end() {
      if (exchange != null) {
        watchdog.end(exchange);
      }
    }
  }
}
