package dev.longhaul.cli;

import dev.longhaul.console.PageJson;
import dev.longhaul.console.Pages;
import dev.longhaul.json.JsonText;
import dev.longhaul.object.Escaped;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `longhaul messages`: messages of intakes that somebody has to look at.
public final class MessagesCommand implements Command {
  private static final String INTAKE = "--intake";
  private static final String FORGET = "--forget";
  private static final String DEAD = "--dead-letters";
  private final ConsoleOptions options;

  public MessagesCommand(ConsoleOptions options) {
    this.options = options;
  }

  @Override
  public String name() {
    return "messages";
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.usageMessage()
        .description(
            "Shows the messages that a running process received and did not understand, the oldest"
                + " first; nothing was done about them. With --dead-letters it looks at those that"
                + " a queue put aside, and leaves them there.")
        .exitCodeList(
            ExitCode.table(
                Map.of(
                    ExitCode.DONE,
                    "there is none, or it is forgotten",
                    ExitCode.DIFFERENT,
                    "there are messages to look at",
                    ExitCode.UNKNOWN,
                    "could not tell: no process answered, or the queue did not")));
    ConsoleOptions.declare(spec);
    Options.addGroup(
        spec,
        "What",
        List.of(
            Options.value(
                DEAD, "INTAKE", text -> text, "Looks at the dead letters of this intake's queue."),
            Options.value(
                FORGET, "ID", text -> text, "Forgets this message; name its intake as well."),
            Options.value(INTAKE, "NAME", text -> text, "The intake of the message to forget.")));
    Options.addGroup(spec, "Output", List.of(RunOptions.declareJson()));
  }

  @Override
  public ExitCode run(ParseResult parsed, Terminal terminal) {
    String dead = Options.find(parsed, DEAD, String.class);
    String id = Options.find(parsed, FORGET, String.class);
    String intake = Options.find(parsed, INTAKE, String.class);
    boolean json = Options.isSet(parsed, RunOptions.JSON);
    if ((id == null) != (intake == null) || (id != null && dead != null)) {
      throw new UsageException(
          "forget a message with " + INTAKE + "=NAME " + FORGET + "=ID, and nothing else");
    }
    try (ConsoleCalls console = options.open(parsed)) {
      if (id != null && intake != null) {
        return forget(console, intake, id, terminal);
      }
      return dead == null
          ? unreadable(console, json, terminal)
          : letters(console, dead, json, terminal);
    }
  }

  private static ExitCode forget(
      ConsoleCalls console, String intake, String id, Terminal terminal) {
    String body =
        JsonText.object(json -> {
          json.writeStringField("intake", intake);
          json.writeStringField("id", id);
        });
    console.post("/api/messages/forget", body, json -> json);
    terminal.out().println("forgotten");
    return ExitCode.DONE;
  }

  private static ExitCode unreadable(ConsoleCalls console, boolean json, Terminal terminal) {
    Pages.Messages page = console.get("/api/messages", PageJson::messages);
    if (json) {
      terminal.out().println(PageJson.text(page));
    } else {
      page.messages().forEach(message -> terminal.out().println(text(message)));
      String all = StatusLines.count(page.all(), "message is", "messages are") + " kept";
      terminal.err().println(page.all() == 0 ? "no message is kept" : all);
    }
    return page.all() == 0 ? ExitCode.DONE : ExitCode.DIFFERENT;
  }

  private static String text(Pages.Message message) {
    return Escaped.text(message.intake() + " " + message.id())
        + ", received "
        + message.at().truncatedTo(ChronoUnit.SECONDS)
        + "\n  "
        + Escaped.text(message.why())
        + "\n  "
        + StatusLines.count(message.length(), "character", "characters")
        + ": "
        + Escaped.text(message.beginning());
  }

  private static ExitCode letters(
      ConsoleCalls console, String intake, boolean json, Terminal terminal) {
    Pages.Letters page =
        console.get("/api/dead-letters?intake=" + ConsoleCalls.encoded(intake), PageJson::letters);
    if (json) {
      terminal.out().println(PageJson.text(page));
    } else {
      page.letters().forEach(letter -> terminal.out().println(text(letter)));
      terminal
          .err()
          .println(
              StatusLines.count(page.all(), "dead letter lies", "dead letters lie")
                  + " in "
                  + Escaped.text(page.url())
                  + (page.all() == 0
                      ? ""
                      : "; longhaul redrive --intake="
                          + Escaped.text(intake)
                          + " brings them back"));
    }
    return page.all() == 0 && page.letters().isEmpty() ? ExitCode.DONE : ExitCode.DIFFERENT;
  }

  private static String text(Pages.Letter letter) {
    return Escaped.text(letter.id())
        + ", sent "
        + letter.sent()
        + ", received "
        + StatusLines.count(letter.receives(), "time", "times")
        + "\n  "
        + Escaped.text(letter.says())
        + "\n  "
        + Escaped.text(letter.beginning());
  }
}
