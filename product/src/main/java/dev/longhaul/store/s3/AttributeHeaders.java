package dev.longhaul.store.s3;

import dev.longhaul.object.ObjectKey;
import dev.longhaul.object.SystemHeaders;
import dev.longhaul.object.Tags;
import dev.longhaul.store.ObjectAttributes;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes what is set when an object is created as headers of the request (H41, H44, H45, H50).
final class AttributeHeaders {
  private final S3Request request;
  private final ObjectKey key;
  private final Failures failures;

  private AttributeHeaders(S3Request request, ObjectKey key, Failures failures) {
    this.request = request;
    this.key = key;
    this.failures = failures;
  }

  /// Adds the headers; throws `StoreException` for what no header can carry (H77).
  static void add(
      S3Request request, ObjectKey key, ObjectAttributes attributes, Failures failures) {
    AttributeHeaders headers = new AttributeHeaders(request, key, failures);
    headers.system(attributes.metadata().headers());
    headers.user(attributes.metadata().user());
    if (!attributes.tags().isEmpty()) {
      request.header("x-amz-tagging", form(attributes.tags()));
    }
    headers.text("x-amz-storage-class", attributes.storageClass());
    headers.encryption(attributes.encryption());
  }

  private void system(SystemHeaders system) {
    text("cache-control", system.cacheControl());
    text("content-disposition", system.contentDisposition());
    text("content-encoding", system.contentEncoding());
    text("content-language", system.contentLanguage());
    text("content-type", system.contentType());
    text("expires", system.expires());
    text("x-amz-website-redirect-location", system.websiteRedirect());
  }

  private void text(String name, @Nullable String value) {
    if (value != null) {
      request.header(name, checked(name, value));
    }
  }

  /// A header value must hold neither control characters nor what is more than one byte.
  private String checked(String name, String value) {
    for (int index = 0; index < value.length(); index++) {
      char c = value.charAt(index);
      if ((c < 0x20 && c != '\t') || c == 0x7F || c > 0xFF) {
        throw refused("the value of " + name + " holds a character that no header can carry");
      }
    }
    return value;
  }

  private void user(Map<String, String> user) {
    for (Map.Entry<String, String> entry : user.entrySet()) {
      String name = entry.getKey();
      if (!isToken(name)) {
        throw refused("a name of its user metadata is no header name");
      }
      if (entry.getValue().chars().anyMatch(c -> c == '\r' || c == '\n' || c == 0)) {
        throw refused("the user metadata " + name + " holds a line break");
      }
      request.header("x-amz-meta-" + name, MetadataText.encode(entry.getValue()));
    }
  }

  private static boolean isToken(String name) {
    return !name.isEmpty()
        && name.chars().allMatch(c -> c > 0x20 && c < 0x7F && "()<>@,;:\\\"/[]?={}".indexOf(c) < 0);
  }

  private void encryption(ObjectAttributes.Encryption encryption) {
    switch (encryption) {
      case ObjectAttributes.Encryption.BucketDefault() -> {}
      case ObjectAttributes.Encryption.StoreManaged() ->
          request.header("x-amz-server-side-encryption", "AES256");
      case ObjectAttributes.Encryption.Kms(String keyId) -> {
        request.header("x-amz-server-side-encryption", "aws:kms");
        text("x-amz-server-side-encryption-aws-kms-key-id", keyId);
      }
    }
  }

  private RuntimeException refused(String why) {
    return failures.unsendable(request.operation(), key, why);
  }

  /// Tags as a form, as the tagging header has them.
  static String form(Tags tags) {
    StringBuilder form = new StringBuilder();
    for (Map.Entry<String, String> tag : tags.values().entrySet()) {
      form.append(form.isEmpty() ? "" : "&");
      PercentEncoding.appendQuery(form, tag.getKey());
      form.append('=');
      PercentEncoding.appendQuery(form, tag.getValue());
    }
    return form.toString();
  }
}
