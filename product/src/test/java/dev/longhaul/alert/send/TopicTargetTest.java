package dev.longhaul.alert.send;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.longhaul.alert.AlertTarget.Answer;
import dev.longhaul.rehearsal.LoopbackServer;
import dev.longhaul.store.CredentialSource;
import dev.longhaul.store.Credentials;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Publishing with the SDK's client to an endpoint of our own that speaks the protocol of SNS.
final class TopicTargetTest {
  private static final String ARN = "arn:aws-cn:sns:cn-north-1:123456789012:storage";
  private static final String PUBLISHED =
      """
      <PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult>\
      <MessageId>1</MessageId></PublishResult></PublishResponse>\
      """;
  private static final String REFUSED =
      """
      <ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>Sender</Type>\
      <Code>AuthorizationError</Code><Message>no</Message></Error></ErrorResponse>\
      """;

  private final List<String> forms = Collections.synchronizedList(new ArrayList<>());
  private final List<String> signatures = Collections.synchronizedList(new ArrayList<>());
  private volatile int status = 200;
  private final LoopbackServer server = new LoopbackServer(this::publish);

  private void publish(HttpExchange exchange) throws IOException {
    forms.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    signatures.add(exchange.getRequestHeaders().getFirst("Authorization"));
    byte[] answer = (status == 200 ? PUBLISHED : REFUSED).getBytes(StandardCharsets.UTF_8);
    LoopbackServer.answer(exchange, status, "text/xml", answer);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Answer tell() {
    CredentialSource credentials = () -> new Credentials("AKIDEXAMPLE", "secret", null, null);
    try (TopicTarget target = new TopicTarget(ARN, server.endpoint(), null, credentials)) {
      return target.tell(Notices.parked());
    }
  }

  @Test
  void publishesLinesForMailAndJsonForTheOthers() {
    assertThat(tell()).isEqualTo(new Answer.Taken());
    String form = URLDecoder.decode(forms.getFirst(), StandardCharsets.UTF_8);
    assertThat(form)
        .contains("Action=Publish")
        .contains("TopicArn=" + ARN)
        .contains("Subject=longhaul route photos: 2 keys are parked")
        .contains("MessageStructure=json")
        .contains("\"email\":\"longhaul route photos: 2 keys are parked\\nsince 2026")
        .contains("\"default\":\"{\\\"from\\\":\\\"longhaul\\\",\\\"occasion\\\":\\\"parked\\\"");
    assertThat(signatures.getFirst()).contains("/cn-north-1/sns/aws4_request");
  }

  @Test
  void saysWhatToDoWhenItIsRefused() {
    status = 403;
    assertThat(tell())
        .isEqualTo(
            new Answer.Failed(
                "the topic's service answered 403 AuthorizationError; check the credentials, they"
                    + " need sns:Publish",
                true));
    status = 500;
    assertThat(tell())
        .isEqualTo(new Answer.Failed("the topic's service answered 500 AuthorizationError", true));
    assertThat(forms).as("the outbox tries again, not the client").hasSize(2);
  }
}
