package dev.longhaul.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.config.AlertEntry;
import dev.longhaul.config.AlertEntry.Occasion;
import dev.longhaul.effect.Workers;
import dev.longhaul.hint.IntakeState;
import dev.longhaul.ledger.InMemoryLedger;
import dev.longhaul.ledger.Ledger;
import dev.longhaul.ledger.ParkedKey;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.replicate.AuditKind;
import dev.longhaul.replicate.AuditRecord;
import dev.longhaul.replicate.Replication;
import dev.longhaul.replicate.RouteStatus;
import dev.longhaul.replicate.Trouble;
import dev.longhaul.simulation.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/// What is told of a route, in simulated time.
final class AlertsTest {
  private final Simulation simulation = new Simulation(3);
  private final Ledger ledger = new InMemoryLedger();
  private final AtomicReference<RouteStatus> status =
      new AtomicReference<>(Standings.of("photos").status());
  private final AtomicReference<List<IntakeState>> intakes = new AtomicReference<>(List.of());
  private final List<String> told = Collections.synchronizedList(new ArrayList<>());
  private final List<String> remarks = Collections.synchronizedList(new ArrayList<>());
  private final AtomicReference<AlertTarget.Answer> answer =
      new AtomicReference<>(new AlertTarget.Answer.Taken());

  private Instant now() {
    return simulation.clock().now();
  }

  private void sleep(Duration duration) {
    simulation.clock().sleep(duration);
  }

  private Alerts alerts(AlertTarget... targets) {
    List<Alerts.Receiver> receivers = new ArrayList<>();
    for (AlertTarget target : targets) {
      receivers.add(
          new Alerts.Receiver(
              new AlertEntry(
                  "team" + receivers.size(),
                  new AlertEntry.Target.Command(List.of("page")),
                  Occasion.all(),
                  Duration.ofHours(1)),
              target));
    }
    ParkedKey parked =
        new ParkedKey(ObjectKey.of("a\nb"), "LOCKED", "it is locked", "unlock it", now());
    return new Alerts(
        receivers,
        List.of(new Alerts.Watched("photos", status::get, () -> List.of(parked), ledger.facts())),
        intakes::get,
        new Replication.Effects(simulation.workers(), simulation.clock(), simulation.randomness()),
        remarks::add);
  }

  private AlertTarget target() {
    return notice -> {
      if (answer.get() instanceof AlertTarget.Answer.Taken) {
        told.add(Notice.word(notice.stage()) + " " + notice.title());
      }
      return answer.get();
    };
  }

  private void running(Alerts alerts, Runnable meanwhile) {
    simulation.run(() -> {
      try (Workers.Group group = simulation.workers().open("process")) {
        group.start(() -> {
          alerts.run();
          return true;
        });
        meanwhile.run();
        group.cancel();
      }
      return true;
    });
  }

  @Test
  void aRouteThatFaresWellIsNotTalkedOf() {
    running(alerts(target()), () -> sleep(Duration.ofDays(1)));
    assertThat(told).isEmpty();
  }

  @Test
  void parkedKeysAreToldWithSomeOfThemAndThatTheyAreNoMore() {
    List<Notice> notices = new ArrayList<>();
    running(
        alerts(notice -> {
          notices.add(notice);
          return new AlertTarget.Answer.Taken();
        }),
        () -> {
          status.set(Standings.of("photos").parked(3).status());
          sleep(Duration.ofMinutes(1));
          status.set(Standings.of("photos").status());
          sleep(Duration.ofMinutes(1));
        });
    assertThat(notices)
        .extracting(Notice::stage)
        .containsExactly(Notice.Stage.BEGAN, Notice.Stage.ENDED);
    assertThat(notices.getFirst().title())
        .isEqualTo("longhaul route photos: 3 keys are parked: made equal only after somebody acts");
    assertThat(notices.getFirst().concern().keys())
        .containsExactly("a\\nb: it is locked; unlock it");
  }

  @Test
  void eachKindOfConcernIsTold() {
    running(
        alerts(target()),
        () -> {
          status.set(Standings.of("photos").missed().status());
          sleep(Duration.ofMinutes(1));
          status.set(Standings.of("photos").held(7).status());
          sleep(Duration.ofMinutes(1));
          Instant now = now();
          status.set(
              Standings.of("photos")
                  .audited(
                      new AuditRecord(
                          AuditKind.DEEP, now, now, AuditRecord.Result.DIFFERS, 9, 2, "key x"))
                  .status());
          sleep(Duration.ofMinutes(1));
          status.set(
              Standings.of("photos")
                  .troubled(new Trouble(now(), Trouble.Kind.CREDENTIALS, "403 ExpiredToken"))
                  .status());
          sleep(Duration.ofMinutes(1));
        });
    assertThat(told)
        .containsExactly(
            "began longhaul route photos: 90.00% of 1,000 events were proved within 1m over the"
                + " last 6h, and the objective is 99%; 40 events wait for longer than that now",
            "began longhaul route photos: too many deletes came at once, so 7 are held until a"
                + " person looked; everything else goes on",
            "ended longhaul route photos: ended: 90.00% of 1,000 events were proved within 1m over"
                + " the last 6h, and the objective is 99%; 40 events wait for longer than that now",
            "began longhaul route photos: the audit (deep) found 2 of 9 keys different and could"
                + " not make all of them equal: key x",
            "ended longhaul route photos: ended: too many deletes came at once, so 7 are held until"
                + " a person looked; everything else goes on",
            "began longhaul route photos: 403 ExpiredToken",
            "ended longhaul route photos: ended: the audit (deep) found 2 of 9 keys different and"
                + " could not make all of them equal: key x");
  }

