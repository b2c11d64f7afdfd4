package dev.longhaul.s3copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhaul.Hazard;
import dev.longhaul.NastyKeys;
import dev.longhaul.hint.Json;
import dev.longhaul.object.ByteRange;
import dev.longhaul.object.ObjectKey;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Jobs as the original's programs write them, and as ours are read by both.
final class JobTextTest {
  private static final String ID = "6f7d463b28c08d330d2424b65f2d32d4";

  /// As the procedure's own text shows it.
  private static final String SHOWN =
      "{\"bucket\": \"s3-virginia-to-china-speed-bespin\", \"key\": \"test.img\", \"dst_bucket\":"
          + " \"develop-s3-beijing-bespin-test\", \"id\": \"6f7d463b28c08d330d2424b65f2d32d4\","
          + " \"credbucket\": \"s3-virginia-to-china-speed3\", \"credobject\":"
          + " \"S3Beijingcredential.txt\"}";

  private static CopyJob job(ObjectKey key) {
    return new CopyJob(
        ID,
        "source",
        key,
        "destination",
        new CredentialObject("keys", ObjectKey.of("S3BJScredential.txt")));
  }

  /// What Main of the original makes of a key: Python's text of a dictionary, quotes exchanged.
  private static String ofPython(String shownKey) {
    return "{\"bucket\": \"source\", \"key\": \""
        + shownKey
        + "\", \"dst_bucket\": \"destination\", \"id\": \""
        + ID
        + "\", \"credbucket\": \"keys\", \"credobject\": \"S3BJScredential.txt\"}";
  }

  @Test
  void theJobOfTheProceduresTextIsRead() {
    assertThat(JobText.job(SHOWN))
        .isEqualTo(
            new CopyJob(
                ID,
                "s3-virginia-to-china-speed-bespin",
                ObjectKey.of("test.img"),
                "develop-s3-beijing-bespin-test",
                new CredentialObject(
                    "s3-virginia-to-china-speed3", ObjectKey.of("S3Beijingcredential.txt"))));
  }

  @Test
  void ourJobForTheOriginalsWorkersIsWordForWordItsOwn() {
    assertThat(JobWriter.json(JobText.job(SHOWN), JobWriter.Reader.ORIGINAL)).isEqualTo(SHOWN);
  }

  @Test
  @Hazard({4, 52})
  void everyKeyComesBackFromOurOwnForm() {
    for (ObjectKey key : NastyKeys.all()) {
      CopyJob job = job(key);
      assertThat(JobText.job(JobWriter.json(job, JobWriter.Reader.LONGHAUL))).isEqualTo(job);
      assertThat(JobText.job(JobWriter.argument(job))).isEqualTo(job);
    }
  }

  @Test
  @Hazard(4)
  void theOriginalsWorkersDecodeWhatTheyAreSentToTheKeyItself() throws IOException {
    for (ObjectKey key : NastyKeys.all()) {
      String json = JobWriter.json(job(key), JobWriter.Reader.ORIGINAL);
      String sent = Json.parse(json).at("key").scalar();
      assertThat(ObjectKey.of(URLDecoder.decode(sent, StandardCharsets.UTF_8))).isEqualTo(key);
      assertThat(sent).matches("[A-Za-z0-9_.~%+-]+");
    }
  }

  @Test
  @Hazard(4)
  void aJobOfTheOriginalsMainNamesTheKeyAsItIs() {
    for (String key : List.of("a+b", "a b", "100%", "p%2Fq", "%46", "ä/日本.txt")) {
      assertThat(JobText.job(ofPython(key)).key()).isEqualTo(ObjectKey.of(key));
    }
  }

  @Test
  void whatPythonShowsInItsOwnWayIsReadAllTheSame() {
    assertThat(JobText.job(ofPython("nb\\xa0sp")).key()).isEqualTo(ObjectKey.of("nb\u00a0sp"));
    assertThat(JobText.job(ofPython("\\x01\\u202e")).key()).isEqualTo(ObjectKey.of("\u0001\u202e"));
    assertThat(JobText.job(ofPython("a\\\\x41\\x07")).key())
        .isEqualTo(ObjectKey.of("a\\x41\u0007"));
  }

