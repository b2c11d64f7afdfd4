package dev.longhaul.store.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.object.Tags;
import dev.longhaul.store.BucketAddress;
import dev.longhaul.store.Credentials;
import dev.longhaul.store.Stored;
import dev.longhaul.store.WriteAnswer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Setting the tags of an object that is there already.
final class S3TagsTest extends ScriptedStore {
  @Test
  void replacesTags() {
    server.then(ScriptedServer.answer(200, "", ""));

    WriteAnswer answer =
        store().writer().putTags(KEY, new Tags(new TreeMap<>(Map.of("<&>", "\r"))), ETAG);

    assertThat(answer).isEqualTo(new WriteAnswer.Written(new Stored(ETAG, null, List.of())));
    assertThat(server.request().target()).isEqualTo("/bucket/some/key?tagging");
    assertThat(server.request().body())
        .contains("<Tag><Key>&lt;&amp;&gt;</Key><Value>&#13;</Value></Tag>");
    assertThat(server.request().headers()).containsKey("content-md5");
  }

  @Test
  @Hazard(45)
  void removesAllTagsOfACompatibleStoreWithoutASetThatItMayNotRead() {
    server.then(ScriptedServer.answer(204, "", ""));

    store().writer().putTags(KEY, Tags.NONE, ETAG);

    assertThat(server.request().line()).startsWith("DELETE /bucket/some/key?tagging ");
  }

  @Test
  @Hazard(45)
  void removesAllTagsOnAmazonAsWhoeverMaySetThem() {
    server.then(ScriptedServer.answer(200, "", ""));
    BucketAddress amazon =
        new BucketAddress(server.endpoint(), "eu-west-1", "bucket", BucketAddress.Kind.AWS);
    Credentials credentials = Credentials.of("AK", "secret");
    S3Settings settings = S3Settings.DEFAULT.with(S3Settings.Addressing.PATH);

    S3Stores.Open open = S3Stores.open(amazon, settings, () -> credentials, clock);
    open.store().writer().putTags(KEY, Tags.NONE, ETAG);
    open.close();

    assertThat(server.request().line()).startsWith("PUT /bucket/some/key?tagging ");
    assertThat(server.request().body()).contains("<TagSet></TagSet>");
  }
}
