package dev.longhaul.store.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.store.BucketAddress;
import dev.longhaul.store.Failure;
import dev.longhaul.store.Operation;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FailuresTest {
  private final Failures failures =
      new Failures(
          new BucketAddress(
              URI.create("https://s3.example.com"),
              "eu-west-1",
              "bucket",
              BucketAddress.Kind.COMPATIBLE));

  private Failure of(ErrorReply error) {
    return failures.refused(Operation.GET, ObjectKey.of("key"), error);
  }

  private static ErrorReply error(int status, String code) {
    return new ErrorReply(status, code, "words", null, 0, null);
  }

  @ParameterizedTest
  @CsvSource({
    "400, ExpiredToken, WrongCredentials",
    "400, InvalidToken, WrongCredentials",
    "400, AuthorizationHeaderMalformed, WrongCredentials",
    "400, RequestTimeout, Throttled",
    "400, IncompleteBody, Transient",
    "400, InvalidArgument, Refused",
    "400, KeyTooLongError, Refused",
    "403, AccessDenied, WrongCredentials",
    "403, SignatureDoesNotMatch, WrongCredentials",
    "403, InvalidAccessKeyId, WrongCredentials",
    "403, SecondLevelDomainForbidden, WrongCredentials",
    "403, InvalidObjectState, Refused",
    "404, NoSuchBucket, WrongCredentials",
    "404, NoSuchUpload, Refused",
    "408, Whatever, Throttled",
    "409, OperationAborted, Transient",
    "429, TooManyRequests, Throttled",
    "500, InternalError, Throttled",
    "501, NotImplemented, Refused",
    "503, SlowDown, Throttled",
    "200, SlowDown, Throttled",
    "200, InternalError, Throttled"
  })
  @Hazard({15, 64, 67, 68})
  void sortsErrorsByWhatTheyMean(int status, String code, String kind) {
    assertThat(of(error(status, code)).getClass().getSimpleName()).isEqualTo(kind);
  }

  @Test
  void saysWhatHappenedToWhatAndWhatToDo() {
    ErrorReply error =
        new ErrorReply(403, "InvalidAccessKeyId", "No such key", null, 0, "4442587FB7D0A2F9");

    assertThat(of(error).message())
        .contains("get of s3://bucket/key at https://s3.example.com was refused: 403")
        .contains("InvalidAccessKeyId (No such key) in request 4442587FB7D0A2F9")
        .contains("check this side's profile");
  }

  @Test
  @Hazard(76)
  void printsNothingRawOfWhatStoresAndKeysHold() {
    ObjectKey key = ObjectKey.of("a\u001b[31m\n{\"level\":\"INFO\"}\u202e");
    ErrorReply error = new ErrorReply(400, "Bad\u0007", "x\r\ny\u2028", "r\u001b", 0, "id\n");

    String message = failures.refused(Operation.PUT, key, error).message();

    assertThat(message.chars().allMatch(c -> c >= 0x20 && c < 0x7F)).as(message).isTrue();
    assertThat(failures.senselessly(Operation.PUT, key, "\u001b[2J").message())
        .doesNotContain("\u001b");
  }

  @Test
  void shortensWhatStoresSayAtLength() {
    ErrorReply error = new ErrorReply(400, "x".repeat(5000), "y".repeat(5000), null, 0, null);

    assertThat(of(error).message()).hasSizeLessThan(1000);
  }
}
