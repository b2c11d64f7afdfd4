package dev.longhaul.store.fault;

import dev.longhaul.object.Checksum;
import dev.longhaul.object.ETag;
import dev.longhaul.object.ListedObject;
import dev.longhaul.object.ObjectKey;
import dev.longhaul.object.Tags;
import dev.longhaul.store.ListingPage;
import dev.longhaul.store.OpenUpload;
import dev.longhaul.store.Stored;
import dev.longhaul.store.UploadedPart;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The XML of the protocol, written and read without the adapter's classes.
final class Documents {
  private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  private static final String SPACE = " xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"";
  private static final Pattern TAG =
      Pattern.compile("<Tag><Key>(.*?)</Key><Value>(.*?)</Value></Tag>", Pattern.DOTALL);
  private static final Pattern PART = Pattern.compile("<Part>(.*?)</Part>", Pattern.DOTALL);

  private Documents() {}

  static String result(String operation, String content) {
    return HEAD + "<" + operation + "Result" + SPACE + ">" + content + "</" + operation + "Result>";
  }

  static String element(String name, String text) {
    return "<" + name + ">" + escaped(text) + "</" + name + ">";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("\r", "&#13;");
  }

  private static String plain(String text) {
    return text.replace("&#9;", "\t")
        .replace("&#10;", "\n")
        .replace("&#13;", "\r")
        .replace("&quot;", "\"")
        .replace("&gt;", ">")
        .replace("&lt;", "<")
        .replace("&amp;", "&");
  }

  /// A key as the listing was asked to show it.
  private static String shown(ObjectKey key, Asked asked) {
    return shown(key.toBytes(), asked);
  }

  private static String shown(byte[] bytes, Asked asked) {
    return asked.has("encoding-type")
        ? Percent.encoded(bytes)
        : new String(bytes, StandardCharsets.UTF_8);
  }

  static String listing(String bucket, Asked asked, ListingPage page) {
    StringBuilder xml = new StringBuilder(element("Name", bucket));
    String prefix = asked.query().getOrDefault("prefix", "");
    xml.append(element("Prefix", shown(prefix.getBytes(StandardCharsets.UTF_8), asked)));
    xml.append(element("MaxKeys", asked.query().getOrDefault("max-keys", "1000")));
    if (asked.has("encoding-type")) {
      xml.append(element("EncodingType", "url"));
    }
    xml.append(element("KeyCount", Integer.toString(page.objects().size())));
    xml.append(element("IsTruncated", Boolean.toString(page.nextToken() != null)));
    if (page.nextToken() != null) {
      xml.append(element("NextContinuationToken", page.nextToken()));
    }
    for (ListedObject object : page.objects()) {
      xml.append("<Contents>")
          .append(element("Key", shown(object.key(), asked)))
          .append(
              element("LastModified", Instant.ofEpochMilli(object.lastModifiedMillis()).toString()))
          .append(element("ETag", object.etag().quoted()))
          .append(element("Size", Long.toString(object.size())))
          .append(element("StorageClass", object.storageClass()))
          .append("</Contents>");
    }
    return HEAD + "<ListBucketResult" + SPACE + ">" + xml + "</ListBucketResult>";
  }

  static String uploads(String bucket, Asked asked, List<OpenUpload> uploads) {
    StringBuilder xml = new StringBuilder(element("Bucket", bucket));
    if (asked.has("encoding-type")) {
      xml.append(element("EncodingType", "url"));
    }
    xml.append(element("IsTruncated", "false"));
    for (OpenUpload upload : uploads) {
      xml.append("<Upload>")
          .append(element("Key", shown(upload.key(), asked)))
          .append(element("UploadId", upload.id().value()))
          .append("<Initiator>" + element("ID", upload.initiator()) + "</Initiator>")
          .append(element("Initiated", upload.initiated().toString()))
          .append("</Upload>");
    }
    return result("ListMultipartUploads", xml.toString());
  }

  static String parts(List<UploadedPart> parts) {
    StringBuilder xml = new StringBuilder(element("IsTruncated", "false"));
    for (UploadedPart part : parts) {
      xml.append("<Part>")
          .append(element("PartNumber", Integer.toString(part.number())))
          .append(element("ETag", part.etag().quoted()))
          .append(element("Size", Long.toString(part.size())));
      Checksum checksum = part.checksum();
      if (checksum != null) {
        xml.append(element("Checksum" + checksum.algorithm().name(), checksum.base64()));
      }
      xml.append("</Part>");
    }
    return result("ListParts", xml.toString());
  }

  static String stored(String operation, Stored stored) {
    StringBuilder xml = new StringBuilder(element("ETag", stored.etag().quoted()));
    xml.append(element("LastModified", "2026-01-01T00:00:00.000Z"));
    for (Checksum checksum : stored.checksums()) {
      xml.append(element("Checksum" + checksum.algorithm().name(), checksum.base64()));
      xml.append(element("ChecksumType", checksum.type().name()));
    }
    return result(operation, xml.toString());
  }

  static String tags(Tags tags) {
    StringBuilder xml = new StringBuilder();
    for (Map.Entry<String, String> tag : tags.values().entrySet()) {
      xml.append(
          "<Tag>" + element("Key", tag.getKey()) + element("Value", tag.getValue()) + "</Tag>");
    }
    return HEAD + "<Tagging" + SPACE + "><TagSet>" + xml + "</TagSet></Tagging>";
  }

  static Tags readTags(String document) {
    TreeMap<String, String> tags = new TreeMap<>();
    TAG.matcher(document)
        .results()
        .forEach(tag -> tags.put(plain(tag.group(1)), plain(tag.group(2))));
    return new Tags(tags);
  }

  /// The parts that a completion names; sizes are not in it.
  static List<UploadedPart> readParts(String document) {
    List<UploadedPart> parts = new ArrayList<>();
    for (MatchResult part : PART.matcher(document).results().toList()) {
      parts.add(
          new UploadedPart(
              Integer.parseInt(text(part.group(1), "PartNumber")),
              0,
              ETag.ofHeader(text(part.group(1), "ETag")),
              null));
    }
    return parts;
  }

  private static String text(String xml, String name) {
    Matcher element = Pattern.compile("<" + name + ">(.*?)</" + name + ">").matcher(xml);
    return element.find() ? plain(element.group(1)) : "";
  }

  /// The text of an element; `null` when there is none.
  static @Nullable String find(String xml, String name) {
    Matcher element = Pattern.compile("<" + name + ">(.*?)</" + name + ">").matcher(xml);
    return element.find() ? plain(element.group(1)) : null;
  }
}
