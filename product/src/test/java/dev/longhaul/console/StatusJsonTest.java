package dev.longhaul.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhaul.Hazard;
import dev.longhaul.hint.IntakeState;
import dev.longhaul.hint.Json;
import dev.longhaul.ledger.Ledger;
import dev.longhaul.replicate.AuditKind;
import dev.longhaul.replicate.AuditRecord;
import dev.longhaul.replicate.Lag;
import dev.longhaul.replicate.LagHistogram;
import dev.longhaul.replicate.LagObjective;
import dev.longhaul.replicate.ObjectiveStanding;
import dev.longhaul.replicate.RouteCounts;
import dev.longhaul.replicate.RouteStatus;
import dev.longhaul.replicate.RouteTotals;
import dev.longhaul.replicate.Trouble;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// A status crosses the network and is the same on the other side.
final class StatusJsonTest {
  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07.089Z");
  private static final String NASTY = "a\n\"<b>\u001b[2J\u202e\u2028\\ \ud83d\ude80";

  @Test
  void whatIsWrittenIsReadAgainWhole() throws IOException {
    ProcessReport report = everything();
    assertThat(StatusJson.read(Json.parse(StatusJson.text(report)))).isEqualTo(report);
    ProcessReport bare = new ProcessReport("1", NOW, NOW, List.of(), List.of(), 0);
    assertThat(StatusJson.read(Json.parse(StatusJson.text(bare)))).isEqualTo(bare);
  }

  @Test
  @Hazard(76)
  void isOneLineOfAsciiWhateverIsInIt() {
    assertThat(StatusJson.text(everything())).matches("[ -~]*");
  }

  @Test
  void somethingElseIsRefusedByWhatItLacks() {
    assertThatThrownBy(() -> StatusJson.read(Json.parse("{\"version\":\"1\"}")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"started\"");
    String text = StatusJson.text(everything()).replace("\"behind\":12", "\"behind\":\"12\"");
    assertThatThrownBy(() -> StatusJson.read(Json.parse(text)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"behind\"");
  }

  @Test
  void theStandingIsTheWorstOfAllParts() {
    for (RouteStatus.Condition condition : RouteStatus.Condition.values()) {
      RouteReport one = route(condition, null, null);
      RouteReport equal = route(RouteStatus.Condition.EQUAL, null, null);
      assertThat(Standing.of(List.of(equal, one))).isEqualTo(Standing.of(one.status()));
    }
    assertThat(Standing.of(route(RouteStatus.Condition.EQUAL, null, null).status()))
        .isEqualTo(Standing.EQUAL);
    assertThat(Standing.of(route(RouteStatus.Condition.BEHIND, null, null).status()))
        .isEqualTo(Standing.DIFFERENT);
    assertThat(Standing.of(route(RouteStatus.Condition.UNAUDITED, null, null).status()))
        .isEqualTo(Standing.UNKNOWN);
    assertThat(Standing.of(List.of())).isEqualTo(Standing.UNKNOWN);
  }

  @Test
  void whyAnAuditIsWantedIsSaidInEveryCondition() {
    for (RouteStatus.Condition condition : RouteStatus.Condition.values()) {
      assertThat(Remedies.of(route(condition, null, null).status()))
          .as("%s", condition)
          .anyMatch(remedy -> remedy.startsWith(NASTY + "; an audit begins by itself"));
    }
  }

  @Test
  void nothingIsEqualForSureWhileAnIntakeIsDeaf() {
    RouteReport equal = route(RouteStatus.Condition.EQUAL, null, null);
    IntakeState deaf = intake(new IntakeState.Trouble(NOW, "no answer"));
    assertThat(Standing.of(new ProcessReport("1", NOW, NOW, List.of(equal), List.of(deaf), 0)))
        .isEqualTo(Standing.UNKNOWN);
  }

  private static ProcessReport everything() {
    List<RouteReport> routes = new ArrayList<>();
    for (RouteStatus.Condition condition : RouteStatus.Condition.values()) {
      routes.add(route(condition, null, null));
    }
    for (AuditKind kind : AuditKind.values()) {
      for (AuditRecord.Result result : AuditRecord.Result.values()) {
        AuditRecord last = new AuditRecord(kind, NOW, NOW, result, 1L << 40, 7, NASTY);
        routes.add(
            route(
                RouteStatus.Condition.TROUBLED,
                new Trouble(NOW, Trouble.Kind.CREDENTIALS, NASTY),
                last));
      }
    }
    List<IntakeState> intakes = List.of(intake(null), intake(new IntakeState.Trouble(NOW, NASTY)));
    return new ProcessReport("1.2-\"x", NOW.minusSeconds(99), NOW, routes, intakes, 3);
  }

  private static IntakeState intake(IntakeState.@Nullable Trouble trouble) {
    return new IntakeState(
        NASTY, "sqs", NOW, new IntakeState.Counts(5, 6), trouble == null ? null : NOW, trouble);
  }

  private static RouteCounts counts(long from) {
    return new RouteCounts(
        from,
        new RouteCounts.Proved(from + 1, from + 2, from + 3, from + 4, from + 5),
        from + 6,
        from + 7,
        from + 8,
        from + 9,
        from + 10);
  }

  private static RouteStatus.History history() {
    List<Long> within = new ArrayList<>();
    for (int index = 0; index < LagHistogram.BOUNDS.size(); index++) {
      within.add(100L + index);
    }
    return new RouteStatus.History(
        new RouteTotals(counts(20), new LagHistogram(within, 200, Duration.ofMillis(12_345))),
        new ObjectiveStanding(
            new LagObjective(0.995, Duration.ofSeconds(90)),
            0.875,
            40,
            5,
            new ObjectiveStanding.Burn(1.5, 2.5, 14.4),
            new ObjectiveStanding.Burn(3.5, 4.5, 6)));
  }

  private static RouteReport route(
      RouteStatus.Condition condition, @Nullable Trouble trouble, @Nullable AuditRecord last) {
    RouteStatus status =
        new RouteStatus(
            NASTY,
            condition,
            new RouteStatus.Work(
                new Ledger.Backlog(12, 34, 56, trouble == null ? null : NOW.minusSeconds(5)), 3, 8),
            new Lag.Figures(9, Duration.ofMillis(1), Duration.ofMillis(22), Duration.ofMillis(333)),
            counts(1),
            trouble,
            new RouteStatus.Audits(last, last == null, last == null ? NASTY : null),
            history());
    return new RouteReport(status, new Rates(1.25, 0.001, 1e12));
  }
}
