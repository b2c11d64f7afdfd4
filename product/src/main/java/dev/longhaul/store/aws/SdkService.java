package dev.longhaul.store.aws;

import dev.longhaul.effect.Cancelled;
import dev.longhaul.object.Escaped;
import dev.longhaul.store.CredentialSource;
import dev.longhaul.store.Credentials;
import dev.longhaul.store.StoreException;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;

/// One service of AWS in one region, as the SDK's clients reach it.
///
/// @param name as messages and the variables `AWS_ENDPOINT_URL_…` have it, such as `DynamoDB`
/// @param endpoint `null` for Amazon's own
public record SdkService(
    String name, String region, @Nullable URI endpoint, CredentialSource credentials) {
  private static final int ATTEMPTS = 3;
  private static final int CONNECTIONS = 20;
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(20);

  /// The service where the environment says it is: `AWS_ENDPOINT_URL_…`, else `AWS_ENDPOINT_URL`,
  /// else Amazon's.
  public static SdkService of(
      String name, Map<String, String> environment, String region, CredentialSource credentials) {
    String common = "AWS_ENDPOINT_URL";
    String own = common + "_" + name.toUpperCase(Locale.ROOT).replace(' ', '_');
    String text = environment.getOrDefault(own, environment.getOrDefault(common, ""));
    return new SdkService(
        name, region, text.isBlank() ? null : ProfileSettings.endpoint(text), credentials);
  }

  /// A client of the service. Calls are tried again a little: what a caller may not repeat it has
  /// to tell apart by conditions.
  public <C, B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>> C client(B builder) {
    builder
        .region(Region.of(region))
        .credentialsProvider(this::current)
        .overrideConfiguration(config -> config.retryStrategy(retry -> retry.maxAttempts(ATTEMPTS)))
        .httpClientBuilder(
            Apache5HttpClient.builder()
                .maxConnections(CONNECTIONS)
                .connectionTimeout(CONNECT)
                .socketTimeout(ANSWER));
    return endpoint == null ? builder.build() : builder.endpointOverride(endpoint).build();
  }

  private AwsCredentials current() {
    Credentials current = credentials.current();
    String token = current.sessionToken();
    return token == null
        ? AwsBasicCredentials.create(current.accessKey(), current.secretKey())
        : AwsSessionCredentials.create(current.accessKey(), current.secretKey(), token);
  }

  /// Why a call failed, in the service's words, and what to check.
  ///
  /// @param permission what the credentials need for it, such as `dynamodb:PutItem`
  /// @throws Cancelled when it failed only because its caller was told to stop
  public String reason(RuntimeException failed, String permission) {
    if (failed instanceof AbortedException || Thread.currentThread().isInterrupted()) {
      Thread.currentThread().interrupt();
      throw new Cancelled(failed);
    }
    String where = name + " in " + region + (endpoint == null ? "" : " at " + endpoint);
    return switch (failed) {
      case AwsServiceException answered -> where + " answered " + answered(answered, permission);
      case SdkException unsent -> where + " is not reached: " + Escaped.text(deepest(unsent));
      case StoreException none -> none.failure().message();
      default -> throw failed;
    };
  }

  private static String answered(AwsServiceException failed, String permission) {
    AwsErrorDetails details = failed.awsErrorDetails();
    String code = details == null ? "" : " " + Escaped.text(String.valueOf(details.errorCode()));
    String message = details == null ? failed.getMessage() : details.errorMessage();
    String said = failed.statusCode() + code + ": " + Escaped.text(String.valueOf(message));
    boolean refused = failed.statusCode() == 403 || code.contains("AccessDenied");
    return refused ? said + "; the role needs " + permission : said;
  }

  /// What the network said, which the SDK wraps in sentences of its own.
  private static String deepest(Throwable failed) {
    Throwable cause = failed;
    for (int depth = 0; depth < 10 && cause.getCause() != null; depth++) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
