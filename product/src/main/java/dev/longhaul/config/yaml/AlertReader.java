package dev.longhaul.config.yaml;

import dev.longhaul.config.AlertEntry;
import dev.longhaul.config.AlertEntry.Occasion;
import dev.longhaul.config.AlertEntry.Target;
import dev.longhaul.config.Secret;
import dev.longhaul.config.TimeSpan;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Reads `alerts`.
final class AlertReader {
  private final Reading reading;
  private final StoreReader stores;

  AlertReader(Reading reading, StoreReader stores) {
    this.reading = reading;
    this.stores = stores;
  }

  Optional<AlertEntry> alert(Section.Named named) {
    Section section = named.section();
    Optional<Target> target = target(section);
    SortedSet<Occasion> on = new TreeSet<>(section.list("on", Values.choice(Occasion.class)));
    SortedSet<Occasion> told = section.has("on") ? on : Occasion.all();
    Duration again = section.get("again-after", TimeSpan::parse, AlertEntry.USUAL_AGAIN_AFTER);
    return target.flatMap(
        known -> section.make(() -> new AlertEntry(named.name(), known, told, again)));
  }

  private Optional<Target> target(Section section) {
    List<String> kinds = Stream.of("url", "topic", "command").filter(section::has).toList();
    if (kinds.size() != 1) {
      section.refuse(
          "has one of url: to post to, topic: with the ARN of a topic of SNS, and command: with a"
              + " program and its arguments");
      return Optional.empty();
    }
    return switch (kinds.getFirst()) {
      case "url" -> webhook(section);
      case "topic" -> topic(section);
      default -> command(section);
    };
  }

  private Optional<Target> webhook(Section section) {
    Secret url = section.secret("url");
    Secret token = section.secret("token");
    return url == null ? Optional.empty() : section.make(() -> new Target.Webhook(url, token));
  }

  private Optional<Target> topic(Section section) {
    String arn = section.require("topic", Values::word, "topic");
    return stores
        .access(section)
        .flatMap(access -> section.make(() -> new Target.Topic(arn, access)));
  }

  private Optional<Target> command(Section section) {
    List<String> words = section.list("command", text -> text);
    return section.make(() -> {
      Target.Command command = new Target.Command(words);
      return new Target.Command(
          Stream.concat(Stream.of(program(words.getFirst())), command.words().stream().skip(1))
              .toList());
    });
  }

  /// A name alone is looked for along the path of the process; a path begins at the file's folder.
  private String program(String word) {
    return word.contains("/") ? reading.path(word).toString() : word;
  }
}
