package dev.longhaul.store.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhaul.effect.ManualClock;
import dev.longhaul.hint.Json;
import dev.longhaul.json.JsonText;
import dev.longhaul.rehearsal.JsonService;
import dev.longhaul.rehearsal.JsonService.Refused;
import dev.longhaul.store.CredentialSource;
import dev.longhaul.store.Credentials;
import dev.longhaul.store.Failure;
import dev.longhaul.store.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Credentials out of Secrets Manager and the parameters of Systems Manager, over their wire.
final class StoredSecretsTest {
  private static final String SECRET = "china/keys";
  private static final String PARAMETER = "/china/keys";
  private static final List<String> PROPERTIES =
      List.of("aws.accessKeyId", "aws.secretAccessKey", "aws.region", "aws.endpointUrl");

  private final Map<String, String> stored = new ConcurrentHashMap<>();
  private final JsonService service = new JsonService(this::call);
  private final ManualClock clock = new ManualClock();

  /// What the SDK's chain finds, before anything in the environment.
  @BeforeEach
  void setProperties() {
    List<String> values = List.of("AKIANEAR", "near", "eu-west-1", service.endpoint().toString());
    for (int index = 0; index < values.size(); index++) {
      System.setProperty(PROPERTIES.get(index), values.get(index));
    }
  }

  @AfterEach
  void close() {
    PROPERTIES.forEach(System::clearProperty);
    service.close();
  }

  private String call(String operation, Json input) {
    return switch (operation) {
      case "GetSecretValue" -> secret(String.valueOf(input.text("SecretId")));
      case "GetParameter" -> parameter(input);
      default -> throw new Refused(400, "UnknownOperationException", operation);
    };
  }

  private String secret(String id) {
    return JsonText.object(json -> json.writeStringField("SecretString", of(id)));
  }

  /// One of type SecureString is shown to those who ask for it in the clear, and as it lies there
  /// to all others.
  private String parameter(Json input) {
    String value = of(String.valueOf(input.text("Name")));
    boolean clear = input.at("WithDecryption").isTrue();
    return JsonText.object(json -> {
      json.writeObjectFieldStart("Parameter");
      json.writeStringField("Type", "SecureString");
      json.writeStringField("Value", clear ? value : "AQICAHhEncrypted");
      json.writeEndObject();
    });
  }

  private String of(String name) {
    String value = stored.get(name);
    if (value == null) {
      throw new Refused(400, "ResourceNotFoundException", "there is none");
    }
    return value;
  }

  private static void assertKeys(CredentialSource source, String access, String secret) {
    Credentials current = source.current();
    assertThat(current.accessKey()).isEqualTo(access);
    assertThat(current.secretKey()).isEqualTo(secret);
  }

  @Test
  void aSecretHoldsTheKeysAsJson() {
    stored.put(SECRET, "{\"access_key_id\":\"AKIAFAR\",\"secret_access_key\":\"far/+=\"}");
    assertKeys(StoredSecrets.secret(SECRET, clock), "AKIAFAR", "far/+=");
  }

  @Test
  void aSecretHoldsTheKeysAsTwoLines() {
    stored.put(SECRET, "AKIAFAR\r\nfar/+= \r\n");
    assertKeys(StoredSecrets.secret(SECRET, clock), "AKIAFAR", "far/+=");
  }

  @Test
  void aParameterIsDecrypted() {
    stored.put(PARAMETER, "AKIAFAR\nfar\n");
    assertKeys(StoredSecrets.parameter(PARAMETER, clock), "AKIAFAR", "far");
  }

  @Test
  void theyAreReadAgainAfterAWhile() {
    stored.put(SECRET, "AKIAFAR\nfar\n");
    CredentialSource source = StoredSecrets.secret(SECRET, clock);
    assertKeys(source, "AKIAFAR", "far");
    stored.put(SECRET, "AKIANEW\nnew\n");
    assertKeys(source, "AKIAFAR", "far");
    clock.advance(Duration.ofMinutes(11));
    assertKeys(source, "AKIANEW", "new");
  }

  @Test
  void whoMayNotReadThemIsToldWhatIsNeeded() {
    service.refuse("GetSecretValue", new Refused(400, "AccessDeniedException", "not for you"));
    assertThatThrownBy(() -> StoredSecrets.secret(SECRET, clock).current())
        .isInstanceOfSatisfying(
            StoreException.class,
            refused -> assertThat(refused.failure()).isInstanceOf(Failure.WrongCredentials.class))
        .hasMessageContaining("the secret china/keys cannot be read: AccessDeniedException")
        .hasMessageContaining("secretsmanager:GetSecretValue");
    assertThatThrownBy(() -> StoredSecrets.parameter(PARAMETER, clock).current())
        .hasMessageContaining("the parameter /china/keys cannot be read")
        .hasMessageContaining("ssm:GetParameter");
  }

  @Test
  void whatIsNoPairOfKeysIsNeverShown() {
    stored.put(SECRET, "my dog's name");
    assertThatThrownBy(() -> StoredSecrets.secret(SECRET, clock).current())
        .hasMessageContaining("the secret china/keys")
        .message()
        .doesNotContain("dog");
  }
}
