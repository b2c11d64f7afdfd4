package dev.longhaul.alert;

import dev.longhaul.config.AlertEntry.Occasion;
import dev.longhaul.config.TimeSpan;
import dev.longhaul.hint.IntakeState;
import dev.longhaul.ledger.ParkedKey;
import dev.longhaul.replicate.AuditRecord;
import dev.longhaul.replicate.ObjectiveStanding;
import dev.longhaul.replicate.RouteStatus;
import dev.longhaul.replicate.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds what needs a person in how routes and intakes fare. Pure.
final class Concerns {
  /// How long a store or an intake may not serve before that is told: restarts are nobody's alarm.
  static final Duration PATIENCE = Duration.ofMinutes(1);

  private Concerns() {}

  /// @param parked some of the keys that are parked
  static List<Concern> of(RouteStatus status, List<ParkedKey> parked, Instant now) {
    Subject route = new Subject(Subject.Kind.ROUTE, status.route());
    List<Concern> found = new ArrayList<>();
    ObjectiveStanding objective = status.history().objective();
    if (objective.isMissed()) {
      found.add(missed(route, objective, now));
    }
    if (status.work().parked() > 0) {
      found.add(parked(route, status.work().parked(), parked, now));
    }
    audit(route, status.audits().last()).ifPresent(found::add);
    long held = status.work().backlog().held();
    if (held > 0 || status.condition() == RouteStatus.Condition.DELETES_HELD) {
      found.add(held(route, held, now));
    }
    Trouble trouble = status.trouble();
    if (trouble != null) {
      trouble(route, trouble, now).ifPresent(found::add);
    }
    return found;
  }

  private static Concern missed(Subject route, ObjectiveStanding standing, Instant now) {
    String within = TimeSpan.exact(standing.objective().within());
    return new Concern(
        route,
        Occasion.LAG,
        String.format(
            Locale.ROOT,
            "%.2f%% of %,d events were proved within %s over the last 6h, and the objective is"
                + " %s%%; %,d events wait for longer than that now",
            Math.floor(standing.attained() * 10_000) / 100,
            standing.events(),
            within,
            Double.toString(Math.round(standing.objective().share() * 1e8) / 1e6)
                .replaceFirst("\\.0$", ""),
            standing.waiting()),
        "look at the route's status: if a store is slow or does not answer, mend that; if the route"
            + " is paused, resume it; if it only has too much to do, give it more workers or"
            + " bandwidth. Nothing is lost, it catches up",
        now,
        List.of());
  }

  private static Concern parked(Subject route, long count, List<ParkedKey> some, Instant now) {
    List<String> keys =
        some.stream()
            .limit(Concern.KEYS)
            .map(key -> key.key() + ": " + key.message() + "; " + key.remedy())
            .toList();
    return new Concern(
        route,
        Occasion.PARKED,
        String.format(
            Locale.ROOT,
            "%,d %s parked: made equal only after somebody acts",
            count,
            count == 1 ? "key is" : "keys are"),
        "list the parked keys, do for each what its remedy says, and have them tried again",
        now,
        keys);
  }

  private static Optional<Concern> audit(Subject route, @Nullable AuditRecord last) {
    if (last == null || last.result() != AuditRecord.Result.DIFFERS) {
      return Optional.empty();
    }
    String why = last.why().isEmpty() ? "" : ": " + last.why();
    return Optional.of(
        new Concern(
            route,
            Occasion.AUDIT,
            String.format(
                Locale.ROOT,
                "the audit (%s) found %,d of %,d keys different and could not make all of them"
                    + " equal%s",
                Notice.word(last.kind()),
                last.differences(),
                last.keys(),
                why),
            "look at the parked keys and the held deletes; where bytes differ under equal ETags,"
                + " find out which side is right before anything else is written there",
            last.ended(),
            List.of()));
  }

  private static Concern held(Subject route, long held, Instant now) {
    return new Concern(
        route,
        Occasion.DELETES,
        String.format(
            Locale.ROOT,
            "too many deletes came at once, so %,d %s held until a person looked; everything else"
                + " goes on",
            held,
            held == 1 ? "is" : "are"),
        "list the held deletes; if they are meant, release them; if not, put the objects back at"
            + " the source",
        now,
        List.of());
  }

  private static Optional<Concern> trouble(Subject route, Trouble trouble, Instant now) {
    return switch (trouble.kind()) {
      case CREDENTIALS ->
          Optional.of(
              new Concern(
                  route,
                  Occasion.CREDENTIALS,
                  trouble.why(),
                  "mend the credentials, their permissions, the region or this machine's clock; the"
                      + " route waits, loses nothing, and goes on by itself",
                  trouble.since(),
                  List.of()));
      case STORE -> stands(route, trouble.why(), trouble.since(), now);
    };
  }

  static Optional<Concern> of(IntakeState state, Instant now) {
    IntakeState.Trouble trouble = state.trouble();
    return trouble == null
        ? Optional.empty()
        : stands(
            new Subject(Subject.Kind.INTAKE, state.name()), trouble.why(), trouble.since(), now);
  }

  private static Optional<Concern> stands(Subject subject, String why, Instant since, Instant now) {
    if (Duration.between(since, now).compareTo(PATIENCE) < 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Concern(
            subject,
            Occasion.TROUBLE,
            why,
            "mend what the message names; it is tried again all the time, loses nothing, and goes"
                + " on by itself",
            since,
            List.of()));
  }
}
