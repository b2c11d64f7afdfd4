package dev.longhaul.store.s3;

import dev.longhaul.object.Checksum;
import dev.longhaul.object.ChecksumAlgorithm;
import dev.longhaul.object.ETag;
import dev.longhaul.store.Completion;
import dev.longhaul.store.UploadedPart;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The documents about parts: what Complete is told, and what ListParts tells.
final class PartDocuments {
  private PartDocuments() {}

  /// The document that lists the parts of an object to make.
  static String complete(Completion completion) {
    StringBuilder xml =
        new StringBuilder(
            "<CompleteMultipartUpload xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">");
    for (UploadedPart part : completion.parts()) {
      xml.append("<Part><PartNumber>").append(part.number()).append("</PartNumber><ETag>");
      XmlText.append(xml, part.etag().quoted());
      xml.append("</ETag>");
      Checksum checksum = part.checksum();
      if (checksum != null && checksum.type() == Checksum.Type.FULL_OBJECT) {
        String element = "Checksum" + checksum.algorithm().name();
        xml.append('<').append(element).append('>');
        XmlText.append(xml, checksum.base64());
        xml.append("</").append(element).append('>');
      }
      xml.append("</Part>");
    }
    return xml.append("</CompleteMultipartUpload>").toString();
  }

  /// A part as ListParts shows it, `null` when the element makes no sense.
  static @Nullable UploadedPart part(XmlElement element) {
    ETag etag = StateHeaders.etag(element.text("ETag"));
    int number = (int) number(element.textOr("PartNumber", ""));
    long size = number(element.textOr("Size", ""));
    if (etag == null || number < 1 || number > 10_000 || size < 0) {
      return null;
    }
    List<Checksum> checksums = checksums(element);
    return new UploadedPart(number, size, etag, checksums.isEmpty() ? null : checksums.get(0));
  }

  /// The checksums that an element's children name.
  static List<Checksum> checksums(XmlElement element) {
    boolean composite = element.textOr("ChecksumType", "").equalsIgnoreCase("COMPOSITE");
    List<Checksum> found = new ArrayList<>(1);
    for (XmlElement child : element.children()) {
      if (!child.name().startsWith("Checksum") || child.text().isBlank()) {
        continue;
      }
      String value = child.text().strip();
      Checksum.Type type =
          composite || value.indexOf('-') >= 0
              ? Checksum.Type.COMPOSITE
              : Checksum.Type.FULL_OBJECT;
      ChecksumAlgorithm.named(child.name().substring("Checksum".length()))
          .filter(_ -> value.length() <= 128)
          .ifPresent(algorithm -> found.add(new Checksum(algorithm, type, value)));
    }
    return found;
  }

  /// A number of at most 18 digits, -1 for anything else.
  static long number(String text) {
    String digits = text.strip();
    if (digits.isEmpty() || digits.length() > 18) {
      return -1;
    }
    return digits.chars().allMatch(c -> c >= '0' && c <= '9') ? Long.parseLong(digits) : -1;
  }
}
