package dev.longhaul.s3copy.function;

import static dev.longhaul.s3copy.function.FunctionWorld.event;
import static dev.longhaul.s3copy.function.FunctionWorld.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhaul.Hazard;
import dev.longhaul.NastyKeys;
import dev.longhaul.json.JsonText;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.s3copy.CopyJob;
import dev.longhaul.s3copy.CopyRoutes;
import dev.longhaul.s3copy.CopyTables;
import dev.longhaul.s3copy.JobRow;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Function Main: every record of every envelope becomes work, and what fails is kept.
final class EventFunctionTest {
  private final FunctionWorld world = new FunctionWorld();

  @Test
  void oneRecordAnswersWhatTheOriginalAnswers() {
    world.put("a b", "new");
    assertThat(world.main().handle(event("ObjectCreated:Put", "a b", "01")))
        .isEqualTo("[\"source\",\"a b\"]");
    assertThat(world.sent)
        .singleElement()
        .satisfies(command -> {
          assertThat(command.job().key()).isEqualTo(ObjectKey.of("a b"));
          assertThat(command.job().credentials()).isEqualTo(FunctionWorld.CREDENTIALS);
        });
  }

  @Test
  void everyRecordIsHandledAndOneThatFailsLosesNoOther() {
    world.put("one", "1");
    world.put("three", "3");
    String records =
        "{\"Records\":["
            + record("ObjectCreated:Put", "one", "01")
            + ",{\"s3\":{}},"
            + record("ObjectCreated:Put", "three", "03")
            + "]}";
    assertThatThrownBy(() -> world.main().handle(records))
        .isInstanceOf(EventFunction.Unhandled.class)
        .hasMessageContaining("without the name of a bucket");
    assertThat(world.sent).hasSize(2);
  }

  @Test
  void aRecordThatFailsAsNobodyForesawLosesNoOther() {
    world.odd = ObjectKey.of("odd");
    world.put("next", "1");
    String records =
        "{\"Records\":["
            + record("ObjectCreated:Put", "odd", "01")
            + ","
            + record("ObjectCreated:Put", "next", "02")
            + "]}";
    assertThatThrownBy(() -> world.main().handle(records))
        .isInstanceOf(EventFunction.Unhandled.class)
        .hasMessageContaining("1 of 2 not handled: odd: nobody foresaw this: ")
        .hasCauseInstanceOf(IllegalStateException.class);
    assertThat(world.sent).hasSize(1);
  }

