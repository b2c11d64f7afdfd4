package dev.longhaul.cli;

import dev.longhaul.config.Configuration;
import dev.longhaul.config.IntakeEntry;
import dev.longhaul.config.StoreEntry;
import dev.longhaul.hint.IntakeFinding;
import dev.longhaul.hint.IntakeFinding.Severity;
import dev.longhaul.store.Failure;
import dev.longhaul.store.StoreException;
import java.util.ArrayList;
import java.util.List;

/// Whether the stores and queues that a configuration names answer to the credentials that it names
/// for them. Writes nothing.
final class NamedCheck {
  private final Configuration configuration;
  private final Trials trials;
  private final List<Finding> findings = new ArrayList<>();
  private int unanswered;

  NamedCheck(Configuration configuration, Trials trials) {
    this.configuration = configuration;
    this.trials = trials;
  }

  List<Finding> findings() {
    configuration.stores().forEach(this::store);
    for (IntakeEntry intake : configuration.intakes()) {
      switch (intake) {
        case IntakeEntry.Queue queue -> queue(queue);
        // Posting to it would be an event; where it listens is looked at beside.
        case IntakeEntry.Webhook _ -> {}
      }
    }
    return findings;
  }

  /// How many of the failures are no more than that nothing answered.
  int unanswered() {
    return unanswered;
  }

  private void store(StoreEntry store) {
    String about = "stores." + store.name();
    try (Opened opened = trials.store(store, configuration)) {
      findings.addAll(new SideCheck(opened, about).judge(opened.store().inspector().headBucket()));
    } catch (StoreException refused) {
      refused(about, refused.failure());
    } catch (UsageException refused) {
      findings.add(Finding.fail(about, String.valueOf(refused.getMessage()), "mend this setting"));
    }
  }

  private void queue(IntakeEntry.Queue queue) {
    String about = "intakes." + queue.name();
    try {
      List<IntakeFinding> found = trials.queue(queue, configuration);
      if (found.stream().noneMatch(one -> one.severity().compareTo(Severity.UNANSWERED) >= 0)) {
        findings.add(Finding.ok(about, "the queue answers to these credentials"));
      }
      found.forEach(one -> findings.add(Finding.of(about, one)));
      unanswered +=
          (int) found.stream().filter(one -> one.severity() == Severity.UNANSWERED).count();
    } catch (StoreException refused) {
      refused(about, refused.failure());
    }
  }

  private void refused(String about, Failure failure) {
    unanswered +=
        switch (failure) {
          case Failure.Throttled _, Failure.Transient _ -> 1;
          case Failure.Refused _, Failure.WrongCredentials _ -> 0;
        };
    findings.add(Finding.fail(about, failure.message(), SideCheck.remedy(failure)));
  }
}
