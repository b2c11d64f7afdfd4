package dev.longhaul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhaul.object.Metadata;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.object.SystemHeaders;
import dev.longhaul.object.Tags;
import dev.longhaul.rehearsal.FunctionServer;
import dev.longhaul.rehearsal.TableServer;
import dev.longhaul.s3copy.CopyJob;
import dev.longhaul.s3copy.CopyTables;
import dev.longhaul.s3copy.CredentialObject;
import dev.longhaul.s3copy.JobText;
import dev.longhaul.s3copy.Worker;
import dev.longhaul.s3copy.function.EventFunction;
import dev.longhaul.s3copy.part.PartFunction;
import dev.longhaul.s3copy.part.PartTables;
import dev.longhaul.store.Completion;
import dev.longhaul.store.MultipartUploads;
import dev.longhaul.store.ObjectAttributes;
import dev.longhaul.store.Precondition;
import dev.longhaul.store.UploadId;
import dev.longhaul.store.UploadedPart;
import dev.longhaul.store.fault.FaultS3;
import dev.longhaul.store.memory.Content;
import dev.longhaul.store.memory.InMemoryStore;
import dev.longhaul.store.memory.Synthetic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The serverless variant, wired as its environment says, over the real wire to S3, DynamoDB and
/// Lambda: Main, Single, MPU and Monitor as Lambda would run them.
final class ServerlessTest {
  private static final int MIB = 1 << 20;

  @TempDir Path folder;

  private final FaultS3 source = new FaultS3(new InMemoryStore("near"));
  private final FaultS3 destination = new FaultS3(new InMemoryStore("far"));

  /// What was invoked and nobody has taken.
  private final Deque<FunctionServer.Invocation> waiting = new ConcurrentLinkedDeque<>();

  private final FunctionServer lambda =
      new FunctionServer(waiting::add, "S3CopyToChina-Single", "S3CopyToChina-MPU");

  private final TableServer tables =
      new TableServer(CopyTables.OPEN, CopyTables.RESULTS)
          .with(PartTables.PARTS, "uploadid", "part")
          .with(PartTables.UPLOADS, "uploadid");

  private final Map<String, String> environment = new LinkedHashMap<>();

  @BeforeEach
  void setEnvironment() throws IOException {
    Path keys = Files.writeString(folder.resolve("keys"), "AKIAIOSFODNN7EXAMPLE\nsecret\n");
    // The SDK's chain reads the process's own environment, and these before it.
    System.setProperty("aws.accessKeyId", "AKIAIOSFODNN7EXAMPLE");
    System.setProperty("aws.secretAccessKey", "secret");
    environment.put("AWS_REGION", "eu-west-1");
    environment.put("AWS_ENDPOINT_URL_S3", source.endpoint().toString());
    environment.put("AWS_ENDPOINT_URL_DYNAMODB", tables.endpoint().toString());
    environment.put("AWS_ENDPOINT_URL_LAMBDA", lambda.endpoint().toString());
    environment.put("DstBucket", "far");
    environment.put("DstEndpoint", destination.endpoint().toString());
    environment.put("DstCredentials", "file:" + keys);
    environment.put("Dispatch", "lambda");
  }

  @AfterEach
  void close() {
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
    source.close();
    destination.close();
    lambda.close();
    tables.close();
  }

  private static String event(String key) {
    return """
    {"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","eventName":"ObjectCreated:Put",\
    "eventTime":"2026-11-24T00:00:00.000Z","s3":{"bucket":{"name":"near"},\
    "object":{"key":"%s","sequencer":"0055AED6DCD90281E5"}}}]}\
    """
        .formatted(key);
  }

  private EventFunction main() {
    return new Functions(environment).main();
  }

  private PartFunction function() {
    return new PartOpening(new Functions(environment)).function(() -> Duration.ofMinutes(15));
  }

  /// Every invocation gets a process of its own; the one that waits longest comes last.
  private List<String> work() {
    List<String> done = new ArrayList<>();
    for (FunctionServer.Invocation next = waiting.pollLast();
        next != null;
        next = waiting.pollLast()) {
      done.add(next.function());
      assertThat(function().handle(next.payload())).startsWith("{\"outcome\":");
    }
    return done;
  }

  private void write(String key, int... parts) {
    TreeMap<String, String> user = new TreeMap<>();
    user.put("colour", "blue");
    ObjectAttributes attributes =
        ObjectAttributes.of(new Metadata(user, SystemHeaders.NONE), Tags.NONE);
    ObjectKey name = ObjectKey.of(key);
    if (parts.length == 1) {
      source.store().put(name, attributes, Content.of(Synthetic.of(3, parts[0]).toBytes()));
      return;
    }
    byte[] bytes = Synthetic.of(4, Arrays.stream(parts).sum()).toBytes();
    MultipartUploads uploads = source.store().ports().uploads();
    UploadId id = uploads.create(name, attributes, null);
    List<UploadedPart> stored = new ArrayList<>();
    int from = 0;
    for (int size : parts) {
      byte[] piece = Arrays.copyOfRange(bytes, from, from + size);
      stored.add(uploads.upload(name, id, stored.size() + 1, Content.of(piece).toBody()));
      from += size;
    }
    uploads.complete(name, id, new Completion(stored, new Precondition.None(), null));
  }

