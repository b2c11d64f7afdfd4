package dev.longhaul.cli;

import dev.longhaul.effect.Cancelled;
import dev.longhaul.effect.Workers;
import dev.longhaul.object.Escaped;
import dev.longhaul.s3copy.CopyJob;
import dev.longhaul.s3copy.JobText;
import dev.longhaul.s3copy.MalformedJob;
import dev.longhaul.s3copy.TablesUnavailable;
import dev.longhaul.s3copy.Taking;
import dev.longhaul.s3copy.Worker;
import dev.longhaul.s3copy.worker.CopyWorker;
import dev.longhaul.s3copy.worker.JobRefused;
import dev.longhaul.s3copy.worker.Resident;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/// One life of a worker that resides: opens what it needs, listens, and works until it is told to
/// stop.
final class WorkerRun {
  private final Surroundings around;
  private final WorkerCommand.Outside outside;
  private final Settings settings;
  private final Consumer<String> say;

  /// How it works.
  record Settings(
      Path socket,
      Resident.Limits jobs,
      CopySettings copies,
      LimitSettings limits,
      StateSettings state) {}

  WorkerRun(
      Surroundings around, WorkerCommand.Outside outside, Settings settings, Terminal terminal) {
    this.around = around;
    this.outside = outside;
    this.settings = settings;
    this.say = line -> terminal.err().println("longhaul: " + line);
  }

  ExitCode run() {
    Stopper stopper = new Stopper();
    KeyCopies.Settings copying =
        new KeyCopies.Settings(
            settings.copies(),
            settings.limits(),
            settings.state(),
            (source, destination) ->
                Acquaintance.ledger(around, settings.state(), source, destination),
            null);
    try (Signals.Watch _ = outside.signals().watch(() -> stop(stopper), () -> {});
        JobServices open = outside.services().open(say);
        KeyCopies copies = new KeyCopies(around, copying, say);
        CopyWorker worker = worker(open, copies)) {
      Resident resident =
          new Resident(
              worker, settings.jobs(), around.workers(), end -> say.accept(JobLines.sentence(end)));
      stopper.aim(resident::stop);
      try (WorkerCommand.Listening _ =
              outside.sockets().listen(settings.socket(), line -> answer(resident, line), say);
          Workers.Group beating = around.workers().open("pulse")) {
        say.accept("working as " + open.instance() + ", jobs come by " + settings.socket());
        outside.supervisor().ready();
        outside.supervisor().pulse().ifPresent(every -> beating.start(() -> beat(resident, every)));
        resident.run();
        beating.cancel();
      }
    }
    say.accept("stopped; jobs that were not done were given back");
    return ExitCode.DONE;
  }

  private CopyWorker worker(JobServices open, KeyCopies copies) {
    return new CopyWorker(
        open.tables(),
        new Worker(open.instance(), null),
        new CopyWorker.Work(copies, open.times(), say),
        around.workers(),
        around.clock());
  }

  private void stop(Stopper stopper) {
    say.accept(
        "stopping; jobs in flight get up to "
            + settings.jobs().stopWithin().toSeconds()
            + " seconds, a second signal ends it at once");
    outside.supervisor().stopping();
    stopper.request();
  }

  private boolean beat(Resident resident, Duration every) {
    while (true) {
      Resident.Load load = resident.load();
      outside
          .supervisor()
          .alive("jobs: " + load.working() + " in work, " + load.waiting() + " waiting");
      around.clock().sleep(every);
    }
  }

  /// What the client is told: one word that it acts on, and a sentence for people.
  private String answer(Resident resident, String line) {
    try {
      CopyJob job = JobText.job(line);
      CopyJob whole =
          job.credentials() == null ? job.with(CopySettings.object(around.environment())) : job;
      Taking taking = resident.accept(whole);
      return word(taking) + " " + JobLines.sentence(whole, taking);
    } catch (MalformedJob malformed) {
      return "malformed no job: " + malformed.getMessage();
    } catch (JobRefused | TablesUnavailable refused) {
      return "refused " + refused.getMessage();
    } catch (Cancelled told) {
      throw told;
    } catch (RuntimeException unforeseen) {
      return "refused nobody foresaw this: " + Escaped.text(unforeseen.toString());
    }
  }

  private static String word(Taking taking) {
    return switch (taking) {
      case Taking.Taken _ -> "accepted";
      case Taking.Busy _ -> "busy";
      case Taking.Done() -> "done";
    };
  }
}
