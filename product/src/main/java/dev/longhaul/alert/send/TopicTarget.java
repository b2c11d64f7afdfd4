package dev.longhaul.alert.send;

import dev.longhaul.alert.AlertTarget;
import dev.longhaul.alert.Notice;
import dev.longhaul.effect.Cancelled;
import dev.longhaul.json.JsonText;
import dev.longhaul.object.Escaped;
import dev.longhaul.store.CredentialSource;
import dev.longhaul.store.Credentials;
import dev.longhaul.store.StoreException;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.SnsClientBuilder;

/// Publishes notices to a topic of Amazon SNS: lines for people who get mail, JSON for everybody
/// else.
public final class TopicTarget implements AlertTarget {
  private static final int SUBJECT = 100;
  private static final int REGION_WORD = 3;
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(20);

  private final String arn;
  private final SnsClient client;

  /// Asks nobody anything yet.
  ///
  /// @param endpoint `null` for Amazon's in that region
  /// @param region `null` for the one that the ARN names
  public TopicTarget(
      String arn, @Nullable URI endpoint, @Nullable String region, CredentialSource credentials) {
    this.arn = arn;
    String named = region == null ? arn.split(":", -1)[REGION_WORD] : region;
    SnsClientBuilder builder =
        SnsClient.builder()
            .region(Region.of(named))
            .credentialsProvider(() -> current(credentials))
            .overrideConfiguration(config ->
                config.apiCallTimeout(ANSWER).retryStrategy(retry -> retry.maxAttempts(1)))
            .httpClientBuilder(
                Apache5HttpClient.builder()
                    .maxConnections(1)
                    .connectionTimeout(CONNECT)
                    .socketTimeout(ANSWER));
    this.client = endpoint == null ? builder.build() : builder.endpointOverride(endpoint).build();
  }

  private static AwsCredentials current(CredentialSource source) {
    Credentials current = source.current();
    String token = current.sessionToken();
    return token == null
        ? AwsBasicCredentials.create(current.accessKey(), current.secretKey())
        : AwsSessionCredentials.create(current.accessKey(), current.secretKey(), token);
  }

  @Override
  public Answer tell(Notice notice) {
    try {
      client.publish(request ->
          request
              .topicArn(arn)
              .subject(subject(notice.title()))
              .messageStructure("json")
              .message(message(notice)));
      return new Answer.Taken();
    } catch (AbortedException aborted) {
      Thread.currentThread().interrupt();
      throw new Cancelled(aborted);
    } catch (AwsServiceException refused) {
      return refused(refused);
    } catch (SdkException | StoreException unsent) {
      return new Answer.Failed(
          "the topic cannot be reached: " + Escaped.text(String.valueOf(unsent.getMessage())),
          true);
    }
  }

  private static Answer refused(AwsServiceException refused) {
    int status = refused.statusCode();
    String code =
        refused.awsErrorDetails() == null
            ? ""
            : " " + Escaped.text(String.valueOf(refused.awsErrorDetails().errorCode()));
    String said = "the topic's service answered " + status + code;
    return status == 401 || status == 403
        ? new Answer.Failed(said + "; check the credentials, they need sns:Publish", true)
        : new Answer.Failed(said, status == 429 || status >= 500);
  }

  private static String message(Notice notice) {
    return JsonText.object(json -> {
      json.writeStringField("default", notice.json());
      json.writeStringField("email", notice.text());
      json.writeStringField("sms", notice.title());
    });
  }

  /// A subject is ASCII, and not long.
  private static String subject(String title) {
    String ascii = title.replaceAll("[^\\x20-\\x7E]", "?");
    return ascii.length() < SUBJECT ? ascii : ascii.substring(0, SUBJECT - 1);
  }

  @Override
  public void close() {
    client.close();
  }
}
