package dev.longhaul.config.yaml;

import dev.longhaul.config.UnusableConfiguration.Problem;
import dev.longhaul.object.Escaped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Makes a tree of a YAML document. Built from the parser's events, so that neither depth nor
/// aliases can use up the stack or the memory.
final class YamlTree {
  private static final int MOST_DEPTH = 32;
  private static final int MOST_ENTRIES = 200_000;

  /// What asks for no tag in particular.
  private static final String NO_TAG = "!";

  private final Iterator<Event> events;
  private final List<Problem> problems;
  private final Map<Anchor, Entry> anchored = new HashMap<>();
  private int entries;

  private YamlTree(Iterator<Event> events, List<Problem> problems) {
    this.events = events;
    this.problems = problems;
  }

  /// The tree of a text; empty when there is none, or when it cannot be read further.
  ///
  /// @param problems takes what is wrong
  static Optional<Entry> of(String text, List<Problem> problems) {
    LoadSettings settings = LoadSettings.builder().build();
    try {
      Iterator<Event> events = new Parse(settings).parseString(text).iterator();
      return new YamlTree(events, problems).document();
    } catch (MarkedYamlEngineException malformed) {
      problems.add(problem(malformed));
    } catch (ReaderException unprintable) {
      Place place =
          Place.after(text.substring(0, Math.min(unprintable.getPosition(), text.length())));
      String character = String.format("U+%04X", unprintable.getCodePoint());
      problems.add(
          new Problem(
              place.line(), 0, "", "holds " + character + ", which is no character of text"));
    } catch (Unreadable stopped) {
      problems.add(stopped.problem);
    } catch (YamlEngineException malformed) {
      problems.add(new Problem(0, 0, "", Escaped.text("is not YAML: " + malformed.getMessage())));
    }
    return Optional.empty();
  }

  private static Problem problem(MarkedYamlEngineException malformed) {
    String what = String.valueOf(malformed.getProblem());
    Place place =
        malformed
            .getProblemMark()
            .or(malformed::getContextMark)
            .map(YamlTree::place)
            .orElse(Place.FILE);
    if (what.contains("(TAB)")) {
      what = "a tab stands where YAML wants spaces; indent with spaces";
    } else {
      String context = malformed.getContext() == null ? "" : malformed.getContext() + ", ";
      what =
          "is not YAML: " + context + what + "; put quotes around values with special characters";
    }
    return new Problem(place.line(), place.column(), "", Escaped.text(what));
  }

  private Optional<Entry> document() {
    Entry root = null;
    while (events.hasNext()) {
      Event event = events.next();
      if (event.getEventId() == Event.ID.DocumentStart) {
        if (root != null) {
          throw unreadable(event, "a second document begins; write all of it as one, without ---");
        }
        root = entry(events.next(), 0);
      }
    }
    return Optional.ofNullable(root);
  }

  private Entry entry(Event event, int depth) {
    entries++;
    if (depth > MOST_DEPTH) {
      throw unreadable(event, "is nested deeper than any setting");
    }
    Entry entry =
        switch (event) {
          case AliasEvent alias -> aliased(alias);
          case ScalarEvent scalar -> scalar(scalar);
          case CollectionStartEvent start when start.getEventId() == Event.ID.SequenceStart ->
              sequence(start, depth);
          case CollectionStartEvent start -> mapping(start, depth);
          default -> throw unreadable(event, "is not YAML");
        };
    if (event instanceof NodeEvent node && !(event instanceof AliasEvent)) {
      node.getAnchor().ifPresent(anchor -> anchored.put(anchor, entry));
    }
    if (entries > MOST_ENTRIES) {
      throw unreadable(event, "there is more than any configuration holds, or aliases multiply it");
    }
    return entry;
  }

  /// The anchored entry stands here once more; it keeps the place where it is written.
  private Entry aliased(AliasEvent alias) {
    Entry entry = anchored.get(alias.getAlias());
    if (entry == null) {
      throw unreadable(alias, "the anchor of this alias is not complete above it");
    }
    entries += entry.size();
    return entry;
  }

  private Entry scalar(ScalarEvent scalar) {
    refuseTag(scalar, scalar.getTag().orElse(NO_TAG));
    return new Entry.Scalar(place(scalar), scalar.getValue(), scalar.isPlain());
  }

  private Entry sequence(CollectionStartEvent start, int depth) {
    refuseTag(start, start.getTag().orElse(NO_TAG));
    List<Entry> items = new ArrayList<>();
    for (Event next = events.next();
        next.getEventId() != Event.ID.SequenceEnd;
        next = events.next()) {
      items.add(entry(next, depth + 1));
    }
    return new Entry.Sequence(place(start), items);
  }

  private Entry mapping(CollectionStartEvent start, int depth) {
    refuseTag(start, start.getTag().orElse(NO_TAG));
    List<Entry.Field> fields = new ArrayList<>();
    Map<String, Place> seen = new HashMap<>();
    for (Event next = events.next();
        next.getEventId() != Event.ID.MappingEnd;
        next = events.next()) {
      Entry key = entry(next, depth + 1);
      Entry value = entry(events.next(), depth + 1);
      if (!(key instanceof Entry.Scalar(Place place, String text, _))) {
        problems.add(problem(key.place(), "a key is one word, not " + key.kind()));
        continue;
      }
      Place before = seen.putIfAbsent(text, place);
      if (before == null) {
        fields.add(new Entry.Field(text, place, value));
      } else {
        String what = Escaped.text(text) + " stands in line " + before.line() + " already";
        problems.add(problem(place, what + "; leave one of them out"));
      }
    }
    return new Entry.Mapping(place(start), fields);
  }

  private void refuseTag(Event event, String tag) {
    if (!tag.equals(NO_TAG)) {
      Place place = place(event);
      problems.add(problem(place, "tags such as !!str are not known here; leave it out"));
    }
  }

  private static Place place(Event event) {
    return event.getStartMark().map(YamlTree::place).orElse(Place.FILE);
  }

  private static Place place(Mark mark) {
    return new Place(mark.getLine() + 1, mark.getColumn() + 1);
  }

  private static Problem problem(Place place, String what) {
    return new Problem(place.line(), place.column(), "", what);
  }

  private static Unreadable unreadable(Event event, String what) {
    return new Unreadable(problem(place(event), what));
  }

  /// Reading cannot go on.
  private static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Problem problem;

    Unreadable(Problem problem) {
      super(problem.what());
      this.problem = problem;
    }
  }
}