  @Test
  void aStoreAndAnIntakeThatComeBackSoonAreNobodysAlarm() {
    running(
        alerts(target()),
        () -> {
          Instant now = now();
          IntakeState.Trouble silent = new IntakeState.Trouble(now, "no answer from the queue");
          intakes.set(
              List.of(
                  new IntakeState(
                      "events", "sqs", now, new IntakeState.Counts(0, 0), null, silent)));
          status.set(
              Standings.of("photos")
                  .troubled(new Trouble(now, Trouble.Kind.STORE, "no answer"))
                  .status());
          sleep(Duration.ofSeconds(45));
          assertThat(told).isEmpty();
          sleep(Duration.ofSeconds(30));
        });
    assertThat(told)
        .containsExactlyInAnyOrder(
            "began longhaul route photos: no answer",
            "began longhaul intake events: no answer from the queue");
  }

  @Test
  void anAuditThatWasNotFinishedLeavesWhatTheOneBeforeFound() {
    Instant now = Instant.parse("2026-11-24T12:00:00Z");
    AuditRecord differs =
        new AuditRecord(AuditKind.LISTING, now, now, AuditRecord.Result.DIFFERS, 9, 2, "");
    AuditRecord unfinished =
        new AuditRecord(AuditKind.LISTING, now, now, AuditRecord.Result.UNFINISHED, 9, 0, "");
    running(
        alerts(target()),
        () -> {
          status.set(Standings.of("photos").audited(differs).status());
          sleep(Duration.ofMinutes(1));
          status.set(Standings.of("photos").audited(unfinished).status());
          sleep(Duration.ofMinutes(1));
        });
    assertThat(told).hasSize(1);
  }

  @Test
  void whatOneTargetDoesNotTakeIsTriedAgainAndHoldsUpNoOther() {
    answer.set(new AlertTarget.Answer.Failed("the webhook answered 500", true));
    List<String> other = new ArrayList<>();
    Alerts alerts =
        alerts(
            target(),
            notice -> {
              other.add(notice.title());
              return new AlertTarget.Answer.Taken();
            });
    running(
        alerts,
        () -> {
          status.set(Standings.of("photos").parked(1).status());
          sleep(Duration.ofMinutes(5));
          assertThat(other).hasSize(1);
          assertThat(told).isEmpty();
          answer.set(new AlertTarget.Answer.Taken());
          sleep(Duration.ofMinutes(2));
          assertThat(told).hasSize(1);
        });
    assertThat(remarks)
        .containsExactly(
            "the alert team0 is not told yet, and tried again: the webhook answered 500");
    assertThat(alerts.counts())
        .containsExactly(new Alerts.Counts("team0", 1, 0), new Alerts.Counts("team1", 1, 0));
  }

  @Test
  void aTargetThatHangsHoldsUpNoOtherAndIsGivenUpInTheEnd() {
    List<String> other = new ArrayList<>();
    Alerts alerts =
        alerts(
            _ -> {
              sleep(Duration.ofSeconds(30));
              return new AlertTarget.Answer.Failed("no answer within 30 s", true);
            },
            notice -> {
              other.add(notice.title());
              return new AlertTarget.Answer.Taken();
            });
    running(
        alerts,
        () -> {
          status.set(Standings.of("photos").parked(1).status());
          sleep(Duration.ofMinutes(1));
          assertThat(other).hasSize(1);
          sleep(Duration.ofMinutes(20));
        });
    assertThat(alerts.counts().getFirst()).isEqualTo(new Alerts.Counts("team0", 0, 1));
    assertThat(remarks).hasSize(2).last().asString().contains("given up");
  }

  @Test
  void theNextProcessTellsNothingAnewAndTellsTheEnd() {
    status.set(Standings.of("photos").parked(1).status());
    running(alerts(target()), () -> sleep(Duration.ofMinutes(1)));
    running(alerts(target()), () -> sleep(Duration.ofMinutes(1)));
    assertThat(told).hasSize(1);
    status.set(Standings.of("photos").status());
    running(alerts(target()), () -> sleep(Duration.ofMinutes(1)));
    running(alerts(target()), () -> sleep(Duration.ofMinutes(1)));
    assertThat(told).hasSize(2).last().asString().startsWith("ended");
  }
}
