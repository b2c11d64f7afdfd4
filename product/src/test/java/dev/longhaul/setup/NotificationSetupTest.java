package dev.longhaul.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhaul.Hazard;
import dev.longhaul.effect.ManualClock;
import dev.longhaul.setup.NotificationSetup.Order;
import dev.longhaul.setup.NotificationSetup.Result;
import dev.longhaul.store.BucketAddress.Kind;
import dev.longhaul.store.NotificationRule;
import dev.longhaul.store.StoreException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NotificationSetupTest {
  private static final String QUEUE = "arn:aws:sqs:us-west-2:123456789012:events";
  private static final NotificationRule FOREIGN =
      rule("theirs", List.of("s3:ObjectRestore:Post"), "", "");
  private final NotificationsInMemory bucket = new NotificationsInMemory();

  private static NotificationRule rule(
      String id, List<String> events, String prefix, String suffix) {
    return new NotificationRule(id, "arn:theirs", events, prefix, suffix, "<x>" + id + "</x>");
  }

  private NotificationSetup setup(Kind kind) {
    return new NotificationSetup(bucket, kind, new ManualClock());
  }

  private static Order order(String prefix) {
    return new Order("longhaul-events", QUEUE, prefix);
  }

  private Result run(Kind kind, Order order) {
    NotificationSetup setup = setup(kind);
    return setup.carryOut(setup.plan(order));
  }

  @Test
  @Hazard({7, 10})
  void addsOneRuleAndKeepsThoseOfOthers() {
    bucket.has(FOREIGN);

    assertThat(run(Kind.AWS, order(""))).isInstanceOf(Result.Written.class);

    assertThat(bucket.read()).hasSize(2).contains(FOREIGN);
    assertThat(bucket.read().getLast().events())
        .contains("s3:ObjectCreated:*", "s3:ObjectRemoved:*", "s3:LifecycleExpiration:*")
        .contains("s3:ObjectTagging:*");
  }

  @Test
  @Hazard(10)
  void doesNothingASecondTimeAndTakesOutOnlyItsOwn() {
    bucket.has(FOREIGN);
    run(Kind.AWS, order(""));

    assertThat(setup(Kind.AWS).plan(order("")).isDone()).isTrue();
    run(Kind.AWS, new Order("longhaul-events", null, ""));

    assertThat(bucket.read()).containsExactly(FOREIGN);
    assertThat(setup(Kind.AWS).plan(new Order("longhaul-events", null, "")).isDone()).isTrue();
  }

  @Test
  void replacesItsOwnRuleByAnotherOne() {
    run(Kind.AWS, order("old/"));
    run(Kind.AWS, order("a b/ü"));

    assertThat(bucket.read()).extracting(NotificationRule::prefix).containsExactly("a+b/%C3%BC");
  }

  @Test
  @Hazard(7)
  void asksForFewerEventsWhereTheStoreKnowsFewer() {
    bucket.knows(Set.of("s3:ObjectCreated:*", "s3:ObjectRemoved:*"));

    Result result = run(Kind.COMPATIBLE, order("a b"));

    assertThat(result).isInstanceOf(Result.Written.class);
    assertThat(((Result.Written) result).leftOut())
        .contains("s3:LifecycleExpiration:*")
        .doesNotContain("s3:ObjectCreated:*");
    assertThat(bucket.read().getFirst().prefix()).isEqualTo("a b");
  }

  @Test
  void amazonKnowsThemAllSoItsRefusalIsToldAndNothingIsWritten() {
    bucket.knows(Set.of());

    assertThatThrownBy(() -> run(Kind.AWS, order(""))).isInstanceOf(StoreException.class);
    assertThatThrownBy(() -> run(Kind.COMPATIBLE, order(""))).isInstanceOf(StoreException.class);
    assertThat(bucket.written()).isEmpty();
  }

  @Test
  @Hazard(10)
  void looksAgainUntilTheStoreShowsWhatWasWritten() {
    bucket.showsLate(3);
    assertThat(run(Kind.AWS, order(""))).isInstanceOf(Result.Written.class);

    bucket.showsLate(1000);
    assertThat(run(Kind.AWS, order("other/"))).isInstanceOf(Result.Unconfirmed.class);
  }

  @ParameterizedTest
  @CsvSource({
    "s3:ObjectCreated:Put, '', '', true",
    "s3:ObjectCreated:*, photos/, .jpg, true",
    "s3:ObjectCreated:*, photos/2026/, '', true",
    "s3:ObjectCreated:*, music/, '', false",
    "s3:ObjectRestore:Completed, '', '', true",
    "s3:ObjectRestore:Post, '', '', false",
    "s3:ReducedRedundancyLostObject, '', '', false",
  })
  @Hazard(10)
  void seesWhichRulesOfOthersWantTheSame(
      String event, String prefix, String suffix, boolean overlaps) {
    bucket.has(rule("theirs", List.of(event), prefix, suffix));

    assertThat(setup(Kind.AWS).plan(order("photos/")).overlaps()).hasSize(overlaps ? 1 : 0);
  }

  @Test
  void namesRulesByTargetAndPrefixAndRefusesWhatIsNoTarget() {
    TargetArn queue = TargetArn.parse(QUEUE);
    assertThat(queue.ruleId("")).isEqualTo("longhaul-events");
    assertThat(queue.ruleId("a/")).startsWith("longhaul-events-").isNotEqualTo(queue.ruleId("b/"));
    assertThat(queue.policyFor("photos").orElse(""))
        .contains("sqs:SendMessage", "arn:aws:s3:::photos", "123456789012");
    TargetArn hook = TargetArn.parse("arn:minio:sqs::PRIMARY:webhook");
    assertThat(hook.ruleId("")).isEqualTo("longhaul-PRIMARY");
    assertThat(hook.policyFor("photos")).isEmpty();
    for (String wrong : List.of("", "events", "arn:aws:lambda:r:1:layer:f", QUEUE + ".fifo")) {
      assertThatThrownBy(() -> TargetArn.parse(wrong))
          .as(wrong)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
