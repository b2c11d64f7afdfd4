package dev.longhaul.store.s3;

import static dev.longhaul.store.s3.ScriptedServer.answer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.object.KeyPrefix;
import dev.longhaul.store.BucketAddress;
import dev.longhaul.store.Credentials;
import dev.longhaul.store.Failure;
import dev.longhaul.store.ListingRequest;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Requests to the wrong region, endpoint or partition end with the remedy, and are not tried again
/// (H68).
@Hazard(68)
final class WrongPlaceTest extends ScriptedStore {
  private S3Stores.Open amazon;

  @BeforeEach
  void openAsAmazon() {
    BucketAddress address =
        new BucketAddress(server.endpoint(), "eu-west-1", "bucket", BucketAddress.Kind.AWS);
    Credentials credentials = Credentials.of("AK", "secret");
    amazon =
        S3Stores.open(
            address, S3Settings.DEFAULT.with(S3Settings.Addressing.PATH), () -> credentials, clock);
  }

  @AfterEach
  void close() {
    amazon.close();
  }

  private String remedy(Consumer<S3Stores.Open> call, ScriptedServer.Answer given) {
    server.then(given);
    Failure failure = failureOf(() -> call.accept(amazon));
    assertThat(failure).isInstanceOf(Failure.WrongCredentials.class);
    assertThat(server.requests()).as("nothing is followed").hasSize(1);
    return failure.message();
  }

  private static void list(S3Stores.Open open) {
    open.store().lister().list(ListingRequest.first(KeyPrefix.NONE));
  }

  private static void head(S3Stores.Open open) {
    open.store().reader().head(KEY);
  }

  private static String error(String code, String more) {
    return "<Error><Code>" + code + "</Code><Message>No.</Message>" + more + "</Error>";
  }

  @Test
  void aPermanentRedirectNamesTheRegion() {
    String body = error("PermanentRedirect", "<Endpoint>bucket.s3.us-east-2.example</Endpoint>");

    assertThat(remedy(WrongPlaceTest::list, answer(301, "x-amz-bucket-region: us-east-2\n", body)))
        .contains("The bucket is in region us-east-2", "signed for eu-west-1", "set the region")
        .contains("Endpoint: bucket.s3.us-east-2.example");
  }

  @Test
  void aRedirectWithoutARegionNamesTheEndpointToAsk() {
    String body = error("TemporaryRedirect", "<Endpoint>elsewhere.example</Endpoint>");

    assertThat(remedy(WrongPlaceTest::list, answer(307, "Location: http://x/\n", body)))
        .contains("Endpoint: elsewhere.example", "signed for region eu-west-1 and sent to http://")
        .contains("check the region and the endpoint of this side");
  }

  @Test
  void aHeadThatIsRedirectedHasNoBodyAndStillNamesTheRegion() {
    assertThat(remedy(WrongPlaceTest::head, answer(301, "x-amz-bucket-region: us-east-2\n", "")))
        .contains("The bucket is in region us-east-2");
  }

  @Test
  void aHeadThatIsSignedForAnotherRegionIsABareBadRequest() {
    assertThat(remedy(WrongPlaceTest::head, answer(400, "x-amz-bucket-region: us-east-2\n", "")))
        .contains("The bucket is in region us-east-2");
  }

  @Test
  void aMalformedAuthorizationNamesTheRegionThatWasExpected() {
    String body = error("AuthorizationHeaderMalformed", "<Region>us-east-2</Region>");

    assertThat(remedy(WrongPlaceTest::list, answer(400, "", body)))
        .contains("The bucket is in region us-east-2", "set the region");
  }

  @Test
  void aMalformedAuthorizationWithoutARegionNamesOurs() {
    assertThat(
            remedy(
                WrongPlaceTest::list, answer(400, "", error("AuthorizationHeaderMalformed", ""))))
        .contains("signed for region eu-west-1", "check the region and the endpoint");
  }

  @Test
  void aLocationThatIsIncompatibleIsAboutTheRegion() {
    String body = error("IllegalLocationConstraintException", "");

    assertThat(remedy(WrongPlaceTest::list, answer(400, "", body)))
        .contains("signed for region eu-west-1", "check the region and the endpoint");
  }

  @Test
  void credentialsOfAnotherPartitionAreUnknown() {
    String body = error("InvalidAccessKeyId", "");

    assertThat(remedy(WrongPlaceTest::list, answer(403, "", body)))
        .contains("does not know the access key", "profile", "endpoint http://")
        .contains("AWS China, GovCloud and the rest of AWS each have credentials of their own");
  }

  @Test
  void aSessionOfAnotherPartitionIsNamedToo() {
    String body = error("InvalidToken", "");

    assertThat(remedy(WrongPlaceTest::list, answer(400, "", body)))
        .contains("get new ones", "AWS China, GovCloud");
  }

  @Test
  void aBucketOfAnotherPartitionDoesNotExistHere() {
    String body = error("NoSuchBucket", "");

    assertThat(remedy(WrongPlaceTest::list, answer(404, "", body)))
        .contains("Check the bucket's name and the endpoint http://", "AWS China");
  }
}
