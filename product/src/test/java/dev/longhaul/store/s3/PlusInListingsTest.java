package dev.longhaul.store.s3;

import static dev.longhaul.store.s3.ScriptedServer.answer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.object.KeyPrefix;
import dev.longhaul.store.ListingRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a `+` in an encoded listing stands for is learnt from the pages that show it.
@Hazard(54)
final class PlusInListingsTest extends ScriptedStore {
  private static ScriptedServer.Answer page(String... keys) {
    return prefixed("", keys);
  }

  private static ScriptedServer.Answer prefixed(String prefix, String... keys) {
    StringBuilder content = new StringBuilder();
    for (String key : keys) {
      content.append(
          "<Contents><Key>"
              + key
              + "</Key><LastModified>2026-11-24T01:02:03.004Z</LastModified>"
              + "<ETag>e</ETag><Size>5</Size><StorageClass>STANDARD</StorageClass></Contents>");
    }
    return answer(
        200,
        "",
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            + "<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">"
            + "<Name>bucket</Name><Prefix>"
            + prefix
            + "</Prefix><EncodingType>url</EncodingType>"
            + "<IsTruncated>false</IsTruncated>"
            + content
            + "</ListBucketResult>");
  }

  private List<String> keys() {
    return store().lister().list(ListingRequest.first(KeyPrefix.NONE)).objects().stream()
        .map(object -> object.key().text())
        .toList();
  }

  private static ScriptedServer.Answer there() {
    return answer(200, "ETag: \"e\"\nLast-Modified: " + MODIFIED + "\nContent-Length: 5\n", "");
  }

  private static ScriptedServer.Answer notThere() {
    return answer(404, "", "");
  }

  private List<String> targets() {
    return server.requests().stream()
        .filter(request -> request.line().startsWith("HEAD "))
        .map(ScriptedServer.Captured::target)
        .toList();
  }

  @Test
  void aStoreThatWritesSpacesAsPercentTwentyLeavesAPlusAsItIs() {
    server.then(page("a+b", "c%20d"), page("a+b"));

    assertThat(keys()).containsExactly("a+b", "c d");
    assertThat(keys()).as("learnt").containsExactly("a+b");
  }

  @Test
  void aStoreThatWritesAPlusAsPercentTwoBWritesASpaceAsPlus() {
    server.then(page("c%20d+e"), page("a+b%2B"), page("a+b"));

    assertThat(keys()).containsExactly("c d+e");
    assertThat(keys()).containsExactly("a b+");
    assertThat(keys()).containsExactly("a b");
  }

  @Test
  void aPageWithoutAPlusTeachesWhatALaterOneMeans() {
    server.then(page("c%20d"), page("a+b"));

    assertThat(keys()).containsExactly("c d");
    assertThat(keys()).containsExactly("a+b");
  }

  @Test
  void whereThePageDoesNotTellTheStoreIsAskedForBothKeys() {
    server.then(page("a+b"), notThere(), there(), page("c+d"));

    assertThat(keys()).containsExactly("a+b");
    assertThat(targets()).containsExactly("/bucket/a%20b", "/bucket/a%2Bb");
    assertThat(keys()).as("learnt").containsExactly("c+d");
  }

  @Test
  void aSpaceIsBelievedOnceItIsFound() {
    server.then(page("a+b"), there(), notThere(), page("c+d"));

    assertThat(keys()).containsExactly("a b");
    assertThat(keys()).containsExactly("c d");
  }

  @Test
  void aPageWhoseKeysAreNeitherIsNoPage() {
    server.then(page("a+b"), notThere(), notThere());

    assertThat(failureOf(this::keys).message()).contains("asking for both did not tell");
  }

  @Test
  void aPageThatWritesBothIsAskedAbout() {
    server.then(page("a+b", "c%20d", "e%2Bf"), notThere(), there());

    assertThat(keys()).containsExactly("a+b", "c d", "e+f");
  }

  @Test
  void thePrefixThatWasAskedForTells() {
    server.then(prefixed("a+b/", "a+b/c"));

    assertThat(store().lister().list(ListingRequest.first(KeyPrefix.of("a+b/"))).objects())
        .extracting(object -> object.key().text())
        .containsExactly("a+b/c");
    assertThat(targets()).isEmpty();
  }

  @Test
  @Hazard(54)
  void isItselfWhereNoEncodingIsDeclaredAndSoIsAPercentSign() {
    String encoded = page("100%", "%zz", "a+b%20c").bytes();
    String document = encoded.substring(encoded.indexOf("<?xml"));
    server.then(answer(200, "", document.replace("<EncodingType>url</EncodingType>", "")));

    assertThat(keys()).containsExactly("100%", "%zz", "a+b%20c");
  }
}
