package dev.longhaul.store.s3;

import static dev.longhaul.store.s3.ScriptedServer.answer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.store.Failure;
import dev.longhaul.store.NotificationRule;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class S3NotificationsTest extends ScriptedStore {
  private static final String RULES =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <NotificationConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/">
        <TopicConfiguration>
          <Id>theirs &amp; ours</Id><Topic>arn:aws:sns:r:1:t</Topic>
          <Event>s3:ObjectCreated:Put</Event><Event>s3:ObjectRemoved:*</Event>
          <Filter><S3Key>
            <FilterRule><Name>Prefix</Name><Value>a+b/</Value></FilterRule>
            <FilterRule><Name>Suffix</Name><Value>.jpg</Value></FilterRule>
          </S3Key><S3Something><New>&lt;1&gt;</New></S3Something></Filter>
        </TopicConfiguration>
        <EventBridgeConfiguration/>
      </NotificationConfiguration>\
      """;

  private static final NotificationRule OURS =
      new NotificationRule(
          "longhaul-q", "arn:aws:sqs:r:1:q", List.of("s3:ObjectCreated:*"), "x<y/", "", "");

  @Test
  @Hazard(10)
  void writesRulesOfOthersBackWithAllThatIsInThem() {
    server.then(answer(200, "", RULES), answer(200, "", ""));

    List<NotificationRule> rules = new ArrayList<>(opened().notifications().read());
    rules.add(OURS);
    opened().notifications().write(rules);

    assertThat(rules.getFirst().id()).isEqualTo("theirs & ours");
    assertThat(rules.getFirst().events())
        .containsExactly("s3:ObjectCreated:Put", "s3:ObjectRemoved:*");
    assertThat(rules.getFirst().prefix() + rules.getFirst().suffix()).isEqualTo("a+b/.jpg");
    assertThat(server.requests().get(0).line()).isEqualTo("GET /bucket?notification HTTP/1.1");
    assertThat(server.requests().get(1).line()).isEqualTo("PUT /bucket?notification HTTP/1.1");
    assertThat(server.requests().get(1).headers()).containsKey("content-md5");
    assertThat(server.requests().get(1).body())
        .isEqualTo(
            "<NotificationConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">"
                + "<TopicConfiguration><Id>theirs &amp; ours</Id><Topic>arn:aws:sns:r:1:t</Topic>"
                + "<Event>s3:ObjectCreated:Put</Event><Event>s3:ObjectRemoved:*</Event>"
                + "<Filter><S3Key><FilterRule><Name>Prefix</Name><Value>a+b/</Value></FilterRule>"
                + "<FilterRule><Name>Suffix</Name><Value>.jpg</Value></FilterRule></S3Key>"
                + "<S3Something><New>&lt;1&gt;</New></S3Something></Filter></TopicConfiguration>"
                + "<EventBridgeConfiguration></EventBridgeConfiguration>"
                + "<QueueConfiguration><Id>longhaul-q</Id><Queue>arn:aws:sqs:r:1:q</Queue>"
                + "<Event>s3:ObjectCreated:*</Event><Filter><S3Key><FilterRule><Name>prefix</Name>"
                + "<Value>x&lt;y/</Value></FilterRule></S3Key></Filter></QueueConfiguration>"
                + "</NotificationConfiguration>");
  }

  /// The protocol calls functions so; what is read may call them either way.
  @Test
  void aFunctionIsWrittenAsCloudFunction() {
    server.then(answer(200, "", ""));
    String function = "arn:aws:lambda:r:1:function:f:live";

    opened()
        .notifications()
        .write(
            List.of(
                new NotificationRule("f", function, List.of("s3:ObjectCreated:*"), "", "", "")));

    assertThat(server.requests().getFirst().body())
        .contains(
            "<CloudFunctionConfiguration><Id>f</Id><CloudFunction>"
                + function
                + "</CloudFunction><Event>s3:ObjectCreated:*</Event></CloudFunctionConfiguration>");
  }

  @Test
  void aBucketWithoutRulesHasNone() {
    server.then(answer(200, "", "<NotificationConfiguration/>"));

    assertThat(opened().notifications().read()).isEmpty();
  }

  @Test
  @Hazard({10, 80})
  void whatIsNoAnswerOrARefusalIsNotTakenForNoRules() {
    server.then(
        answer(200, "", ""),
        answer(200, "", "<ListBucketResult/>"),
        answer(403, "", "<Error><Code>AccessDenied</Code></Error>"),
        answer(400, "", "<Error><Code>InvalidArgument</Code><Message>overlap</Message></Error>"));

    for (int number = 0; number < 2; number++) {
      assertThat(failureOf(() -> opened().notifications().read()))
          .isInstanceOf(Failure.Transient.class);
    }
    assertThat(failureOf(() -> opened().notifications().read()))
        .isInstanceOf(Failure.WrongCredentials.class);
    assertThat(failureOf(() -> opened().notifications().write(List.of(OURS))).message())
        .contains("put notifications", "overlap");
  }
}
