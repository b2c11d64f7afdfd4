package dev.longhaul.console;

import dev.longhaul.effect.Cancelled;
import dev.longhaul.hint.DeadLetter;
import dev.longhaul.hint.DeadLetters;
import dev.longhaul.hint.Json;
import dev.longhaul.hint.Parsed;
import dev.longhaul.hint.Redriven;
import dev.longhaul.hint.UnreadableMessage;
import dev.longhaul.http.Answer;
import dev.longhaul.http.Head;
import dev.longhaul.http.Request;
import dev.longhaul.json.JsonText;
import dev.longhaul.ledger.Messages;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Messages that somebody has to look at: those that nobody understood, and those that queues put
/// aside.
final class MessageApi {
  /// Characters of a message that are shown.
  private static final int SHOWN = 500;

  /// Dead letters moved in one call at most, so that it ends in time.
  private static final int MOVED = 200;

  private static final int LOOKED_AT = 10;

  private final Messages messages;
  private final Map<String, Supplier<Optional<DeadLetters>>> dead;

  /// @param dead where the letters of each intake lie; asked anew for each call, since each is for
  ///   one thread
  MessageApi(Messages messages, Map<String, Supplier<Optional<DeadLetters>>> dead) {
    this.messages = messages;
    this.dead = dead;
  }

  Answer list(Request request) {
    return Answers.json(
        PageJson.text(
            new Pages.Messages(
                messages.list(Pages.MOST).stream().map(MessageApi::shown).toList(),
                messages.count())));
  }

  private static Pages.Message shown(UnreadableMessage message) {
    return new Pages.Message(
        message.intake(),
        message.id(),
        beginning(message.why()),
        beginning(message.text()),
        message.text().length(),
        message.at());
  }

  private static String beginning(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN);
  }

  Answer forget(Request request) {
    Fields fields = new Fields(Answers.body(request));
    String intake = fields.text("intake");
    String id = fields.text("id");
    return messages.remove(intake, id)
        ? Answers.done()
        : Answers.refused(404, "the intake " + intake + " kept no message " + id);
  }

  Answer letters(Request request) {
    Head head = request.head();
    return with(
        String.valueOf(head.parameter("intake")),
        letters ->
            Answers.json(
                PageJson.text(
                    new Pages.Letters(
                        String.valueOf(head.parameter("intake")),
                        letters.url(),
                        letters.count(),
                        letters.peek(LOOKED_AT).stream().map(MessageApi::shown).toList()))));
  }

  private static Pages.Letter shown(DeadLetter letter) {
    String says =
        switch (letter.says()) {
          case Parsed.Events(var events, var unread) ->
              events.size()
                  + (events.size() == 1 ? " event" : " events")
                  + (unread == null ? "" : ", and more that is not understood: " + unread);
          case Parsed.Nothing(String why) -> "nothing follows from it: " + why;
          case Parsed.Unreadable(String why) -> "not understood: " + why;
          case Parsed.NotJson(String why) -> "no JSON: " + why;
        };
    return new Pages.Letter(
        letter.id(), letter.sent(), letter.receives(), beginning(says), beginning(letter.text()));
  }

  /// Brings some back to their queue. Ask again as long as any move.
  Answer redrive(Request request) {
    Json body = Answers.body(request);
    return with(new Fields(body).text("intake"), letters -> redriven(letters, letters.count()));
  }

  private static Answer redriven(DeadLetters letters, int all) {
    Redriven done = letters.redrive(Math.min(MOVED, all));
    return Answers.json(
        JsonText.object(json -> {
          json.writeNumberField("moved", done.moved());
          json.writeNumberField("left", done.left());
          json.writeNumberField("before", all);
          if (done.why() != null) {
            json.writeStringField("why", done.why());
          }
        }));
  }

  /// What is done with the letters of one intake.
  private interface Work {
    Answer on(DeadLetters letters);
  }

  private Answer with(String intake, Work work) {
    Supplier<Optional<DeadLetters>> found = dead.get(intake);
    if (found == null) {
      return Answers.refused(
          404,
          "no intake \""
              + intake
              + "\" is a queue"
              + (dead.isEmpty() ? "" : "; these are: " + String.join(", ", dead.keySet())));
    }
    try {
      Optional<DeadLetters> letters = found.get();
      return letters.isEmpty()
          ? Answers.refused(404, "the queue of " + intake + " has no dead-letter queue")
          : work.on(letters.get());
    } catch (Cancelled cancelled) {
      throw cancelled;
    } catch (RuntimeException unasked) {
      return Answers.refused(502, "the queue of " + intake + " gave no answer: " + unasked);
    }
  }
}
