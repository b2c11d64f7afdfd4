package dev.longhaul.store.aws;

import dev.longhaul.effect.Clock;
import dev.longhaul.object.Escaped;
import dev.longhaul.store.CredentialSource;
import dev.longhaul.store.Credentials;
import dev.longhaul.store.Failure;
import dev.longhaul.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClientBuilder;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.SsmClientBuilder;

/// Credentials that lie in AWS Secrets Manager or among the parameters of AWS Systems Manager. They
/// are read with the credentials of the usual chain, in its region or in that of an ARN, and again
/// every ten minutes; a client is made for each reading, as there are few.
public final class StoredSecrets {
  private static final Duration INTERVAL = Duration.ofMinutes(10);
  private static final Duration ANSWER = Duration.ofSeconds(20);
  private static final int REGION_WORD = 3;

  private StoredSecrets() {}

  /// @param id the secret's name or ARN
  public static CredentialSource secret(String id, Clock clock) {
    String place = "the secret " + Escaped.text(id);
    return new Refreshed(
        () -> fetched(() -> secret(id), place, "secretsmanager:GetSecretValue"), INTERVAL, clock);
  }

  /// @param name the parameter's name or ARN; one of type SecureString is decrypted
  public static CredentialSource parameter(String name, Clock clock) {
    String place = "the parameter " + Escaped.text(name);
    return new Refreshed(
        () -> fetched(() -> parameter(name), place, "ssm:GetParameter"), INTERVAL, clock);
  }

  private static String secret(String id) {
    SecretsManagerClientBuilder builder = SecretsManagerClient.builder();
    prepare(builder, id);
    try (SecretsManagerClient client =
        builder.httpClientBuilder(Apache5HttpClient.builder().socketTimeout(ANSWER)).build()) {
      return String.valueOf(client.getSecretValue(ask -> ask.secretId(id)).secretString());
    }
  }

  private static String parameter(String name) {
    SsmClientBuilder builder = SsmClient.builder();
    prepare(builder, name);
    try (SsmClient client =
        builder.httpClientBuilder(Apache5HttpClient.builder().socketTimeout(ANSWER)).build()) {
      return String.valueOf(
          client.getParameter(ask -> ask.name(name).withDecryption(true)).parameter().value());
    }
  }

  private static void prepare(AwsClientBuilder<?, ?> builder, String name) {
    builder.overrideConfiguration(config -> config.apiCallTimeout(ANSWER));
    String[] words = name.split(":", -1);
    if (name.startsWith("arn:") && words.length > REGION_WORD && !words[REGION_WORD].isEmpty()) {
      builder.region(Region.of(words[REGION_WORD]));
    }
  }

  private static Credentials fetched(Supplier<String> text, String place, String permission) {
    try {
      return CredentialText.parse(text.get().getBytes(StandardCharsets.UTF_8), place);
    } catch (AwsServiceException refused) {
      String code =
          refused.awsErrorDetails() == null ? "" : refused.awsErrorDetails().errorCode() + " ";
      throw failed(
          place
              + " cannot be read: "
              + Escaped.text(code)
              + refused.statusCode()
              + "; the usual AWS credentials need "
              + permission
              + ", and kms:Decrypt where a key of your own encrypts it",
          refused);
    } catch (SdkException unsent) {
      throw failed(
          place + " cannot be read: " + Escaped.text(String.valueOf(unsent.getMessage())), unsent);
    }
  }

  private static StoreException failed(String what, SdkException cause) {
    return new StoreException(
        cause.retryable()
            ? new Failure.Transient(what)
            : new Failure.WrongCredentials(what, 0, "NoCredentials"),
        cause);
  }
}
