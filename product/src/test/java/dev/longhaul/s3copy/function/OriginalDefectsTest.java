package dev.longhaul.s3copy.function;

import static dev.longhaul.s3copy.function.FunctionWorld.event;
import static dev.longhaul.s3copy.function.FunctionWorld.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhaul.object.Metadata;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.object.SystemHeaders;
import dev.longhaul.object.Tags;
import dev.longhaul.s3copy.CopyJob;
import dev.longhaul.s3copy.CopyTables;
import dev.longhaul.s3copy.JobRow.Standing;
import dev.longhaul.s3copy.JobText;
import dev.longhaul.s3copy.JobWriter;
import dev.longhaul.s3copy.Taking;
import dev.longhaul.s3copy.Worker;
import dev.longhaul.store.Credentials;
import dev.longhaul.store.ObjectAttributes;
import dev.longhaul.store.Operation;
import dev.longhaul.store.aws.CredentialSources;
import dev.longhaul.store.memory.Content;
import dev.longhaul.store.memory.InMemoryStore;
import dev.longhaul.store.memory.Interference;
import dev.longhaul.store.memory.MemoryCall;
import dev.longhaul.tidy.SourceTree;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// One test for each defect of the original procedure's programs, by the number under which they
/// were written down. Those that only machines and permissions show are proved elsewhere too:
/// defect 23 by `SsmFleetTest`, 24 by the templates' tests; and those of large objects in
/// functions, 13 to 17, by the class of the same name in `s3copy.part`.
final class OriginalDefectsTest {
  private static final String CREATED = "ObjectCreated:Put";
  private static final String REMOVED = "ObjectRemoved:Delete";
  private static final int LARGE = 20 << 20;

  private final FunctionWorld world = new FunctionWorld();

  /// What the destination holds under a key.
  private String copied(String key) {
    return new String(
        world.destination.object(ObjectKey.of(key)).content().toBytes(), StandardCharsets.UTF_8);
  }

  private void arrives(String key) {
    world.put(key, "content of " + key);
    world.main().handle(event(CREATED, key, "01"));
    assertThat(world.sent.getLast().job().key()).isEqualTo(ObjectKey.of(key));
    world.work();
    assertThat(copied(key)).isEqualTo("content of " + key);
  }