  @Test
  @Hazard(13)
  void aQueueIsToldWhichOfItsMessagesFailed() {
    world.put("good", "1");
    String queued =
        JsonText.object(json -> {
          json.writeArrayFieldStart("Records");
          for (String id : List.of("good", "bad")) {
            json.writeStartObject();
            json.writeStringField("messageId", id);
            json.writeStringField("eventSource", "aws:sqs");
            json.writeStringField(
                "body", id.equals("good") ? event("ObjectCreated:Put", "good", "1") : "nonsense");
            json.writeEndObject();
          }
          json.writeEndArray();
        });
    assertThat(world.main().handle(queued))
        .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"bad\"}]}");
    assertThat(world.sent).hasSize(1);
  }

  @Test
  @Hazard(72)
  void anEventThatWasCutIsKept() {
    world.put("k", "1");
    String event = event("ObjectCreated:Put", "k", "01");
    for (int length = 0; length < event.length(); length++) {
      String cut = event.substring(0, length);
      assertThatThrownBy(() -> world.main().handle(cut))
          .as(cut)
          .isInstanceOf(EventFunction.Unhandled.class);
    }
    assertThat(world.sent).isEmpty();
  }

  @Test
  void eventsOfTopicsAndOfEventBridgeAreUnderstood() {
    world.put("topic", "1");
    world.put("bridge/ü+1", "2");
    String notification =
        JsonText.object(json -> {
          json.writeArrayFieldStart("Records");
          json.writeStartObject();
          json.writeStringField("EventSource", "aws:sns");
          json.writeObjectFieldStart("Sns");
          json.writeStringField("Message", event("ObjectCreated:Put", "topic", "1"));
          json.writeEndObject();
          json.writeEndObject();
          json.writeEndArray();
        });
    assertThat(world.main().handle(notification)).isEqualTo("[\"source\",\"topic\"]");
    String bridged =
        "{\"detail-type\":\"Object"
            + " Created\",\"source\":\"aws.s3\",\"detail\":{\"bucket\":{\"name\":"
            + "\"source\"},\"object\":{\"key\":\"bridge/ü+1\",\"sequencer\":\"7\"}}}";
    world.main().handle(bridged);
    assertThat(world.sent.getLast().job().key()).isEqualTo(ObjectKey.of("bridge/ü+1"));
  }

  @Test
  void theSameEventTwiceIsOneJob() {
    world.put("k", "1");
    world.main().handle(event("ObjectCreated:Put", "k", "01"));
    world.main().handle(event("ObjectCreated:Put", "k", "01"));
    assertThat(world.rows.rows(CopyTables.RESULTS)).hasSize(1);
    assertThat(world.sent).hasSize(1);
    world.work();
    world.main().handle(event("ObjectCreated:Put", "k", "01"));
    assertThat(world.sent).hasSize(1);
    world.main().handle(event("ObjectCreated:Put", "k", "02"));
    assertThat(world.sent).hasSize(2);
  }

  @Test
  void aDeleteIsDoneHereOnceTheSourceIsSeenToBeWithout() {
    world.put("k", "1");
    world.main().handle(event("ObjectCreated:Put", "k", "01"));
    world.work();
    world.source.remove(ObjectKey.of("k"));
    world.main().handle(event("ObjectRemoved:Delete", "k", "02"));
    assertThat(world.destination.objects().keySet()).isEmpty();
    assertThat(world.sent).hasSize(1);
  }

  @Test
  @Hazard(1)
  void aDeleteThatComesLateRemovesNothingThatIsThere() {
    world.put("k", "1");
    world.main().handle(event("ObjectRemoved:Delete", "k", "01"));
    assertThat(world.sent).hasSize(1);
  }

  @Test
  void aDeleteWaitsWhileAWorkerOfTheOriginalMayBeAtTheKey() {
    world.put("k", "1");
    world.main().handle(event("ObjectCreated:Put", "k", "01"));
    world.work();
    world.original(CopyTables.OPEN, "python", "k", world.clock.now());
    world.source.remove(ObjectKey.of("k"));
    world.main().handle(event("ObjectRemoved:Delete", "k", "03"));
    assertThat(world.destination.objects().keySet()).hasSize(1);
    assertThat(world.counts).containsEntry(Journal.Figure.DeletesWaiting, 1L);

    world.rows.rows(CopyTables.OPEN).clear();
    world.pass();
    world.clock.advance(KeyHandler.STALE);
    world.pass();
    assertThat(world.destination.objects().keySet()).isEmpty();
    assertThat(world.rows.rows(CopyTables.RESULTS).values())
        .allSatisfy(row -> assertThat(row).containsEntry("complete", "Y"));
  }

  @Test
  void whatCannotBeSentFailsAndIsSentWhenTheEventComesAgain() {
    world.put("k", "1");
    world.fleet.clear();
    String event = event("ObjectCreated:Put", "k", "01");
    assertThatThrownBy(() -> world.main().handle(event))
        .isInstanceOf(EventFunction.Unhandled.class)
        .hasMessageContaining("no instance has the tag Role=s3sync");
    assertThat(world.counts).containsEntry(Journal.Figure.NotDispatched, 1L);
    world.fleet.add(world.online("i-2"));
    world.main().handle(event);
    assertThat(world.sent).hasSize(1);
    JobRow row = world.tables.records().find(world.sent.getFirst().job().id()).orElseThrow();
    assertThat(row.attempts()).isEqualTo(1);
    assertThat(row.instance()).isEqualTo("i-2");
  }

  @Test
  @Hazard(52)
  void everyKeyArrivesAsItIs() {
    for (ObjectKey key : NastyKeys.all()) {
      world.put(key.text(), "content");
      world.main().handle(event("ObjectCreated:Put", key.text(), "01"));
      world.work();
    }
    assertThat(world.sent.stream().map(FunctionWorld.Command::job).map(CopyJob::key))
        .containsExactlyElementsOf(NastyKeys.all());
    assertThat(world.destination.objects().keySet()).hasSize(NastyKeys.all().size());
  }

  @Test
  @Hazard(78)
  void anEventOfAForeignBucketIsRefused() {
    world.routes = new CopyRoutes.One("destination", FunctionWorld.CREDENTIALS, List.of("another"));
    assertThatThrownBy(() -> world.main().handle(event("ObjectCreated:Put", "k", "01")))
        .hasMessageContaining("source, which is none of SourceBuckets");
    assertThat(world.sent).isEmpty();
  }

  @Test
  void aTestEventIsNoFailureAndNonsenseIs() {
    assertThat(world.main().handle("{\"Event\":\"s3:TestEvent\",\"Bucket\":\"source\"}"))
        .isEqualTo("[]");
    assertThatThrownBy(() -> world.main().handle("nonsense"))
        .isInstanceOf(EventFunction.Unhandled.class);
    assertThatThrownBy(() -> world.main().handle("{\"hello\":1}"))
        .isInstanceOf(EventFunction.Unhandled.class);
  }
}
