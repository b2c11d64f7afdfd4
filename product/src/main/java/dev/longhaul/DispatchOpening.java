package dev.longhaul;

import dev.longhaul.cli.Surroundings;
import dev.longhaul.cli.UsageException;
import dev.longhaul.hint.sqs.MessageSender;
import dev.longhaul.s3copy.CopyTables;
import dev.longhaul.s3copy.function.Dispatch;
import dev.longhaul.s3copy.function.FunctionDispatch;
import dev.longhaul.s3copy.function.InstanceDispatch;
import dev.longhaul.s3copy.function.NotSent;
import dev.longhaul.s3copy.function.QueueDispatch;
import dev.longhaul.s3copy.lambda.LambdaInvocations;
import dev.longhaul.s3copy.part.PartPace;
import dev.longhaul.s3copy.ssm.CommandForm;
import dev.longhaul.s3copy.ssm.SsmFleet;
import dev.longhaul.store.StoreException;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/// Opens the ways by which Main and Monitor send jobs to workers, as the environment says. Nobody
/// is asked anything yet.
final class DispatchOpening {
  private final ProcedureOpening opening;
  private final Surroundings around;
  private final CopyTables tables;

  DispatchOpening(ProcedureOpening opening, Surroundings around, CopyTables tables) {
    this.opening = opening;
    this.around = around;
    this.tables = tables;
  }

  /// What `Dispatch` says, by instances when it says nothing.
  Dispatch open() {
    String way = opening.setting("Dispatch");
    return way == null ? instances() : open("Dispatch", way);
  }

  private Dispatch open(String setting, String way) {
    return switch (way) {
      case "ssm" -> instances();
      case "queue" -> queue(setting);
      case "lambda" -> functions();
      default -> throw new UsageException(setting + ": ssm, lambda or queue, not " + way);
    };
  }

  private Dispatch instances() {
    String script = opening.setting("CopyCommand");
    String tag = opening.setting("InstanceTag");
    SsmFleet fleet =
        new SsmFleet(
            opening.service("SSM"),
            tag == null ? SsmFleet.Tag.USUAL : SsmFleet.Tag.parse(tag),
            new CommandForm(
                script == null ? CommandForm.USUAL_SCRIPT : script,
                opening.setting("CopyDocument")));
    return new InstanceDispatch(fleet, fleet, tables.scans(), around.clock(), around.randomness());
  }

  private Dispatch queue(String setting) {
    String url = opening.setting("JobQueue");
    if (url == null) {
      throw new UsageException(
          setting + ": queue needs JobQueue, the URL of the queue that a fleet follows");
    }
    MessageSender sender = opening.sender(URI.create(url));
    return new QueueDispatch(message -> put(sender, message), url, around.clock());
  }

  private static void put(MessageSender sender, String message) {
    try {
      sender.send(message);
    } catch (StoreException failed) {
      throw new NotSent(String.valueOf(failed.getMessage()), failed);
    }
  }

  private Dispatch functions() {
    PartPace pace = opening.pace(opening.partTables().tables().notes(), opening::functionTime);
    return new FunctionDispatch(
        new LambdaInvocations(opening.service("Lambda")),
        opening.functionNames(),
        pace::largest,
        beyond());
  }

  /// Who gets what no function can carry.
  private @Nullable Dispatch beyond() {
    String way = opening.setting("DispatchBeyond");
    if (way == null) {
      return null;
    }
    if (way.equals("lambda")) {
      throw new UsageException(
          "DispatchBeyond: ssm or queue; it is for what functions cannot carry");
    }
    return open("DispatchBeyond", way);
  }
}
