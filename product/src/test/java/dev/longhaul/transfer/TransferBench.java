package dev.longhaul.transfer;

import dev.longhaul.effect.Clock;
import dev.longhaul.effect.Workers;
import dev.longhaul.effect.system.SystemWorkers;
import dev.longhaul.ledger.InMemoryLedger;
import dev.longhaul.object.Checksum;
import dev.longhaul.object.ChecksumAlgorithm;
import dev.longhaul.object.Metadata;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.object.ObjectState;
import dev.longhaul.object.SystemHeaders;
import dev.longhaul.object.Tags;
import dev.longhaul.store.Capabilities;
import dev.longhaul.store.Completion;
import dev.longhaul.store.Lookup;
import dev.longhaul.store.MultipartUploads;
import dev.longhaul.store.ObjectAttributes;
import dev.longhaul.store.Operation;
import dev.longhaul.store.Precondition;
import dev.longhaul.store.UploadId;
import dev.longhaul.store.UploadedPart;
import dev.longhaul.store.memory.Content;
import dev.longhaul.store.memory.InMemoryStore;
import dev.longhaul.store.memory.Interference;
import dev.longhaul.store.memory.MemoryCall;
import dev.longhaul.store.memory.Quirk;
import dev.longhaul.store.memory.Synthetic;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// Two stores in memory and a transfer between them, with everything a test may want to turn.
final class TransferBench {
  static final long MIB = 1L << 20;
  static final ObjectKey KEY = ObjectKey.of("source/key");
  static final ObjectKey TO = ObjectKey.of("destination/key");

  /// Everything Amazon S3 does.
  static final Capabilities AMAZON =
      new Capabilities(
          new Capabilities.Preconditions(true, true, true, true, true),
          new Capabilities.Etags(true, true),
          new TreeSet<>(
              List.of(
                  ChecksumAlgorithm.CRC32,
                  ChecksumAlgorithm.CRC32C,
                  ChecksumAlgorithm.CRC64NVME,
                  ChecksumAlgorithm.SHA256)),
          true,
          Capabilities.TagSupport.COUNTED,
          new TreeSet<>(),
          new TreeMap<>(),
          false);

  /// A store of which only preconditions are proved.
  static final Capabilities PLAIN =
      new Capabilities(
          AMAZON.preconditions(),
          Capabilities.Etags.UNPROVED,
          new TreeSet<>(),
          false,
          Capabilities.TagSupport.NONE,
          new TreeSet<>(),
          new TreeMap<>(),
          false);

  /// As `PLAIN`, and its ETags are made as usual.
  static final Capabilities ONLY_ETAGS =
      new Capabilities(
          AMAZON.preconditions(),
          AMAZON.etags(),
          new TreeSet<>(),
          false,
          Capabilities.TagSupport.NONE,
          new TreeSet<>(),
          new TreeMap<>(),
          false);

  /// Checks and stores checksums, but its ETags mean nothing.
  static final Capabilities ONLY_CHECKSUMS =
      new Capabilities(
          AMAZON.preconditions(),
          Capabilities.Etags.UNPROVED,
          AMAZON.checksums(),
          true,
          Capabilities.TagSupport.NONE,
          new TreeSet<>(),
          new TreeMap<>(),
          false);

  /// As `AMAZON`, but for Content-MD5.
  static final Capabilities CRC_AND_ETAGS =
      new Capabilities(
          AMAZON.preconditions(),
          AMAZON.etags(),
          AMAZON.checksums(),
          false,
          Capabilities.TagSupport.NONE,
          new TreeSet<>(),
          new TreeMap<>(),
          false);

  final InMemoryStore source = new InMemoryStore("source");
  final InMemoryStore destination = new InMemoryStore("destination");
  final InMemoryLedger ledger = new InMemoryLedger();
  final Workers workers;
  final BufferPool pool;
  final Means means;
  Capabilities sourceCan = AMAZON;
  Capabilities destinationCan = AMAZON;

  TransferBench() {
    this(64 * MIB, 4);
  }

  private final TestClock clock = new TestClock();

  TransferBench(long memory, int streams) {
    this(new SystemWorkers(), memory, streams);
  }

  TransferBench(Workers workers, long memory, int streams) {
    this.workers = workers;
    pool = new BufferPool(memory, workers);
    AtomicLong tokens = new AtomicLong();
    means = new Means(pool, ledger.uploads(), clock, tokens::incrementAndGet, workers, streams);
    destination.setInitiator("us");
  }

  /// From now on no request is late any more.
  void passWhatIsLate() {
    clock.now = clock.now.plus(Duration.ofMinutes(20));
  }

  /// Begins on the day on which the stores in memory do; sleeping takes no time.
  private static final class TestClock implements Clock {
    private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Override
    public Instant now() {
      return now;
    }

