package dev.longhaul;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.cli.Command;
import dev.longhaul.cli.CommandLines;
import dev.longhaul.cli.ExitCode;
import dev.longhaul.cli.Surroundings;
import dev.longhaul.cli.SyncCommand;
import dev.longhaul.cli.Terminal;
import dev.longhaul.effect.system.DiskScratch;
import dev.longhaul.effect.system.SystemRandomness;
import dev.longhaul.object.Metadata;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.object.Tags;
import dev.longhaul.store.Body;
import dev.longhaul.store.BodyDigest;
import dev.longhaul.store.Completion;
import dev.longhaul.store.MultipartUploads;
import dev.longhaul.store.ObjectAttributes;
import dev.longhaul.store.Operation;
import dev.longhaul.store.Precondition;
import dev.longhaul.store.UploadId;
import dev.longhaul.store.UploadedPart;
import dev.longhaul.store.fault.Asked;
import dev.longhaul.store.fault.FaultS3;
import dev.longhaul.store.memory.Content;
import dev.longhaul.store.memory.InMemoryStore;
import dev.longhaul.store.memory.MemoryObject;
import dev.longhaul.store.memory.Quirk;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;

/// `longhaul sync` as it is, adapter and all, between two servers that do what a test tells them.
///
/// The source holds a few objects, large and small; of the destination's, one is stale and one is
/// to be deleted. Whatever a server does, the destination must never hold anything that the source
/// did not, and once both are mended the next run must make it equal.
final class FaultyWorld implements AutoCloseable {
  static final ObjectKey LARGE = ObjectKey.of("large");
  static final ObjectKey STALE = ObjectKey.of("stale");
  static final ObjectKey EXTRA = ObjectKey.of("extra");
  private static final int PART = 5 << 20;
  private static final String PROBES = ".longhaul-probe/";

  final FaultS3 source;
  final FaultS3 destination;
  private final Path folder;
  private Map<ObjectKey, MemoryObject> before = Map.of();
  private String said = "";
  private long deletedWhileFaulty;

  FaultyWorld(Path folder, Quirk... destinationQuirks) {
    this.folder = folder;
    InMemoryStore from = new InMemoryStore("from");
    InMemoryStore to = new InMemoryStore("to", destinationQuirks);
    from.setTime(Instant::now);
    to.setTime(Instant::now);
    fill(from);
    to.put(STALE.text(), "other bytes");
    to.put(EXTRA.text(), "not at the source");
    source = new FaultS3(from);
    destination = new FaultS3(to);
  }

  private static void fill(InMemoryStore from) {
    ObjectAttributes described =
        ObjectAttributes.of(
            MetadataCorpus.of("name", "a  value"), new Tags(new TreeMap<>(Map.of("a", "b c"))));
    for (int number = 0; number < 8; number++) {
      byte[] bytes = ("object " + number).repeat(40).getBytes(StandardCharsets.UTF_8);
      from.put(ObjectKey.of("small/" + number + " +%\u00e9"), described, Content.of(bytes));
    }
    from.put("empty", "");
    from.put(STALE.text(), "right bytes");
    byte[] large = new byte[4 * PART + 1_000];
    new Random(1).nextBytes(large);
    upload(from.ports().uploads(), large);
  }

  private static void upload(MultipartUploads uploads, byte[] bytes) {
    UploadId id = uploads.create(LARGE, ObjectAttributes.of(Metadata.NONE, Tags.NONE), null);
    List<UploadedPart> parts = new ArrayList<>();
    for (int first = 0; first < bytes.length; first += PART) {
      byte[] part = Arrays.copyOfRange(bytes, first, Math.min(bytes.length, first + PART));
      Body body = Body.of(part, BodyDigest.NONE);
      parts.add(uploads.upload(LARGE, id, parts.size() + 1, body));
    }
    uploads.complete(LARGE, id, new Completion(parts, new Precondition.None(), null));
  }

  /// All requests.
  static Predicate<Asked> every() {
    return _ -> true;
  }

  /// Requests of this kind but those of the probe.
  static Predicate<Asked> ofData(Operation operation) {
    return asked -> asked.operation() == operation && !isProbe(asked);
  }

  /// Requests for objects but those of the probe.
  static Predicate<Asked> ofObjects() {
    return asked -> asked.isObject() && !isProbe(asked);
  }

  static boolean isProbe(Asked asked) {
    return asked.isObject() && asked.key().text().startsWith(PROBES);
  }

