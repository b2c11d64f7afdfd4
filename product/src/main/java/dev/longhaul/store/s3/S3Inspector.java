package dev.longhaul.store.s3;

import dev.longhaul.store.BucketAddress;
import dev.longhaul.store.BucketFacts;
import dev.longhaul.store.BucketInspector;
import dev.longhaul.store.Operation;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Asks a bucket for itself by HEAD.
final class S3Inspector implements BucketInspector {
  private final Calls calls;

  S3Inspector(Calls calls) {
    this.calls = calls;
  }

  @Override
  public BucketFacts headBucket() {
    S3Request request = calls.target().bucket(Operation.HEAD_BUCKET, "HEAD");
    return calls.ask(request, reply -> facts(request, reply));
  }

  /// Asks where the bucket is: Amazon names its region even where it refuses the request, because
  /// it was signed for another. Empty when the store names none.
  Optional<String> region() {
    S3Request request = calls.target().bucket(Operation.HEAD_BUCKET, "HEAD");
    return calls.ask(request, reply -> Optional.ofNullable(reply.header("x-amz-bucket-region")));
  }

  private BucketFacts facts(S3Request request, Reply reply) throws IOException {
    String region = reply.header("x-amz-bucket-region");
    if (reply.status() == 404) {
      throw refusal(request, reply, "NoSuchBucket", region);
    }
    BucketAddress address = calls.target().address();
    boolean elsewhere =
        region != null
            && address.kind() == BucketAddress.Kind.AWS
            && !region.equals(address.region());
    if (elsewhere || isRedirect(reply.status())) {
      throw refusal(request, reply, "PermanentRedirect", region);
    }
    if (reply.status() != 200) {
      throw calls.refusal(request, reply).exception();
    }
    Instant date = HttpDate.ofHeader(reply.header("date"));
    Duration ahead = date == null ? null : calls.wire().clock().aheadBy(date);
    return new BucketFacts(region, ahead, reply.header("server"));
  }

  /// A HEAD has no body to say why, but for a bucket the status is enough (H68).
  private dev.longhaul.store.StoreException refusal(
      S3Request request, Reply reply, String code, @Nullable String region) {
    ErrorReply error =
        new ErrorReply(reply.status(), code, "", region, 0, reply.header("x-amz-request-id"));
    return new dev.longhaul.store.StoreException(
        calls.target().failures().refused(request.operation(), null, error));
  }

  private static boolean isRedirect(int status) {
    return status >= 300 && status < 400;
  }
}
