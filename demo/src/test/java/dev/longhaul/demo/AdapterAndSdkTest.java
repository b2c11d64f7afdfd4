package dev.longhaul.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhaul.Hazard;
import dev.longhaul.demo.SharedServers.Bucket;
import dev.longhaul.object.Metadata;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.object.ObjectState;
import dev.longhaul.object.SystemHeaders;
import dev.longhaul.object.Tags;
import dev.longhaul.store.Body;
import dev.longhaul.store.BodyDigest;
import dev.longhaul.store.Completion;
import dev.longhaul.store.Lookup;
import dev.longhaul.store.ObjectAttributes;
import dev.longhaul.store.ObjectStore;
import dev.longhaul.store.Precondition;
import dev.longhaul.store.ReadRequest;
import dev.longhaul.store.Reading;
import dev.longhaul.store.UploadId;
import dev.longhaul.store.UploadedPart;
import dev.longhaul.store.WriteAnswer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

/// Longhaul's adapter and the AWS SDK read what the other wrote, over a real server.
final class AdapterAndSdkTest {

  private final Bucket bucket = SharedServers.onS3Mock();
  private final ObjectStore store = WireStores.store(bucket);

  @Test
  @Hazard({41, 44, 45, 52, 53, 54, 55})
  void theSdkReadsWhatTheAdapterWrote() {
    Bucket bySdk = SharedServers.onOtherS3Mock();
    bySdk.samples().put(SampleData.everything());

    SampleData.everything().forEach(this::write);

    assertThat(bySdk.differencesTo(bucket)).isEmpty();
  }

  private void write(Sample sample) {
    ObjectKey key = ObjectKey.of(sample.key());
    WriteAnswer answer =
        sample.multipart()
            ? upload(key, sample)
            : store.writer().put(key, attributes(sample), body(sample, 0), new Precondition.None());
    assertThat(answer).isInstanceOf(WriteAnswer.Written.class);
  }

  private WriteAnswer upload(ObjectKey key, Sample sample) {
    UploadId id = store.uploads().create(key, attributes(sample), null);
    List<UploadedPart> parts = new ArrayList<>();
    for (int index = 0; index < sample.parts().size(); index++) {
      parts.add(store.uploads().upload(key, id, index + 1, body(sample, index)));
    }
    return store.uploads().complete(key, id, new Completion(parts, new Precondition.None(), null));
  }

  private static Body body(Sample sample, int part) {
    return Body.of(sample.bytes(part), BodyDigest.NONE);
  }

  private static ObjectAttributes attributes(Sample sample) {
    return ObjectAttributes.of(metadata(sample), new Tags(sample.tags()));
  }

  private static Metadata metadata(Sample sample) {
    SortedMap<String, String> headers = sample.headers();
    return new Metadata(
        decoded(sample.metadata()),
        new SystemHeaders(
            headers.get("Cache-Control"),
            headers.get("Content-Disposition"),
            headers.get("Content-Encoding"),
            headers.get("Content-Language"),
            headers.getOrDefault("Content-Type", ""),
            headers.get("Expires"),
            null));
  }

  /// The values as people mean them: one sample has its value in RFC 2047's encoding.
  private static SortedMap<String, String> decoded(SortedMap<String, String> metadata) {
    SortedMap<String, String> decoded = new java.util.TreeMap<>(metadata);
    decoded.replaceAll((_, value) -> value.equals("=?UTF-8?B?5pel5pys?=") ? "\u65E5\u672C" : value);
    return decoded;
  }

  @Test
  @Hazard({41, 44, 45, 52, 53, 54, 55})
  void theAdapterReadsWhatTheSdkWrote() {
    bucket.samples().put(SampleData.everything());

    for (Sample sample : SampleData.everything()) {
      ObjectKey key = ObjectKey.of(sample.key());
      Reading<ObjectState> reading =
          store
              .reader()
              .read(
                  key,
                  ReadRequest.current(),
                  (state, _, in) -> {
                    for (int part = 0; part < sample.parts().size(); part++) {
                      byte[] bytes = in.readNBytes(sample.parts().get(part));
                      assertThat(Arrays.equals(bytes, sample.bytes(part))).as("%s", key).isTrue();
                    }
                    assertThat(in.read()).isEqualTo(-1);
                    return state;
                  });
      assertThat(reading).isInstanceOf(Reading.Complete.class);
      ObjectState state = ((Reading.Complete<ObjectState>) reading).value();
      assertThat(state.metadata()).as("%s", key).isEqualTo(metadata(sample));
      assertThat(store.reader().head(key)).isInstanceOf(Lookup.Found.class);
      assertThat(store.reader().tags(key, null).values()).isEqualTo(sample.tags());
    }
  }
}