  /// Runs `sync`.
  ExitCode sync(String... options) {
    before = destination.store().objects();
    HurriedTime time = new HurriedTime();
    Map<String, String> environment =
        Map.of("KEYS_ACCESS_KEY_ID", "AKTEST", "KEYS_SECRET_ACCESS_KEY", "secret");
    Surroundings around =
        new Surroundings(
            new SideOpening(environment, time, time, new SystemRandomness()),
            new FileStates(folder.resolve("temporary")),
            _ -> () -> {},
            time,
            time,
            new SystemRandomness(),
            new DiskScratch(folder.resolve("scratch"), 1 << 24),
            environment);
    List<Command> commands = List.of(new SyncCommand(around));
    var out = new ByteArrayOutputStream();
    PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
    List<String> words = new ArrayList<>(List.of("sync", "s3://from", "s3://to"));
    words.addAll(side("--source-", source));
    words.addAll(side("--dest-", destination));
    words.addAll(List.of("--state", folder.resolve("state").toString(), "--delete"));
    words.addAll(List.of("--concurrency", "16"));
    words.addAll(List.of(options));
    ExitCode code =
        new CommandLines(commands, List::of).run(words, new Terminal(printed, printed, false));
    said = out.toString(StandardCharsets.UTF_8);
    assertNothingWrong();
    return code;
  }

  private static List<String> side(String start, FaultS3 server) {
    return List.of(
        start + "endpoint",
        server.endpoint().toString(),
        start + "region",
        "eu-west-1",
        start + "credentials",
        "env:KEYS");
  }

  /// What the last run printed.
  String said() {
    return said;
  }

  /// What the destination holds otherwise than the source, by key.
  private Map<ObjectKey, String> differences() {
    Map<ObjectKey, MemoryObject> wanted = source.store().objects();
    Map<ObjectKey, MemoryObject> there = held();
    Map<ObjectKey, String> differences = new TreeMap<>();
    wanted.forEach((key, object) -> {
      MemoryObject copy = there.get(key);
      if (copy == null) {
        differences.put(key, "missing");
      } else if (!isCopy(object, copy)) {
        differences.put(key, "different");
      }
    });
    there.keySet().stream()
        .filter(key -> !wanted.containsKey(key))
        .forEach(key -> differences.put(key, "too much"));
    return differences;
  }

  private Map<ObjectKey, MemoryObject> held() {
    Map<ObjectKey, MemoryObject> held = new TreeMap<>(destination.store().objects());
    held.keySet().removeIf(key -> key.text().startsWith(PROBES));
    return held;
  }

  private static boolean isCopy(MemoryObject object, MemoryObject copy) {
    return Arrays.equals(object.content().toBytes(), copy.content().toBytes())
        && object.attributes().tags().equals(copy.attributes().tags())
        && object.attributes().metadata().headers().equals(copy.attributes().metadata().headers())
        && user(object).equals(user(copy));
  }

  /// As the adapter reads it: what is not ASCII travels as an encoded word.
  private static String user(MemoryObject object) {
    return object
        .attributes()
        .metadata()
        .user()
        .toString()
        .replace("a  value", "=?UTF-8?B?xbzDs8WCdw==?=");
  }

  /// The run makes the destination equal, whatever the servers do.
  void assertConverges() {
    ExitCode code = sync("--give-up-after", "6h");

    assertThat(code).as(said).isEqualTo(ExitCode.DONE);
    assertThat(differences()).as(said).isEmpty();
    assertConvergesOnceMended();
  }

  /// The run ends without having made everything equal, and says why.
  void assertSaysSo(String... words) {
    ExitCode code = sync("--give-up-after", "20m");

    assertThat(code).as(said).isIn(ExitCode.DIFFERENT, ExitCode.UNKNOWN);
    assertThat(said).contains(words);
    assertConvergesOnceMended();
  }

  /// However the run ends, it tells the truth about it.
  void assertEndsWell() {
    assertTellsTheTruth();
    assertConvergesOnceMended();
  }

  /// The run says that it is done only if it is.
  void assertTellsTheTruth() {
    if (sync("--give-up-after", "20m") == ExitCode.DONE) {
      assertThat(differences()).as(said).isEmpty();
    }
  }

  /// How many deletes were asked for before the servers were mended.
  long deletedWhileFaulty() {
    return deletedWhileFaulty;
  }

  /// Nothing that was not there before is anything but a copy of the source's object.
  void assertNothingWrong() {
    Map<ObjectKey, MemoryObject> wanted = source.store().objects();
    held()
        .forEach((key, copy) -> {
          boolean untouched = copy.equals(before.get(key));
          MemoryObject object = wanted.get(key);
          assertThat(untouched || (object != null && isCopy(object, copy)))
              .as("%s at the destination is a copy, or untouched\n%s", key, said)
              .isTrue();
        });
  }

  /// Mends both servers; the next run makes the destination equal and leaves nothing open.
  void assertConvergesOnceMended() {
    deletedWhileFaulty = destination.count(ofData(Operation.DELETE));
    source.mend();
    destination.mend();
    assertThat(sync("--give-up-after", "6h")).as(said).isEqualTo(ExitCode.DONE);
    assertThat(differences()).as(said).isEmpty();
    assertThat(destination.store().openUploads()).isEmpty();
  }

  @Override
  public void close() {
    source.close();
    destination.close();
  }
}