  @Test
  @Hazard(75)
  void aKeyThatBrokeOutOfItsQuotesIsNoJob() {
    assertThatThrownBy(() -> JobText.job(ofPython("x\", \"bucket\": \"other")))
        .isInstanceOf(MalformedJob.class)
        .hasMessageContaining("Duplicate");
    assertThatThrownBy(() -> JobText.job(ofPython("it\"s"))).isInstanceOf(MalformedJob.class);
  }

  @Test
  void aJobOfTheOriginalsMonitorNamesNoCredentials() {
    CopyJob job = job(ObjectKey.of("k")).with(null);
    String json = JobWriter.json(job, JobWriter.Reader.ORIGINAL);
    assertThat(json).doesNotContain("cred");
    assertThat(JobText.job(json)).isEqualTo(job);
  }

  @Test
  void aPartIsReadAndWrittenAsTheOriginalDoes() {
    String json =
        "{\"bucket\": \"source\", \"key\": \"big.img\", \"dst_bucket\": \"destination\","
            + " \"uploadid\": \"u.1_x\", \"part\": \"2\", \"range\": \"bytes=5242880-10485759\","
            + " \"credbucket\": \"keys\", \"credobject\": \"c.txt\"}";
    PartJob part = JobText.part(json);
    assertThat(part.range()).isEqualTo(new ByteRange(5_242_880, 5_242_880));
    assertThat(part.number()).isEqualTo(2);
    assertThat(JobWriter.json(part, JobWriter.Reader.ORIGINAL)).isEqualTo(json);
  }

  @Test
  void whatIsNoJobIsRefusedWithTheFieldAndWithoutItsControlCharacters() {
    assertThatThrownBy(() -> JobText.job("{\"bucket\": \"b1\"}"))
        .isInstanceOf(MalformedJob.class)
        .hasMessageContaining("id");
    assertThatThrownBy(() -> JobText.job(ofPython("")))
        .isInstanceOf(MalformedJob.class)
        .hasMessageContaining("key");
    assertThatThrownBy(() -> JobText.job(ofPython("k").replace("source", "so/u\\u001brce")))
        .isInstanceOf(MalformedJob.class)
        .hasMessageContaining("bucket: no name of a bucket: so/u\\u001brce");
    assertThatThrownBy(() -> JobText.job("not json")).isInstanceOf(MalformedJob.class);
    assertThatThrownBy(() -> JobText.job("x".repeat(20_000))).isInstanceOf(MalformedJob.class);
    assertThatThrownBy(() -> JobText.job("{\"bucket\": {\"a\": 1}}"))
        .isInstanceOf(MalformedJob.class);
    assertThatThrownBy(() -> JobText.job(SHOWN + "{}")).isInstanceOf(MalformedJob.class);
  }

  @Test
  void anArgumentIsOneWordThatNoTemplateAndNoShellTouches() {
    for (ObjectKey key : NastyKeys.all()) {
      String argument = JobWriter.argument(job(key));
      assertThat(argument).matches("[A-Za-z0-9_-]+").hasSizeLessThanOrEqualTo(16_384);
      assertThat(Base64.getUrlDecoder().decode(argument)).isNotEmpty();
    }
  }

  @Test
  void theSameEventGivesTheSameJobAndNoOtherDoes() {
    ObjectKey key = ObjectKey.of("key");
    String id = JobId.of("bucket", key, "0055AED6DCD90281E5");
    assertThat(id).matches("[0-9a-f]{32}");
    assertThat(JobId.of("bucket", key, "0055AED6DCD90281E5")).isEqualTo(id);
    assertThat(
            List.of(
                JobId.of("bucket", key, "0055AED6DCD90281E6"),
                JobId.of("bucke", ObjectKey.of("tkey"), "0055AED6DCD90281E5"),
                JobId.of("bucket", ObjectKey.of("key0"), "055AED6DCD90281E5")))
        .doesNotContain(id)
        .doesNotHaveDuplicates();
  }
}
