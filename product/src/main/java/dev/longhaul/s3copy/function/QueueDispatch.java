package dev.longhaul.s3copy.function;

import dev.longhaul.effect.Clock;
import dev.longhaul.json.JsonText;
import dev.longhaul.s3copy.CopyJob;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// Sends jobs to a queue that a fleet of `longhaul run` follows, each as an event of S3: to whoever
/// takes it the key has changed, no more (H2). The fleet knows nothing of the tables, so whether a
/// job is done is seen at its key.
public final class QueueDispatch implements Dispatch {
  private final Post post;
  private final String name;
  private final Clock clock;

  /// @param name of the queue, for people
  public QueueDispatch(Post post, String name, Clock clock) {
    this.post = post;
    this.name = name;
    this.clock = clock;
  }

  @Override
  public boolean tells() {
    return false;
  }

  @Override
  public Answer send(CopyJob job, long size) {
    post.put(event(job, size));
    return new Answer.Sent(name, null);
  }

  /// As Amazon S3 writes it, with the key in its encoding (H4).
  private String event(CopyJob job, long size) {
    return JsonText.object(json -> {
      json.writeArrayFieldStart("Records");
      json.writeStartObject();
      json.writeStringField("eventVersion", "2.1");
      json.writeStringField("eventSource", "aws:s3");
      json.writeStringField("eventTime", clock.now().toString());
      json.writeStringField("eventName", "ObjectCreated:Put");
      json.writeObjectFieldStart("s3");
      json.writeObjectFieldStart("bucket");
      json.writeStringField("name", job.bucket());
      json.writeEndObject();
      json.writeObjectFieldStart("object");
      json.writeStringField("key", URLEncoder.encode(job.key().text(), StandardCharsets.UTF_8));
      json.writeNumberField("size", size);
      json.writeEndObject();
      json.writeEndObject();
      json.writeEndObject();
      json.writeEndArray();
    });
  }
}