  private void assertCopied(String key) {
    ObjectKey name = ObjectKey.of(key);
    assertThat(destination.store().has(name)).isTrue();
    assertThat(destination.store().object(name).etag())
        .isEqualTo(source.store().object(name).etag());
    assertThat(destination.store().object(name).attributes().metadata().user())
        .containsEntry("colour", "blue");
    assertThat(tables.stored(CopyTables.RESULTS))
        .singleElement()
        .satisfies(row ->
            assertThat(row)
                .containsEntry("complete", "Y")
                .containsEntry("key", key)
                .containsKeys("complete_time", "sync_time"));
    assertThat(tables.stored(CopyTables.OPEN)).isEmpty();
    assertThat(destination.store().openUploads()).isEmpty();
  }

  @Test
  void aSmallObjectIsOneFunctionsWholeWork() {
    write("small", 5 * MIB);
    assertThat(main().handle(event("small"))).isEqualTo("[\"near\",\"small\"]");
    assertThat(work()).containsExactly("S3CopyToChina-Single");
    assertCopied("small");
  }

  @Test
  void aLargeObjectIsCarriedPartByPartAndEndedOnce() {
    write("a/large+1", 5 * MIB, 5 * MIB, 5 * MIB, 4);
    main().handle(event("a/large%2B1"));
    assertThat(work()).containsOnly("S3CopyToChina-MPU").hasSize(5);
    assertCopied("a/large+1");
    assertThat(tables.stored(PartTables.PARTS)).isEmpty();
    assertThat(tables.stored(PartTables.UPLOADS))
        .filteredOn(row -> row.containsKey("complete"))
        .singleElement()
        .satisfies(row ->
            assertThat(row)
                .containsEntry("complete", "Y")
                .containsEntry("part_qty", "4")
                .containsEntry("part_count", "4"));
  }

  @Test
  void whatWasLostOnItsWayMonitorSendsAgain() {
    write("large", 5 * MIB, 5 * MIB, 4);
    main().handle(event("large"));
    function().handle(waiting.remove().payload());
    assertThat(waiting).as("parts").hasSize(3);
    function().handle(waiting.remove().payload());
    waiting.clear();
    tables.age(Duration.ofMinutes(10));

    pass();

    assertThat(work()).as("the job, and two parts").hasSize(3);
    assertCopied("large");
  }

  /// As a worker does that dies: its upload is open, and nobody else knows of it.
  @Test
  @Hazard(40)
  void whatAWorkerLeftOpenThatDiedIsDropped() {
    write("small", 100);
    main().handle(event("small"));
    destination.store().setTime(Instant::now);
    destination
        .store()
        .ports()
        .uploads()
        .create(ObjectKey.of("small"), ObjectAttributes.of(Metadata.NONE, Tags.NONE), null);
    die();
    pass();
    assertThat(destination.store().openUploads()).isEmpty();
    work();
    assertCopied("small");
  }

  /// Every function that gets the job dies with it, but for the one that carried a part.
  @Test
  @Hazard(39)
  void whatFunctionsWroteDownOutlivesThoseWhoDie() {
    write("large", 5 * MIB, 5 * MIB, 4);
    main().handle(event("large"));
    destination.store().setTime(Instant::now);
    function().handle(waiting.remove().payload());
    function().handle(waiting.remove().payload());
    waiting.clear();
    tables.age(Duration.ofMinutes(10));
    for (int death = 1; death <= 3; death++) {
      pass();
      die();
    }
    pass();
    work();
    assertCopied("large");
    assertThat(asked("partNumber")).isEqualTo(3);
    assertThat(asked("uploads")).as("none to find out who we are").isEqualTo(1);
  }

  /// How many requests that change the large object have this in their query.
  private long asked(String parameter) {
    return destination.count(asked ->
        asked.path().endsWith("/large") && asked.has(parameter) && !asked.method().equals("GET"));
  }

  /// Whoever gets the job that was sent takes it and is not heard of again.
  private void die() {
    new Functions(environment)
        .tables()
        .leases()
        .take(
            JobText.job(waiting.remove().payload()),
            new Worker("i-1", null),
            Duration.ofMinutes(2));
    tables.age(Duration.ofMinutes(10));
  }

  private void pass() {
    Functions functions = new Functions(environment);
    functions.monitor().pass(Instant.MAX, null);
    functions.uploadMonitor().orElseThrow().pass(Instant.MAX);
  }

