package dev.longhaul.store.s3;

import dev.longhaul.object.ETag;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.object.Tags;
import dev.longhaul.store.Body;
import dev.longhaul.store.BucketAddress;
import dev.longhaul.store.ObjectAttributes;
import dev.longhaul.store.ObjectWriter;
import dev.longhaul.store.Operation;
import dev.longhaul.store.Precondition;
import dev.longhaul.store.Stored;
import dev.longhaul.store.WriteAnswer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/// Changes objects, one request each, and says of each whether it happened.
final class S3Writer implements ObjectWriter {
  private final Calls calls;

  S3Writer(Calls calls) {
    this.calls = calls;
  }

  @Override
  public WriteAnswer put(
      ObjectKey key, ObjectAttributes attributes, Body body, Precondition precondition) {
    S3Request request = calls.target().object(Operation.PUT, "PUT", key);
    AttributeHeaders.add(request, key, attributes, calls.target().failures());
    Calls.add(request, precondition);
    Digests.add(request, body.digest());
    request.body(body);
    return calls.change(
        request,
        reply ->
            reply.status() == 200
                ? calls.stored(request, reply)
                : calls.refusedChange(request, precondition, reply));
  }

  @Override
  public WriteAnswer replaceAttributes(ObjectKey key, ObjectAttributes attributes, ETag expected) {
    S3Request request = calls.target().object(Operation.COPY, "PUT", key);
    AttributeHeaders.add(request, key, attributes, calls.target().failures());
    request
        .header("x-amz-copy-source", copySource(calls.target(), key))
        .header("x-amz-copy-source-if-match", expected.quoted())
        .header("x-amz-metadata-directive", "REPLACE")
        .noBody();
    if (calls.dialect().hasTags()) {
      request.header("x-amz-tagging-directive", "REPLACE");
    }
    Precondition precondition = new Precondition.IfMatch(expected);
    return calls.change(
        request,
        reply ->
            reply.status() == 200
                ? new LateAnswer(calls, request, precondition).read(reply, "CopyObject")
                : calls.refusedChange(request, precondition, reply));
  }

  /// The bucket and key of a copy's source, encoded like a path.
  static String copySource(Target target, ObjectKey key) {
    StringBuilder source = new StringBuilder();
    source.append('/').append(target.address().bucket()).append('/');
    PercentEncoding.appendPath(source, key);
    return source.toString();
  }

  @Override
  public WriteAnswer putTags(ObjectKey key, Tags tags, ETag expected) {
    S3Request request = tagging(key, tags);
    return calls.change(
        request,
        reply ->
            switch (reply.status()) {
              case 200, 204 ->
                  new WriteAnswer.Written(new Stored(expected, Calls.version(reply), List.of()));
              default -> calls.refusedChange(request, new Precondition.IfMatch(expected), reply);
            });
  }

  /// A set without a tag is more than some compatible stores can read, so there all are removed. On
  /// Amazon that would need a permission that whoever may set tags need not have.
  private S3Request tagging(ObjectKey key, Tags tags) {
    boolean remove =
        tags.isEmpty() && calls.target().address().kind() == BucketAddress.Kind.COMPATIBLE;
    S3Request request = calls.target().object(Operation.PUT_TAGS, remove ? "DELETE" : "PUT", key);
    request.encodedQuery("tagging", "");
    if (!remove) {
      String document = document(tags);
      request
          .header("content-type", "application/xml")
          .header("content-md5", md5(document))
          .document(document);
    }
    return request;
  }

  private static String document(Tags tags) {
    StringBuilder xml =
        new StringBuilder("<Tagging xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><TagSet>");
    for (Map.Entry<String, String> tag : tags.values().entrySet()) {
      xml.append("<Tag><Key>");
      XmlText.append(xml, tag.getKey());
      xml.append("</Key><Value>");
      XmlText.append(xml, tag.getValue());
      xml.append("</Value></Tag>");
    }
    return xml.append("</TagSet></Tagging>").toString();
  }

  private static String md5(String document) {
    try {
      MessageDigest md5 = MessageDigest.getInstance("MD5");
      return Base64.getEncoder()
          .encodeToString(md5.digest(document.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("this Java runtime lacks MD5, which every JDK has", missing);
    }
  }

  @Override
  public WriteAnswer delete(ObjectKey key, Precondition precondition) {
    S3Request request = calls.target().object(Operation.DELETE, "DELETE", key);
    Calls.add(request, precondition);
    return calls.change(request, reply -> deleted(request, precondition, reply));
  }

  private WriteAnswer deleted(S3Request request, Precondition precondition, Reply reply)
      throws IOException {
    if (reply.status() == 204 || reply.status() == 200) {
      return written(precondition, reply);
    }
    Calls.Refusal refusal = calls.refusal(request, reply);
    boolean gone =
        precondition instanceof Precondition.None
            && reply.status() == 404
            && refusal.error().is("NoSuchKey");
    return gone
        ? written(precondition, reply)
        : calls.refusedChange(request, precondition, refusal);
  }

  private static WriteAnswer written(Precondition precondition, Reply reply) {
    ETag etag =
        precondition instanceof Precondition.IfMatch(ETag expected)
            ? expected
            : new ETag("deleted");
    return new WriteAnswer.Written(new Stored(etag, Calls.version(reply), List.of()));
  }
}
