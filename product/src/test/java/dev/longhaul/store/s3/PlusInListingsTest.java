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
    StringBuilder content = new StringBuilder();
    for (String key : keys) {
      content.append(
          "<Contents><Key>%s</Key><LastModified>2026-11-24T01:02:03.004Z</LastModified><ETag>e</ETag>"
                  .formatted(key)
              + "<Size>5</Size><StorageClass>STANDARD</StorageClass></Contents>");
    }
    return answer(
        200,
        "",
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            + "<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">"
            + "<Name>bucket</Name><Prefix></Prefix><EncodingType>url</EncodingType>"
            + "<IsTruncated>false</IsTruncated>"
            + content
            + "</ListBucketResult>");
  }

  private List<String> keys() {
    return store().lister().list(ListingRequest.first(KeyPrefix.NONE)).objects().stream()
        .map(object -> object.key().text())
        .toList();
  }

  @Test
  void aStoreThatWritesSpacesAsPercentTwentyLeavesAPlusAsItIs() {
    server.then(page("a+b"), page("a+b", "c%20d"), page("a+b"));

    assertThat(keys()).as("nothing told yet").containsExactly("a b");
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
}