  private static byte[] filled(int value) {
    byte[] bytes = new byte[LARGE];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  @Test
  void defect01NoCredentialIsPrintedOrSent() {
    String secret = "an/example+of+a+secret+key";
    Credentials credentials = new Credentials("AKIAEXAMPLE", secret, null, null);
    assertThat(credentials.toString()).doesNotContain(secret);
    arrives("k");
    String sent = JobWriter.json(world.sent.getLast().job(), JobWriter.Reader.ORIGINAL);
    assertThat(sent).contains("\"credobject\": \"S3BJScredential.txt\"").doesNotContain("AKIA");
    assertThat(world.lines).isNotEmpty().noneMatch(line -> line.contains("cred"));
  }

  @Test
  void defect02AnObjectThatChangesWhileItIsReadIsNeverTorn() {
    ObjectKey key = ObjectKey.of("k");
    world.source.put(key, ObjectAttributes.of(Metadata.NONE, Tags.NONE), Content.of(filled(1)));
    world.main().handle(event(CREATED, "k", "01"));
    AtomicInteger reads = new AtomicInteger();
    world.source.interfere(
        Interference.looking(call -> {
          if (call.operation() == Operation.GET && reads.incrementAndGet() == 2) {
            world.source.put(
                key, ObjectAttributes.of(Metadata.NONE, Tags.NONE), Content.of(filled(2)));
          }
        }));
    world.work();
    assertThat(reads.get()).isGreaterThan(1);
    assertThat(world.destination.object(key).content().toBytes()).isEqualTo(filled(2));
  }

  @Test
  void defect03AKeyWithSlashesIsAKey() {
    arrives("a/b/c.txt");
    arrives("/lead//and/end/");
  }

  @Test
  void defect04NoKeyIsDecodedTwice() {
    arrives("a+b");
    arrives("100%25 of it");
    assertThat(world.destination.objects().keySet())
        .containsExactlyInAnyOrder(ObjectKey.of("a+b"), ObjectKey.of("100%25 of it"));
  }

  @Test
  void defect05AnEventThatFailsIsNotTakenForDone() {
    world.put("k", "1");
    world.fleet.clear();
    assertThatThrownBy(() -> world.main().handle(event(CREATED, "k", "01")))
        .isInstanceOf(EventFunction.Unhandled.class);
  }

  @Test
  void defect06EveryRecordOfAnEventIsHandled() {
    world.put("one", "1");
    world.put("two", "2");
    world
        .main()
        .handle(
            "{\"Records\":["
                + record(CREATED, "one", "1")
                + ","
                + record(CREATED, "two", "2")
                + "]}");
    assertThat(world.sent).hasSize(2);
  }

  @Test
  void defect07ADeleteLooksAtTheSourceAndOvertakesNoCopy() {
    arrives("old version deleted");
    world.main().handle(event("ObjectRemoved:Delete", "old version deleted", "02"));
    assertThat(copied("old version deleted")).isNotEmpty();

    arrives("k");
    world.original(CopyTables.OPEN, "python", "k", world.clock.now());
    world.source.remove(ObjectKey.of("k"));
    world.main().handle(event(REMOVED, "k", "03"));
    assertThat(copied("k")).as("its copy is under way").isNotEmpty();
    world.rows.rows(CopyTables.OPEN).remove("python");
    world.pass();
    world.clock.advance(KeyHandler.STALE);
    world.pass();
    assertThat(world.destination.has(ObjectKey.of("k"))).isFalse();
  }

  @Test
  void defect08TheOlderOfTwoWritesNeverWins() {
    world.put("k", "older");
    world.main().handle(event(CREATED, "k", "01"));
    FunctionWorld.Command older = world.sent.getLast();
    world.put("k", "newer");
    world.main().handle(event(CREATED, "k", "02"));
    world.work();
    world.sent.add(older);
    world.work();
    assertThat(copied("k")).isEqualTo("newer");
  }

  @Test
  void defect09NoKeyBreaksOutOfItsJob() {
    for (String key :
        List.of("it's", "say \"hi\"", "tab\there", "nb\u00a0sp", "x\", \"bucket\": \"other")) {
      arrives(key);
      CopyJob job = world.sent.getLast().job();
      for (JobWriter.Reader reader : JobWriter.Reader.values()) {
        assertThat(JobText.job(JobWriter.json(job, reader)).bucket()).isEqualTo("source");
      }
    }
  }

  @Test
  void defect10NoKeyIsAPathOnTheWorkersDisk() {
    arrives("../../etc/cron.d/x");
    assertThat(world.destination.objects().keySet())
        .containsExactly(ObjectKey.of("../../etc/cron.d/x"));
  }

  @Test
  void defect11TwoJobsOfOneKeyDoNotDisturbEachOther() {
    world.put("k", "1");
    world.main().handle(event(CREATED, "k", "01"));
    world.main().handle(event(CREATED, "k", "02"));
    CopyJob first = world.sent.getFirst().job();
    Worker worker = new Worker("i-1", null);
    assertThat(world.tables.leases().take(first, worker, FunctionWorld.LEASE))
        .isInstanceOf(Taking.Taken.class);
    world.work();
    assertThat(copied("k")).isEqualTo("1");
    assertThat(world.tables.scans().open(first.id())).isPresent();
  }

  @Test
  void defect12MonitorSendsAgainWhatAWorkerBeganAndLeft() {
    world.put("k", "1");
    world.original(CopyTables.OPEN, "left", "k", world.clock.now());
    world.clock.advance(KeyHandler.STALE.plusSeconds(1));
    assertThat(world.pass().redriven()).isEqualTo(1);
    assertThat(world.sent.getLast().job().credentials()).isEqualTo(FunctionWorld.CREDENTIALS);
  }

  @Test
  void defect13MonitorLeavesLiveWorkAloneHoweverManyRowsThereAre() {
    for (int number = 0; number < 50; number++) {
      arrives("done " + number);
    }
    world.put("live", "1");
    world.main().handle(event(CREATED, "live", "01"));
    CopyJob live = world.sent.getLast().job();
    world.tables.leases().take(live, new Worker("i-1", null), KeyHandler.STALE.multipliedBy(2));
    world.clock.advance(KeyHandler.STALE);
    MonitorFunction.Report report = world.pass();
    assertThat(report.redriven()).isZero();
    assertThat(world.tables.scans().open(live.id())).isPresent();
  }

  @Test
  void defect18NothingIsTriedForEver() {
    world.put("k", "1");
    world.main().handle(event(CREATED, "k", "01"));
    CopyJob job = world.sent.getLast().job();
    for (int pass = 0; pass < 300; pass++) {
      world.clock.advance(KeyHandler.STALE);
      world.pass();
    }
    assertThat(world.sent).hasSize(MonitorFunction.Setting.USUAL_ATTEMPTS);
    assertThat(world.tables.records().find(job.id()).orElseThrow().standing())
        .isEqualTo(Standing.PARKED);
  }

  @Test
  void defect19ACopyIsDoneOnlyOnceItIsProved() {
    world.put("k", "the true content");
    world.main().handle(event(CREATED, "k", "01"));
    AtomicInteger damaged = new AtomicInteger();
    world.source.interfere(
        new Interference() {
          @Override
          public InputStream body(MemoryCall call, InputStream body) {
            return damaged.getAndIncrement() == 0
                ? new ByteArrayInputStream("the fake content".getBytes(StandardCharsets.UTF_8))
                : body;
          }
        });
    world.work();
    assertThat(damaged.get()).isPositive();
    assertThat(world.destination.has(ObjectKey.of("k")) ? copied("k") : "the true content")
        .isEqualTo("the true content");
  }

  @Test
  void defect20WhatAServerSaysIsNeverRun() {
    assertThatThrownBy(() -> JobText.job("__import__('os').system('touch pwned')"))
        .hasMessageContaining("no job");
  }

  @Test
  void defect21ASecretEndsWhereItsLineDoes() {
    InMemoryStore store = new InMemoryStore("keys");
    store.put("cred.txt", "AKIAEXAMPLE  \r\nsecret/key+x \r\n\n");
    Credentials read =
        CredentialSources.storedObject(store.ports(), ObjectKey.of("cred.txt"), world.clock)
            .current();
    assertThat(read.accessKey()).isEqualTo("AKIAEXAMPLE");
    assertThat(read.secretKey()).isEqualTo("secret/key+x");
  }

  @Test
  void defect22MetadataTravelsWithTheObject() {
    ObjectAttributes attributes =
        ObjectAttributes.of(
            new Metadata(new TreeMap<>(Map.of("owner", "me")), SystemHeaders.NONE), Tags.NONE);
    world.source.put(
        ObjectKey.of("k"), attributes, Content.of("1".getBytes(StandardCharsets.UTF_8)));
    world.main().handle(event(CREATED, "k", "01"));
    world.work();
    assertThat(world.destination.object(ObjectKey.of("k")).attributes().metadata())
        .isEqualTo(attributes.metadata());
  }

  @Test
  void defect23AnInstanceThatIsNotOnlineIsNoChoiceAndNoneIsSaidClearly() {
    world.fleet.clear();
    world.fleet.add(new Instance("i-lost", false, null, true));
    world.put("k", "1");
    assertThatThrownBy(() -> world.main().handle(event(CREATED, "k", "01")))
        .hasMessageContaining("none of the 1 instances with the tag Role=s3sync is online");
  }

  @Test
  void defect24NoRoleIsAllowedEverythingAndNothingPrivateOfALibraryIsUsed() throws IOException {
    Path templates = SourceTree.find().root().resolve("deploy/cloudformation");
    for (String name : List.of("functions.yaml", "workers.yaml", "serverless.yaml")) {
      assertThat(Files.readString(templates.resolve(name)))
          .contains("Sid: ")
          .doesNotContain("FullAccess\n", "Action: '*'", "s3:*", "dynamodb:*", "ssm:*");
    }
  }

  @Test
  void defect25AFolderMarkerIsAnObject() {
    arrives("folder/");
    world.source.remove(ObjectKey.of("folder/"));
    world.main().handle(event(REMOVED, "folder/", "02"));
    assertThat(world.destination.objects()).isEmpty();
  }
}
