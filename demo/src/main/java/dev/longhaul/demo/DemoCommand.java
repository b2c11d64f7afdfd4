package dev.longhaul.demo;

import dev.longhaul.cli.ExitCode;
import dev.longhaul.cli.ExtraCommand;
import dev.longhaul.cli.Terminal;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `longhaul demo`: shows on two real S3 servers what Longhaul does, and proves the result.
public final class DemoCommand implements ExtraCommand {

  @Override
  public String name() {
    return "demo";
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.usageMessage()
        .description(
            "Starts two S3 servers here, with different credentials and data in a temporary"
                + " folder, fills one with objects that are hard to copy, copies them to the"
                + " other, changes them, copies again and compares every byte. Nothing of it"
                + " stays.")
        .exitCodeList(
            ExitCode.table(
                Map.of(
                    ExitCode.DONE,
                    "both buckets ended equal",
                    ExitCode.DIFFERENT,
                    "they did not: the differences are named",
                    ExitCode.UNKNOWN,
                    "a server did not answer")));
  }

  @Override
  public ExitCode run(ParseResult parsed, Terminal terminal, Longhaul longhaul) {
    // The SDK, which only fills and judges the buckets here, would report each odd header it meets.
    System.setProperty("org.slf4j.simpleLogger.log.software.amazon.awssdk", "off");
    return new Demo(terminal, longhaul).run();
  }
}
