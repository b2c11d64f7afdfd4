package dev.longhaul.config.yaml;

import dev.longhaul.config.ByteSize;
import dev.longhaul.config.IntakeEntry;
import dev.longhaul.config.IntakeEntry.RequestLimits;
import dev.longhaul.config.Listener;
import dev.longhaul.config.Secret;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/// Reads `intakes`.
final class IntakeReader {
  private static final URI SOME_QUEUE = URI.create("http://localhost/queue");
  private final StoreReader stores;
  private final ProcessReader process;

  IntakeReader(StoreReader stores, ProcessReader process) {
    this.stores = stores;
    this.process = process;
  }

  Optional<IntakeEntry> intake(Section.Named named) {
    Section section = named.section();
    boolean queue = section.has("queue");
    if (queue == section.has("path")) {
      section.refuse(
          "has either queue: and the URL of a queue of SQS, or path: of a webhook, /hooks/NAME");
      return Optional.empty();
    }
    return queue ? queue(named) : webhook(named);
  }

  private Optional<IntakeEntry> queue(Section.Named named) {
    Section section = named.section();
    List<String> names = section.list("stores", Values::word);
    URI url = section.require("queue", IntakeEntry.Queue::parseUrl, SOME_QUEUE);
    int pollers = section.get("pollers", Values::number, IntakeEntry.Queue.USUAL_POLLERS);
    return stores
        .access(section)
        .flatMap(access ->
            section.make(() -> new IntakeEntry.Queue(named.name(), names, url, access, pollers)));
  }

  private Optional<IntakeEntry> webhook(Section.Named named) {
    Section section = named.section();
    List<String> names = section.list("stores", Values::word);
    String path = section.require("path", Values::word, "/hooks/x");
    Secret token = section.secret("token");
    Listener listener = process.listener(section, null);
    RequestLimits usual = RequestLimits.DEFAULT;
    ByteSize body = section.get("max-body", ByteSize::parse, usual.body());
    int rate = section.get("max-requests", Values::number, usual.perSecond());
    return section
        .make(() -> new RequestLimits(body, rate))
        .flatMap(requests ->
            section.make(() ->
                new IntakeEntry.Webhook(named.name(), names, path, token, listener, requests)));
  }
}
