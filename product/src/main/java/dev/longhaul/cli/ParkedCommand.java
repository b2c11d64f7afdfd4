package dev.longhaul.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.longhaul.console.Pages;
import dev.longhaul.json.JsonText;
import dev.longhaul.ledger.ParkedKey;
import dev.longhaul.object.Escaped;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `longhaul parked`: which keys cannot be made equal now, why, and what helps.
public final class ParkedCommand implements Command {
  private final ConsoleOptions options;

  public ParkedCommand(ConsoleOptions options) {
    this.options = options;
  }

  @Override
  public String name() {
    return "parked";
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.usageMessage()
        .description(
            "Lists the keys that a running process cannot make equal now, each with the reason and"
                + " the remedy. They are tried again every half hour and by every audit; longhaul"
                + " redrive tries them at once.")
        .exitCodeList(
            ExitCode.table(
                Map.of(
                    ExitCode.DONE,
                    "no key is parked",
                    ExitCode.DIFFERENT,
                    "keys are parked",
                    ExitCode.UNKNOWN,
                    "could not tell: no process answered")));
    spec.addPositional(RouteArgument.optional("The route. Default: all."));
    ConsoleOptions.declare(spec);
    Options.addGroup(spec, "Output", List.of(RunOptions.declareJson()));
  }

  @Override
  public ExitCode run(ParseResult parsed, Terminal terminal) {
    boolean json = Options.isSet(parsed, RunOptions.JSON);
    long count = 0;
    try (ConsoleCalls console = options.open(parsed)) {
      for (String route : console.routes(RouteArgument.find(parsed))) {
        count += list(console, route, json, terminal);
      }
    }
    if (count == 0 && !json) {
      terminal.out().println("no key is parked");
    }
    return count == 0 ? ExitCode.DONE : ExitCode.DIFFERENT;
  }

  private static long list(ConsoleCalls console, String route, boolean json, Terminal terminal) {
    long count = 0;
    Pages.@Nullable Parked page = console.parked(route, null);
    while (page != null) {
      for (ParkedKey key : page.keys()) {
        terminal.out().println(json ? object(route, key) : text(route, key));
      }
      count += page.keys().size();
      page = page.next() == null ? null : console.parked(route, page.next());
    }
    return count;
  }

  private static String object(String route, ParkedKey key) {
    return JsonText.object(json -> {
      json.writeStringField("route", route);
      write(json, key);
    });
  }

  private static void write(JsonGenerator json, ParkedKey key) throws IOException {
    JsonText.key(json, key.key());
    OutcomeLines.parked(json, key);
    json.writeStringField("at", key.at().toString());
  }

  private static String text(String route, ParkedKey key) {
    Instant at = key.at().truncatedTo(ChronoUnit.SECONDS);
    return Escaped.text(route)
        + ": "
        + key.key()
        + "\n  "
        + Escaped.text(key.reason() + " since " + at + ": " + key.message())
        + "\n  to do: "
        + Escaped.text(key.remedy());
  }
}
