package dev.longhaul.simulation.whole;

import dev.longhaul.effect.Clock;
import dev.longhaul.effect.Workers;
import dev.longhaul.hint.Hint;
import dev.longhaul.hint.Intake;
import dev.longhaul.hint.sqs.SimulatedQueue;
import dev.longhaul.object.ObjectKey;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The events of the source: written as their producers write them, and judged when a process
/// deletes them.
final class EventQueue {
  private final World world;
  private final SimulatedQueue queue;
  private final Map<String, ObjectKey> keys = new HashMap<>();
  private final Map<ObjectKey, Long> hinted = new HashMap<>();
  private long moment;
  private long heard;

  EventQueue(World world) {
    this.world = world;
    this.queue =
        new SimulatedQueue(
            world.simulation.clock(), world.simulation.workers(), world.dice::nextInt);
  }

  /// The source tells of a change: late, twice, or not at all (H1).
  void tell(ObjectKey key, boolean removed) {
    if (world.strikes(Mishap.LOST_EVENTS, 3)) {
      world.trace("owner", "the event about " + key + " is lost");
      return;
    }
    for (int copy = 0; copy <= world.dice.nextInt(4) / 3; copy++) {
      String body = body(key, removed);
      keys.put(body, key);
      queue.send(body, world.upTo(Duration.ofSeconds(world.dice.nextInt(5) == 0 ? 90 : 2)));
    }
  }

  private String body(ObjectKey key, boolean removed) {
    String name = removed ? "ObjectRemoved:Delete" : "ObjectCreated:Put";
    String encoded = URLEncoder.encode(key.text(), StandardCharsets.UTF_8);
    return switch (world.dice.nextInt(3)) {
      case 0 -> amazon(name, encoded);
      case 1 -> topic(amazon(name, encoded));
      default -> bridge(key);
    };
  }

  private String amazon(String name, String encoded) {
    return """
    {"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"nowhere-1",\
    "eventTime":"%s","eventName":"%s","s3":{"bucket":{"name":"from"},\
    "object":{"key":"%s","sequencer":"%016X"}}}]}\
    """
        .formatted(world.now(), name, encoded, world.dice.nextLong());
  }

  private static String topic(String message) {
    String quoted = message.replace("\\", "\\\\").replace("\"", "\\\"");
    return "{\"Type\":\"Notification\",\"Message\":\"" + quoted + "\"}";
  }

  private String bridge(ObjectKey key) {
    return """
    {"source":"aws.s3","detail-type":"Object Created","time":"%s",\
    "detail":{"bucket":{"name":"from"},"object":{"key":"%s"},"sequence":"%016x"}}\
    """
        .formatted(world.now(), key.text(), world.dice.nextLong());
  }

  boolean isEmpty() {
    return queue.isEmpty();
  }

  /// How often a process wrote down what events told it.
  long heard() {
    return heard;
  }

  /// A ledger has these hints from now on.
  void hinted(List<Hint> hints) {
    moment++;
    if (hints.stream().anyMatch(hint -> hint.cause() == Hint.Cause.EVENT)) {
      heard++;
    }
    hints.forEach(hint -> hinted.put(hint.key(), moment));
  }

  Intake intake(Life life, Workers workers, Clock clock) {
    return queue.intake(new Receiving(life), workers, clock, world.simulation.randomness());
  }

  /// One life of a process as it receives.
  private final class Receiving implements SimulatedQueue.Receiver {
    private final Life life;

    Receiving(Life life) {
      this.life = life;
    }

    @Override
    public void pass(String call) {
      life.pass("queue " + call);
      world.trace(life, "queue " + call);
    }

    @Override
    public boolean isUnlucky() {
      return world.strikes(Mishap.QUEUE_TROUBLE, 20);
    }

    @Override
    public void deletes(String body, long received) {
      ObjectKey key = keys.get(body);
      if (key != null && hinted.getOrDefault(key, 0L) <= received) {
        world.violated(life + " deletes the message about " + key + " before it is written down");
      }
    }

    @Override
    public long moment() {
      return moment;
    }
  }
}
