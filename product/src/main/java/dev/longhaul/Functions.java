package dev.longhaul;

import dev.longhaul.cli.FunctionCopies;
import dev.longhaul.cli.LimitSettings;
import dev.longhaul.cli.Opened;
import dev.longhaul.cli.StateSettings;
import dev.longhaul.cli.Surroundings;
import dev.longhaul.cli.UsageException;
import dev.longhaul.config.ByteSize;
import dev.longhaul.config.CredentialsChoice;
import dev.longhaul.config.Location;
import dev.longhaul.config.SideSettings;
import dev.longhaul.effect.Clock;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.reconcile.Outcome;
import dev.longhaul.s3copy.CopyJob;
import dev.longhaul.s3copy.CopyRoutes;
import dev.longhaul.s3copy.CopyTables;
import dev.longhaul.s3copy.CredentialObject;
import dev.longhaul.s3copy.function.EventFunction;
import dev.longhaul.s3copy.function.Journal;
import dev.longhaul.s3copy.function.KeyEngine;
import dev.longhaul.s3copy.function.KeyHandler;
import dev.longhaul.s3copy.function.MonitorFunction;
import dev.longhaul.s3copy.part.UploadBook;
import dev.longhaul.s3copy.part.UploadMonitor;
import dev.longhaul.s3copy.worker.CopyUnavailable;
import dev.longhaul.store.Failure;
import dev.longhaul.store.Observation;
import dev.longhaul.store.Observer;
import dev.longhaul.store.StoreException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Puts the functions of the original procedure together, as their environment says. Nothing is
/// asked before the first event comes.
final class Functions {
  /// Most events bring none to copy here: deletes, and what came back meanwhile.
  static final LimitSettings LIMITS =
      new LimitSettings(new ByteSize(64L << 20), 16, null, Duration.ofMinutes(2));

  /// Where an environment of Lambda keeps what stores were proved to do.
  static final StateSettings STATE =
      new StateSettings.Folder(Path.of(System.getProperty("java.io.tmpdir"), "longhaul"));

  private final ProcedureOpening opening;
  private final Surroundings around;
  private final SideOpening sides;
  private final Journal journal;
  private final CopyTables tables;
  private final FunctionCopies copies;

  /// Where functions write their uploads down, which nobody is to take for left behind; `null`
  /// where none copies.
  private final @Nullable UploadBook book;

  private final Map<String, Observer> sources = new ConcurrentHashMap<>();
  private @Nullable Supplier<CopyRoutes> routes;

  /// @throws UsageException when a variable is missing or wrong
  Functions(Map<String, String> environment) {
    this.around = Wiring.surroundings(environment);
    Clock clock = around.clock();
    this.sides = new SideOpening(environment, clock, around.workers(), around.randomness());
    this.opening = new ProcedureOpening(environment, clock);
    this.journal = new FunctionJournal(System.out, clock);
    this.tables = opening.tables().tables();
    this.book =
        "lambda".equals(opening.setting("Dispatch"))
            ? new UploadBook(opening.partTables().tables())
            : null;
    this.copies =
        new FunctionCopies(
            around, new FunctionCopies.Setting(LIMITS, STATE, true, book, null), journal::line);
  }

  private KeyHandler handler() {
    return new KeyHandler(
        tables,
        new DispatchOpening(opening, around, tables).open(),
        this::observe,
        engine(),
        around.clock());
  }

  private KeyEngine engine() {
    return new KeyEngine() {
      @Override
      public Outcome reconcile(CopyJob job) {
        return copies.reconcile(job);
      }

      @Override
      public void sweep(CopyJob job, Instant since) {
        String uploads = "uploads of job " + job.id() + " that its worker left open ";
        try {
          if (copies.sweep(job, since)) {
            journal.line(uploads + "are dropped");
          }
        } catch (StoreException | CopyUnavailable left) {
          journal.line(uploads + "may be there still: " + left.getMessage());
        }
      }

      @Override
      public Outcome look(CopyJob job) {
        return copies.look(job);
      }
    };
  }

  private Observation observe(String bucket, ObjectKey key) {
    try {
      return sources.computeIfAbsent(bucket, this::observer).observe(key);
    } catch (StoreException unanswered) {
      return new Observation.Unknown(unanswered.failure());
    } catch (UsageException refused) {
      return new Observation.Unknown(new Failure.Transient(String.valueOf(refused.getMessage())));
    }
  }

  private Observer observer(String bucket) {
    SideSettings side =
        SideSettings.of(new Location(bucket, ""), new CredentialsChoice.Chain(), null, null);
    Opened opened = sides.only(side, true);
    return new Observer(opened.store(), around.clock());
  }

  EventFunction main() {
    return new EventFunction(routes(), handler(), journal, around.clock());
  }

  /// What becomes of keys: `Routes`, or all to `DstBucket`.
  private Supplier<CopyRoutes> openRoutes() {
    String file = opening.setting("Routes");
    String destination = opening.setting("DstBucket");
    String sources = opening.setting("SourceBuckets");
    if (file != null) {
      if (destination != null || sources != null) {
        throw new UsageException(
            "Routes: says what goes where, and so do DstBucket and SourceBuckets; set it or them");
      }
      return new RoutesOpening(file, credentials(), side -> sides.only(side, true), around.clock());
    }
    if (destination == null) {
      throw new UsageException(
          "DstBucket: is not set; it names the destination's bucket, as Routes does where there"
              + " are several");
    }
    List<String> allowed =
        sources == null
            ? List.of()
            : Stream.of(sources.split(",")).map(String::strip).filter(s -> !s.isEmpty()).toList();
    CopyRoutes one = new CopyRoutes.One(destination, credentials(), allowed);
    return () -> one;
  }

  /// Main and Monitor have them, the other functions ask for none.
  Supplier<CopyRoutes> routes() {
    Supplier<CopyRoutes> opened = routes;
    if (opened == null) {
      opened = openRoutes();
      routes = opened;
    }
    return opened;
  }

  MonitorFunction monitor() {
    return new MonitorFunction(
        tables,
        handler(),
        new MonitorFunction.Setting(routes(), attempts()),
        journal,
        around.clock());
  }

  /// What Monitor does about large objects, where functions copy.
  Optional<UploadMonitor> uploadMonitor() {
    return Optional.ofNullable(book).map(_ -> new PartOpening(this).monitor());
  }

  /// After how many attempts Monitor parks a job.
  int attempts() {
    String attempts = opening.setting("Attempts");
    if (attempts == null) {
      return MonitorFunction.Setting.USUAL_ATTEMPTS;
    }
    if (!attempts.matches("[1-9][0-9]{0,8}")) {
      throw new UsageException("Attempts: a number from 1, not " + attempts);
    }
    return Integer.parseInt(attempts);
  }

  private @Nullable CredentialObject credentials() {
    return FunctionCopies.credentials(around);
  }

  CopyTables tables() {
    return tables;
  }

  /// The engine of Main and Monitor: it deletes, and hands nothing over.
  FunctionCopies copies() {
    return copies;
  }

  Surroundings around() {
    return around;
  }

  Journal journal() {
    return journal;
  }

  ProcedureOpening opening() {
    return opening;
  }
}
