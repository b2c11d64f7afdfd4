package dev.longhaul.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/// Puts samples into a bucket through the AWS SDK's S3 client.
public final class SampleBucket {

  private final S3Client client;
  private final String name;

  public SampleBucket(S3Client client, String name) {
    this.client = client;
    this.name = name;
  }

  public void create() {
    client.createBucket(request -> request.bucket(name));
  }

  /// Writes every sample, one after the other, over what is there.
  public void put(List<Sample> samples) {
    samples.forEach(this::put);
  }

  /// Writes one sample.
  public void put(Sample sample) {
    if (sample.multipart()) {
      upload(sample);
    } else {
      client.putObject(
          request ->
              request
                  .bucket(name)
                  .key(sample.key())
                  .metadata(sample.metadata())
                  .tagging(tagging(sample.tags()))
                  .overrideConfiguration(headers(sample)),
          RequestBody.fromBytes(sample.bytes(0)));
    }
  }

  public void delete(String key) {
    client.deleteObject(request -> request.bucket(name).key(key));
  }

  private void upload(Sample sample) {
    String id =
        client
            .createMultipartUpload(request ->
                request
                    .bucket(name)
                    .key(sample.key())
                    .metadata(sample.metadata())
                    .tagging(tagging(sample.tags()))
                    .overrideConfiguration(headers(sample)))
            .uploadId();
    List<CompletedPart> parts = new ArrayList<>();
    for (int index = 0; index < sample.parts().size(); index++) {
      parts.add(uploadPart(sample, id, index));
    }
    client.completeMultipartUpload(request ->
        request
            .bucket(name)
            .key(sample.key())
            .uploadId(id)
            .multipartUpload(upload -> upload.parts(parts)));
  }

  private CompletedPart uploadPart(Sample sample, String id, int index) {
    int number = index + 1;
    String etag =
        client
            .uploadPart(
                request -> request.bucket(name).key(sample.key()).uploadId(id).partNumber(number),
                RequestBody.fromBytes(sample.bytes(index)))
            .eTag();
    return CompletedPart.builder().partNumber(number).eTag(etag).build();
  }

  private static AwsRequestOverrideConfiguration headers(Sample sample) {
    // As raw headers: the SDK's own fields would allow no Expires that is not a date.
    var configuration = AwsRequestOverrideConfiguration.builder();
    sample.headers().forEach(configuration::putHeader);
    return configuration.build();
  }

  /// The value of `x-amz-tagging`; null for no tags, since S3Proxy refuses even an empty one.
  private static @Nullable String tagging(Map<String, String> tags) {
    return tags.isEmpty()
        ? null
        : tags.entrySet().stream()
            .map(tag -> tag.getKey() + "=" + tag.getValue())
            .collect(Collectors.joining("&"));
  }
}
