package dev.longhaul.replicate;

import dev.longhaul.hint.EventSink;
import dev.longhaul.hint.Hint;
import dev.longhaul.hint.ObjectEvent;
import dev.longhaul.hint.UnreadableMessage;
import dev.longhaul.ledger.LedgerException;
import dev.longhaul.object.ObjectKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// Takes the events of one intake and gives each to the routes it is about: all those whose source
/// is the intake's store and whose keys it is one of. Thread-safe.
///
/// A route whose backlog is full holds up nobody: while others of the intake have room, it is only
/// noted that it missed something, and an audit of it finds what. While no route has room nothing
/// is taken, so that events stay where they are as long as that costs nobody anything.
public final class EventRouter implements EventSink {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  /// Buckets without a route that are told of, once each.
  private static final int BUCKETS_TOLD = 100;

  private final List<Listening> routes;
  private final Shelf shelf;
  private final Consumer<String> remarks;
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  /// A route that listens to this intake.
  ///
  /// @param bucket its source's
  public record Listening(String bucket, Replication replication) {}

  /// Where messages are kept that nobody understands.
  @FunctionalInterface
  public interface Shelf {
    /// On disk when it returns; whether there was room.
    boolean keep(UnreadableMessage message);
  }

  public EventRouter(List<Listening> routes, Shelf shelf, Consumer<String> remarks) {
    this.routes = List.copyOf(routes);
    this.shelf = shelf;
    this.remarks = remarks;
  }

  @Override
  public Acceptance take(List<ObjectEvent> events) {
    Map<Replication, List<Hint>> hints = new LinkedHashMap<>();
    events.forEach(event -> spread(event, hints));
    List<Replication> full =
        hints.keySet().stream()
            .filter(route -> route.room() < hints.getOrDefault(route, List.of()).size())
            .toList();
    if (!full.isEmpty() && !isInTheWay(full)) {
      return new Acceptance.Full(
          "the route " + full.getFirst().name() + " has too many hints that wait already",
          RETRY_AFTER);
    }
    try {
      for (Map.Entry<Replication, List<Hint>> entry : hints.entrySet()) {
        if (full.contains(entry.getKey())) {
          entry.getKey().overflow(entry.getValue().size());
        } else {
          entry.getKey().add(entry.getValue());
        }
      }
      return new Acceptance.Taken();
    } catch (LedgerException failed) {
      return full(failed);
    }
  }

  /// Whether another route of this intake could go on if the full ones did not hold it up.
  private boolean isInTheWay(List<Replication> full) {
    return routes.stream()
        .map(Listening::replication)
        .anyMatch(other -> !full.contains(other) && other.room() > 0);
  }

  /// @throws LedgerException when it is not the disk that is full
  private Acceptance full(LedgerException failed) {
    if (!failed.isFull()) {
      throw failed;
    }
    remarks.accept(String.valueOf(failed.getMessage()));
    return new Acceptance.Full(String.valueOf(failed.getMessage()), RETRY_AFTER);
  }

  private void spread(ObjectEvent event, Map<Replication, List<Hint>> hints) {
    boolean known = false;
    for (Listening route : routes) {
      if (route.bucket().equals(event.bucket())) {
        known = true;
        for (ObjectKey key : event.keys()) {
          if (route.replication().isAbout(key)) {
            hints
                .computeIfAbsent(route.replication(), _ -> new ArrayList<>())
                .add(Hint.of(key, Hint.Cause.EVENT, event.at()));
          }
        }
      }
    }
    if (!known && told.size() < BUCKETS_TOLD && told.add(event.bucket())) {
      remarks.accept(
          "events of the bucket "
              + event.bucket()
              + " come in, and no route that listens to this intake has it as its source");
    }
  }

  @Override
  public Acceptance keep(UnreadableMessage message) {
    try {
      return shelf.keep(message)
          ? new Acceptance.Taken()
          : new Acceptance.Full("too many messages that nobody understood are kept", RETRY_AFTER);
    } catch (LedgerException failed) {
      return full(failed);
    }
  }
}
