package dev.longhaul.config;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Who is told when something needs a person.
///
/// @param on what is told
/// @param againAfter how long the same is not told again
public record AlertEntry(String name, Target target, SortedSet<Occasion> on, Duration againAfter) {
  public static final Duration USUAL_AGAIN_AFTER = Duration.ofHours(1);

  public AlertEntry {
    on = Collections.unmodifiableSortedSet(new TreeSet<>(on));
    new Rules()
        .named("alert", name)
        .check(!on.isEmpty(), "on", "name what is told, or leave the line out for everything")
        .check(
            againAfter.compareTo(Duration.ofMinutes(1)) >= 0
                && againAfter.compareTo(Duration.ofDays(7)) <= 0,
            "again-after",
            "between 1m and 7d")
        .end();
  }

  /// What is told.
  public enum Occasion {
    /// A route misses its lag objective.
    LAG,
    /// Keys were parked.
    PARKED,
    /// An audit ended, and something still differs.
    AUDIT,
    /// Deletes are held until a person looks.
    DELETES,
    /// Credentials are refused.
    CREDENTIALS,
    /// A store or an intake does not answer.
    TROUBLE;

    /// All of them.
    public static SortedSet<Occasion> all() {
      return new TreeSet<>(EnumSet.allOf(Occasion.class));
    }
  }

  /// How it is told.
  public sealed interface Target {
    /// A POST of JSON.
    ///
    /// @param url secret, because those of chat services are
    /// @param token sent as `Authorization: Bearer`, `null` for none
    record Webhook(Secret url, @Nullable Secret token) implements Target {
      public Webhook {
        new Rules()
            .check(
                url.reveal().matches("https?://[^/\\s]+.*"),
                "url",
                "begins with https:// or http:// and a host")
            .end();
      }
    }

    /// A topic of Amazon SNS.
    record Topic(String arn, ServiceAccess access) implements Target {
      public Topic {
        new Rules()
            .check(
                arn.matches("arn:aws[a-z-]*:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_.-]+"),
                "topic",
                "write the topic's ARN, arn:aws:sns:REGION:ACCOUNT:NAME")
            .end();
      }
    }

    /// A program of this machine, started without a shell; it gets JSON on standard input.
    record Command(List<String> words) implements Target {
      public Command {
        words = List.copyOf(words);
        new Rules()
            .check(
                !words.isEmpty() && !words.getFirst().isBlank(),
                "command",
                "name a program, as a list of words: [/usr/local/bin/page, --team, storage]")
            .end();
      }
    }
  }
}
