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
import dev.longhaul.s3copy.CopyTables;
import dev.longhaul.s3copy.CredentialObject;
import dev.longhaul.s3copy.function.Dispatch;
import dev.longhaul.s3copy.function.EventFunction;
import dev.longhaul.s3copy.function.InstanceDispatch;
import dev.longhaul.s3copy.function.Journal;
import dev.longhaul.s3copy.function.KeyHandler;
import dev.longhaul.s3copy.function.MonitorFunction;
import dev.longhaul.s3copy.ssm.CommandForm;
import dev.longhaul.s3copy.ssm.SsmFleet;
import dev.longhaul.store.Failure;
import dev.longhaul.store.Observation;
import dev.longhaul.store.Observer;
import dev.longhaul.store.StoreException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Puts the functions of the original procedure together, as their environment says. Nothing is
/// asked before the first event comes.
final class Functions {
  /// Most events bring none to copy here: deletes, and what came back meanwhile.
  private static final LimitSettings LIMITS =
      new LimitSettings(new ByteSize(64L << 20), 16, null, Duration.ofMinutes(2));

  private final ProcedureOpening opening;
  private final Surroundings around;
  private final SideOpening sides;
  private final Journal journal;
  private final CopyTables tables;
  private final KeyHandler handler;
  private final Map<String, Observer> sources = new ConcurrentHashMap<>();

  /// @throws UsageException when a variable is missing or wrong
  Functions(Map<String, String> environment) {
    this.around = Wiring.surroundings(environment);
    Clock clock = around.clock();
    this.sides = new SideOpening(environment, clock, around.workers(), around.randomness());
    this.opening = new ProcedureOpening(environment, clock);
    this.journal = new FunctionJournal(System.out, clock);
    this.tables = opening.tables().tables();
    FunctionCopies engine =
        new FunctionCopies(
            around,
            LIMITS,
            new StateSettings.Folder(Path.of(System.getProperty("java.io.tmpdir"), "longhaul")),
            journal::line);
    this.handler = new KeyHandler(tables, dispatch(), this::observe, engine::reconcile, clock);
  }

  /// What `Dispatch` says; nothing but `ssm` so far reaches workers.
  private Dispatch dispatch() {
    String way = opening.setting("Dispatch");
    if (way != null && !way.equals("ssm")) {
      throw new UsageException("Dispatch: ssm, not " + way);
    }
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
    String destination = opening.setting("DstBucket");
    if (destination == null) {
      throw new UsageException("DstBucket: is not set; it names the destination's bucket");
    }
    String sources = opening.setting("SourceBuckets");
    List<String> allowed =
        sources == null
            ? List.of()
            : Stream.of(sources.split(",")).map(String::strip).filter(s -> !s.isEmpty()).toList();
    return new EventFunction(
        new EventFunction.Setting(destination, credentials(), allowed),
        handler,
        journal,
        around.clock());
  }

  MonitorFunction monitor() {
    return new MonitorFunction(
        tables,
        handler,
        new MonitorFunction.Setting(credentials(), attempts()),
        journal,
        around.clock());
  }

  private int attempts() {
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
