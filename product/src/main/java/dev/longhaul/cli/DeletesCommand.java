package dev.longhaul.cli;

import dev.longhaul.console.Pages;
import dev.longhaul.hint.Json;
import dev.longhaul.json.JsonText;
import dev.longhaul.object.Escaped;
import dev.longhaul.object.ObjectKey;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `longhaul deletes`: what the circuit breaker holds back, and letting it go (H61).
public final class DeletesCommand implements Command {
  private static final String UP_TO = "--up-to";

  private final ConsoleOptions options;

  public DeletesCommand(ConsoleOptions options) {
    this.options = options;
  }

  /// What is done about them.
  private enum Action {
    PENDING,
    RELEASE
  }

  @Override
  public String name() {
    return "deletes";
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.usageMessage()
        .description(
            "A route that would delete more than its limits allow holds all its deletes back until"
                + " a person looked. pending: shows them. release: lets those go that were shown;"
                + " each is done only after the key was proved absent at the source again.")
        .exitCodeList(
            ExitCode.table(
                Map.of(
                    ExitCode.DONE,
                    "no delete is held, or those that were are let go",
                    ExitCode.DIFFERENT,
                    "pending: deletes are held",
                    ExitCode.UNKNOWN,
                    "could not tell: no process answered")));
    spec.addPositional(
        Options.positional(
            0,
            "pending|release",
            text -> Options.choose(Action.class, text),
            "What is to be done."));
    spec.addPositional(RouteArgument.required(1));
    Options.addGroup(
        spec,
        "Release",
        List.of(
            Options.value(
                UP_TO,
                "N",
                DeletesCommand::number,
                "Which deletes were looked at: the number that pending showed. What is held later"
                    + " stays held. 0 where none is held any more.")));
    ConsoleOptions.declare(spec);
    Options.addGroup(spec, "Output", List.of(RunOptions.declareJson()));
  }

  @Override
  public ExitCode run(ParseResult parsed, Terminal terminal) {
    Action action = parsed.matchedPositionalValue(0, Action.PENDING);
    String route = RouteArgument.get(parsed, 1);
    boolean json = Options.isSet(parsed, RunOptions.JSON);
    if ((action == Action.RELEASE) != parsed.hasMatchedOption(UP_TO)) {
      throw new UsageException(
          UP_TO
              + " belongs to release, which needs it: the number that longhaul deletes pending "
              + Escaped.text(route)
              + " showed, so that only those go that somebody looked at");
    }
    long upTo = parsed.matchedOptionValue(UP_TO, 0L);
    try (ConsoleCalls console = options.open(parsed)) {
      return switch (action) {
        case PENDING -> pending(console, route, json, terminal);
        case RELEASE -> release(console, route, upTo, terminal, json);
      };
    }
  }

  private static ExitCode pending(
      ConsoleCalls console, String route, boolean json, Terminal terminal) {
    long count = 0;
    Pages.@Nullable Held page = console.heldDeletes(route, null);
    long last = page.last();
    while (page != null) {
      for (ObjectKey key : page.keys()) {
        terminal.out().println(json ? object(route, key, last) : key.toString());
      }
      count += page.keys().size();
      page = page.next() == null ? null : console.heldDeletes(route, page.next());
    }
    if (!json) {
      String name = Escaped.text(route);
      String deletes = StatusLines.count(count, "delete is", "deletes are") + " held";
      String next =
          "; if they are meant: longhaul deletes release " + name + " " + UP_TO + " " + last;
      terminal.err().println(name + ": " + (count == 0 ? "no delete is held" : deletes + next));
    }
    return count == 0 ? ExitCode.DONE : ExitCode.DIFFERENT;
  }

  private static String object(String route, ObjectKey key, long last) {
    return JsonText.object(json -> {
      json.writeStringField("route", route);
      json.writeNumberField("upTo", last);
      JsonText.key(json, key);
    });
  }

  private static ExitCode release(
      ConsoleCalls console, String route, long upTo, Terminal terminal, boolean json) {
    String body = JsonText.object(object -> object.writeNumberField("upTo", upTo));
    long released =
        console.post(ConsoleCalls.route(route, "deletes/release"), body, DeletesCommand::released);
    terminal
        .out()
        .println(
            json
                ? JsonText.object(line -> {
                  line.writeStringField("route", route);
                  line.writeNumberField("released", released);
                })
                : Escaped.text(route)
                    + ": "
                    + StatusLines.count(released, "delete is", "deletes are")
                    + " let go; each is proved again before it is done");
    return ExitCode.DONE;
  }

  private static long released(Json json) {
    return Long.parseLong(json.at("released").scalar());
  }

  private static long number(String text) {
    if (!text.matches("\\d{1,18}")) {
      throw new IllegalArgumentException("a number as longhaul deletes pending shows it");
    }
    return Long.parseLong(text);
  }
}