  @Test
  void whatNoFunctionCanCarryIsParkedWithTheReason() {
    environment.put("StreamRate", "1KiB");
    environment.put("MpuSeconds", "1");
    write("large", 5 * MIB, 4 * MIB);
    main().handle(event("large"));
    assertThat(waiting).isEmpty();
    assertThat(tables.stored(CopyTables.RESULTS).getFirst())
        .containsEntry("complete", "N")
        .hasEntrySatisfying(
            "parked_reason",
            why -> assertThat(why).contains("9,437,184 bytes").contains("DispatchBeyond"));
  }

  @Test
  void aFunctionThatIsNotThereIsNamed() {
    environment.put("MpuFunction", "S3CopyToChina-None");
    write("large", 5 * MIB, 4 * MIB);
    assertThatThrownBy(() -> main().handle(event("large")))
        .isInstanceOf(EventFunction.Unhandled.class)
        .hasMessageContaining("there is no function S3CopyToChina-None in eu-west-1");
  }

  /// As Python's Main and Monitor write it: no `v`, and from Monitor no credentials.
  @Test
  void payloadsOfTheOriginalAreUnderstood() {
    write("small", 100);
    String payload =
        """
        {"bucket": "near", "key": "small", "dst_bucket": "far", \
        "id": "6f7d463b28c08d330d2424b65f2d32d4"}\
        """;
    assertThat(function().handle(payload)).isEqualTo("{\"outcome\":\"equal and proved\"}");
    assertCopied("small");
    assertThat(function().handle(payload)).contains("is done already");
  }

  /// Neither a worker nor Main, which deletes, ever takes one bucket for both sides.
  @Test
  @Hazard(14)
  void aDestinationThatIsTheSourceIsRefused() {
    environment.put("DstBucket", "near");
    environment.put("DstEndpoint", source.endpoint().toString());
    write("small", 100);
    String payload =
        """
        {"bucket": "near", "key": "small", "dst_bucket": "near", "id": "one"}\
        """;
    assertThatThrownBy(() -> function().handle(payload))
        .isInstanceOf(PartFunction.Undone.class)
        .hasMessageContaining("near");
    assertThatThrownBy(() -> main().handle(event("gone")))
        .isInstanceOf(EventFunction.Unhandled.class);
    assertThat(source.requests())
        .noneMatch(asked -> asked.method().equals("PUT") || asked.method().equals("DELETE"));
    assertThat(source.store().has(ObjectKey.of("small"))).isTrue();
  }

  /// Several buckets and destinations, as a file says that lies in the source's world.
  @Test
  void routesSayWhatGoesWhere() {
    environment.remove("DstBucket");
    environment.put("CredBucket", "keys");
    environment.put("CredObject", "usual");
    environment.put("Routes", "s3://near/routes.yaml");
    write("k", 100);
    EventFunction main = main();
    assertThatThrownBy(() -> main.handle(event("k")))
        .isInstanceOf(EventFunction.Unhandled.class)
        .hasMessage("Routes: s3://near/routes.yaml: there is no such object");

    routes("{a: {source: near, destinatoin: far}}");
    assertThatThrownBy(() -> main.handle(event("k")))
        .hasMessageContaining("destinatoin: there is no such setting; did you mean destination?");
    assertThat(waiting).isEmpty();

    routes(
        """
        {a: {source: near, destination: far}, \
        b: {source: near, destination: farther, credentials: "s3://keys/own"}, \
        c: {source: near, source-prefix: other/, destination: none}}\
        """);
    assertThat(main.handle(event("k"))).isEqualTo("[\"near\",\"k\"]");
    assertThat(sent()).containsExactly("far usual", "farther own");

    tables.age(Duration.ofMinutes(10));
    new Functions(environment).monitor().pass(Instant.MAX, null);
    assertThat(sent()).containsExactlyInAnyOrder("far usual", "farther own");

    environment.put("DstBucket", "far");
    assertThatThrownBy(this::main).hasMessageContaining("set it or them");
  }

  private void routes(String routes) {
    source
        .store()
        .put(
            ObjectKey.of("routes.yaml"),
            ObjectAttributes.of(Metadata.NONE, Tags.NONE),
            Content.of(("routes: " + routes).getBytes(StandardCharsets.UTF_8)));
  }

  /// Destination and credentials of each job that was sent, and takes them away.
  private List<String> sent() {
    List<String> sent = new ArrayList<>();
    while (!waiting.isEmpty()) {
      CopyJob job = JobText.job(waiting.remove().payload());
      CredentialObject keys = Objects.requireNonNull(job.credentials());
      sent.add(job.destinationBucket() + " " + keys.key());
    }
    return sent;
  }

  @Test
  void onlyWhatCanBeMeantIsADispatch() {
    environment.put("Dispatch", "pigeons");
    assertThatThrownBy(this::main).hasMessage("Dispatch: ssm, lambda or queue, not pigeons");
    environment.put("Dispatch", "queue");
    assertThatThrownBy(this::main).hasMessageContaining("JobQueue");
    environment.put("Dispatch", "lambda");
    environment.put("DispatchBeyond", "lambda");
    assertThatThrownBy(this::main).hasMessageContaining("DispatchBeyond: ssm or queue");
  }
}
