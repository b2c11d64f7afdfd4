package dev.longhaul.store.s3;

import dev.longhaul.object.ETag;
import dev.longhaul.object.ObjectKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// Reads a listing page with the JDK's pull parser: whatever is XML, with document types refused
/// and a bounded depth (H80).
final class ListingByStax {
  private static final int MAX_DEPTH = 16;

  private final XMLStreamReader reader;
  private final KeyText keys;
  private final ListingDraft draft = new ListingDraft();

  private ListingByStax(XMLStreamReader reader, KeyText keys) {
    this.reader = reader;
    this.keys = keys;
  }

  /// Reads a page whose keys are written in a given way.
  static ListingDraft read(byte[] page, int length, KeyText keys) throws ListingDraft.Unusable {
    try {
      XMLStreamReader reader = UntrustedXml.open(page, length);
      ListingByStax listing = new ListingByStax(reader, keys);
      listing.root();
      listing.refuseChangedLines(page, length);
      return listing.draft;
    } catch (XMLStreamException malformed) {
      throw new ListingDraft.Unusable("the page is not well-formed XML");
    }
  }

  /// XML turns a raw CR into LF, and with it one key into another (H54).
  private void refuseChangedLines(byte[] page, int length) throws ListingDraft.Unusable {
    if (keys != KeyText.PLAIN) {
      return;
    }
    boolean feeds =
        draft.objects().stream().anyMatch(object -> object.key().text().indexOf('\n') >= 0);
    for (int index = 0; feeds && index < length; index++) {
      if (page[index] == '\r') {
        throw new ListingDraft.Unusable("a key may hold a line break that XML has changed");
      }
    }
  }

  private void root() throws XMLStreamException, ListingDraft.Unusable {
    if (next() != XMLStreamConstants.START_ELEMENT
        || !reader.getLocalName().equals("ListBucketResult")) {
      throw new ListingDraft.Unusable("the page is no ListBucketResult");
    }
    while (next() != XMLStreamConstants.END_ELEMENT) {
      if (reader.getEventType() != XMLStreamConstants.START_ELEMENT) {
        continue;
      }
      String name = reader.getLocalName();
      switch (name) {
        case "Contents" -> entry();
        case "CommonPrefixes" -> {
          draft.addCommonPrefix();
          skip();
        }
        default -> draft.take(name, text().getBytes(StandardCharsets.UTF_8));
      }
    }
    while (reader.hasNext()) {
      next();
    }
  }

  private void entry() throws XMLStreamException, ListingDraft.Unusable {
    ListingEntry entry = new ListingEntry();
    while (next() != XMLStreamConstants.END_ELEMENT) {
      if (reader.getEventType() != XMLStreamConstants.START_ELEMENT) {
        continue;
      }
      switch (reader.getLocalName()) {
        case "Key" -> entry.key(key(text()));
        case "Size" -> entry.size(PartDocuments.number(text()));
        case "LastModified" -> entry.modified(modified(text()));
        case "ETag" -> entry.etag(etag(text()));
        case "StorageClass" -> entry.storageClass(text());
        default -> skip();
      }
    }
    draft.add(entry.object());
  }

  private ObjectKey key(String text) throws ListingDraft.Unusable {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      draft.plus().add(bytes);
      return ObjectKey.ofBytes(keys.bytes(bytes, 0, bytes.length));
    } catch (IllegalArgumentException noKey) {
      throw new ListingDraft.Unusable(String.valueOf(noKey.getMessage()));
    }
  }

  private static long modified(String text) throws ListingDraft.Unusable {
    Instant modified = HttpDate.ofXml(text);
    if (modified == null) {
      throw new ListingDraft.Unusable("LastModified is no date");
    }
    return modified.toEpochMilli();
  }

  private static ETag etag(String text) {
    ETag etag = StateHeaders.etag(text);
    return etag == null ? ListingDraft.NO_ETAG : etag;
  }

  /// The text of the current element; elements within it are passed over.
  private String text() throws XMLStreamException, ListingDraft.Unusable {
    StringBuilder text = new StringBuilder();
    while (next() != XMLStreamConstants.END_ELEMENT) {
      if (reader.getEventType() == XMLStreamConstants.START_ELEMENT) {
        skip();
      } else {
        text.append(reader.getText());
      }
    }
    return text.toString();
  }

  private void skip() throws XMLStreamException, ListingDraft.Unusable {
    int depth = 1;
    while (depth > 0) {
      switch (next()) {
        case XMLStreamConstants.START_ELEMENT -> depth++;
        case XMLStreamConstants.END_ELEMENT -> depth--;
        default -> {}
      }
      if (depth > MAX_DEPTH) {
        throw new ListingDraft.Unusable("elements nested deeper than " + MAX_DEPTH);
      }
    }
  }

  private int next() throws XMLStreamException, ListingDraft.Unusable {
    while (true) {
      int event = reader.next();
      switch (event) {
        case XMLStreamConstants.COMMENT, XMLStreamConstants.PROCESSING_INSTRUCTION -> {}
        case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
            throw new ListingDraft.Unusable("the page has a document type or entities of its own");
        default -> {
          return event;
        }
      }
    }
  }
}