    @Override
    public long nanos() {
      return 0;
    }

    @Override
    public void sleep(Duration duration) {}
  }

  Transfer transfer() {
    return new PartwiseTransfer(from(), to(), means);
  }

  TransferEnd from() {
    return new TransferEnd(source.ports(), () -> sourceCan, StoreLimits.AMAZON);
  }

  TransferEnd to() {
    return new TransferEnd(destination.ports(), () -> destinationCan, StoreLimits.AMAZON);
  }

  /// An object written by one PUT at the source.
  ObjectState single(Content content) {
    source.put(KEY, ObjectAttributes.of(Metadata.NONE, Tags.NONE), content);
    source.forgetCalls();
    return sourceState();
  }

  /// An object whose ETag can never come out equal, so that it is cut as we like.
  ObjectState opaque(long size) {
    source.set(Quirk.OPAQUE_ETAGS, true);
    source.set(Quirk.ADDS_NO_CHECKSUM, true);
    return single(bytes(size));
  }

  ObjectState single(long size) {
    return single(bytes(size));
  }

  /// An object written in parts at the source.
  ObjectState parted(Content content, long... sizes) {
    parted(source, KEY, content, sizes);
    source.forgetCalls();
    return sourceState();
  }

  static void parted(InMemoryStore store, ObjectKey key, Content content, long... sizes) {
    MultipartUploads uploads = store.ports().uploads();
    UploadId id = uploads.create(key, ObjectAttributes.of(Metadata.NONE, Tags.NONE), null);
    List<UploadedPart> parts = new ArrayList<>();
    long from = 0;
    for (long size : sizes) {
      parts.add(uploads.upload(key, id, parts.size() + 1, content.slice(from, size).toBody()));
      from += size;
    }
    uploads.complete(key, id, new Completion(parts, new Precondition.None(), null));
  }

  ObjectState sourceState() {
    return state(source, KEY);
  }

  static ObjectState state(InMemoryStore store, ObjectKey key) {
    if (store.ports().reader().head(key) instanceof Lookup.Found(ObjectState state)) {
      store.forgetCalls();
      return state;
    }
    throw new AssertionError("no key " + key);
  }

  static Content bytes(long size) {
    Synthetic synthetic = Synthetic.of(size + 7, size);
    return size <= MIB ? Content.of(synthetic.toBytes()) : synthetic;
  }

  static CopyOrder order(ObjectState state) {
    return order(state, new Precondition.IfAbsent());
  }

  static CopyOrder order(ObjectState state, Precondition precondition) {
    return new CopyOrder(KEY, TO, state, attributes(), precondition);
  }

  static ObjectAttributes attributes() {
    TreeMap<String, String> user = new TreeMap<>();
    user.put("colour", "blue");
    return ObjectAttributes.of(new Metadata(user, SystemHeaders.NONE), Tags.NONE);
  }

  /// Whether both sides hold the same bytes, by their MD5, and the metadata arrived.
  boolean arrived() {
    return arrived(KEY, TO);
  }

  boolean arrived(ObjectKey from, ObjectKey to) {
    return destination.has(to)
        && digest(source, from).equals(digest(destination, to))
        && destination.object(to).attributes().equals(attributes());
  }

  private static Checksum digest(InMemoryStore store, ObjectKey key) {
    CrcDigester digester = new CrcDigester(Crc.CRC64NVME);
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = store.object(key).content().open()) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digester.update(buffer, 0, read);
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return digester.checksum();
  }

  long sent(Operation operation) {
    return destination.count(operation);
  }

  long read(Operation operation) {
    return source.count(operation);
  }

  /// Flips a bit at this offset of the next so many bodies that are read.
  static Interference flipping(long offset, int times) {
    AtomicInteger left = new AtomicInteger(times);
    return new Interference() {
      @Override
      public InputStream body(MemoryCall call, InputStream body) {
        return left.getAndDecrement() > 0 ? new FlippedStream(body, offset) : body;
      }
    };
  }

  /// Does this once, before the given request of a kind reaches the store.
  static Interference before(Operation operation, int number, Runnable action) {
    AtomicInteger left = new AtomicInteger(number);
    return new Interference() {
      @Override
      public void before(MemoryCall call) {
        if (call.operation() == operation && left.decrementAndGet() == 0) {
          action.run();
        }
      }
    };
  }

  /// A body one bit of which was flipped on the way.
  private static final class FlippedStream extends FilterInputStream {
    private final long offset;
    private long position;

    FlippedStream(InputStream in, long offset) {
      super(in);
      this.offset = offset;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      int read = super.read(into, from, length);
      if (read > 0 && position <= offset && offset < position + read) {
        into[from + (int) (offset - position)] ^= 1;
      }
      position += Math.max(0, read);
      return read;
    }
  }
}
