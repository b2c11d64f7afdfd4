package dev.longhaul.store.s3;

import dev.longhaul.object.ETag;
import dev.longhaul.store.Precondition;
import dev.longhaul.store.Stored;
import dev.longhaul.store.WriteAnswer;
import java.io.IOException;
import java.util.Arrays;

/// Reads the body behind a 200 that was sent before the work was done: it may still say that it
/// failed, and only an ETag in the right document says that it did not (H30).
record LateAnswer(Calls calls, S3Request request, Precondition precondition) {
  /// Reads the answer to a mutation.
  ///
  /// @param operations whose results mean success; the first is what the protocol says
  WriteAnswer read(Reply reply, String... operations) throws IOException {
    byte[] body = reply.readAtMost(ErrorReply.MAX_BYTES);
    XmlElement root;
    try {
      root = XmlElement.parse(trimmed(body));
    } catch (XmlElement.Malformed malformed) {
      return calls.ambiguous(request, "200 with a body that is no document");
    }
    if (root.name().equals("Error")) {
      ErrorReply error = ErrorReply.of(reply, trimmed(body));
      return refused(error);
    }
    ETag etag = StateHeaders.etag(root.text("ETag"));
    if (Arrays.stream(operations).noneMatch(root::answers) || etag == null) {
      return calls.ambiguous(
          request, "200 without the result of " + operations[0] + " and its ETag");
    }
    return new WriteAnswer.Written(
        new Stored(etag, Calls.version(reply), PartDocuments.checksums(root)));
  }

  private WriteAnswer refused(ErrorReply error) {
    Calls.Refusal refusal =
        new Calls.Refusal(
            error, calls.target().failures().refused(request.operation(), request.key(), error));
    if (Failures.isThrottling(error) || error.code() == null) {
      return new WriteAnswer.Ambiguous(refusal.failure());
    }
    return calls.refusedChange(request, precondition, refusal);
  }

  /// Without the white space that kept the connection alive.
  static byte[] trimmed(byte[] body) {
    int from = 0;
    while (from < body.length && body[from] <= ' ' && body[from] >= 0) {
      from++;
    }
    return Arrays.copyOfRange(body, from, body.length);
  }
}
