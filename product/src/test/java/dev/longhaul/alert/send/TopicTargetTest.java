package dev.longhaul.alert.send;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.longhaul.alert.AlertTarget.Answer;
import dev.longhaul.store.CredentialSource;
import dev.longhaul.store.Credentials;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
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
  private int status = 200;
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          forms.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          signatures.add(exchange.getRequestHeaders().getFirst("Authorization"));
          byte[] answer = (status == 200 ? PUBLISHED : REFUSED).getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "text/xml");
          exchange.sendResponseHeaders(status, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private Answer tell() {
    CredentialSource credentials = () -> new Credentials("AKIDEXAMPLE", "secret", null, null);
    URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    try (TopicTarget target = new TopicTarget(ARN, endpoint, null, credentials)) {
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
