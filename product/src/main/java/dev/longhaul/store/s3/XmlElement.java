package dev.longhaul.store.s3;

import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/// One element of a small XML document from a store, which is not trusted: no document types, no
/// entities of its own, a bounded depth (H80).
record XmlElement(String name, String text, List<XmlElement> children) {
  private static final int MAX_DEPTH = 16;

  /// Ten times what a full page of parts or uploads holds; each costs far more memory than the four
  /// bytes it may be written with.
  private static final int MAX_ELEMENTS = 100_000;

  /// A document that is not one, or that uses what no S3 answer uses.
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    Malformed(String what, @Nullable Throwable cause) {
      super(what, cause, false, false);
    }
  }

  /// Reads a whole document.
  static XmlElement parse(byte[] document) throws Malformed {
    try {
      XMLStreamReader reader = UntrustedXml.open(document, document.length);
      if (next(reader) != XMLStreamConstants.START_ELEMENT) {
        throw new Malformed("no root element", null);
      }
      XmlElement root = element(reader, 1, new Room(MAX_ELEMENTS));
      while (reader.hasNext()) {
        next(reader);
      }
      return root;
    } catch (XMLStreamException malformed) {
      throw new Malformed("not well-formed XML", malformed);
    }
  }

  /// How many more elements a document may have.
  private static final class Room {
    private int left;

    Room(int elements) {
      this.left = elements;
    }

    void take() throws Malformed {
      if (left-- == 0) {
        throw new Malformed("more than " + MAX_ELEMENTS + " elements", null);
      }
    }
  }

  private static XmlElement element(XMLStreamReader reader, int depth, Room room)
      throws XMLStreamException, Malformed {
    if (depth > MAX_DEPTH) {
      throw new Malformed("elements nested deeper than " + MAX_DEPTH, null);
    }
    room.take();
    String name = reader.getLocalName();
    StringBuilder text = new StringBuilder();
    List<XmlElement> children = new ArrayList<>();
    while (true) {
      switch (next(reader)) {
        case XMLStreamConstants.START_ELEMENT -> children.add(element(reader, depth + 1, room));
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
            text.append(reader.getText());
        case XMLStreamConstants.END_ELEMENT -> {
          return new XmlElement(name, text.toString(), children);
        }
        default -> throw new Malformed("something other than elements and text", null);
      }
    }
  }

  /// The next event but comments and processing instructions; a document type is refused.
  private static int next(XMLStreamReader reader) throws XMLStreamException, Malformed {
    while (true) {
      int event = reader.next();
      switch (event) {
        case XMLStreamConstants.COMMENT, XMLStreamConstants.PROCESSING_INSTRUCTION -> {}
        case XMLStreamConstants.SPACE -> {
          return event;
        }
        case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
            throw new Malformed("a document type or an entity of its own", null);
        default -> {
          return event;
        }
      }
    }
  }

  /// Writes the element as it was read, but for comments, attributes and space between elements.
  void appendTo(StringBuilder xml) {
    xml.append('<').append(name).append('>');
    if (children.isEmpty()) {
      XmlText.append(xml, text);
    } else {
      children.forEach(child -> child.appendTo(xml));
    }
    xml.append("</").append(name).append('>');
  }

  /// Whether it answers an operation: `…Result`, which some stores call `…Response`.
  boolean answers(String operation) {
    return name.equals(operation + "Result") || name.equals(operation + "Response");
  }

  /// The first child with this name, `null` for none.
  @Nullable XmlElement child(String wanted) {
    for (XmlElement child : children) {
      if (child.name.equals(wanted)) {
        return child;
      }
    }
    return null;
  }

  /// All children with this name.
  List<XmlElement> children(String wanted) {
    return children.stream().filter(child -> child.name.equals(wanted)).toList();
  }

  /// The text of the first child with this name, `null` for none.
  @Nullable String text(String wanted) {
    XmlElement child = child(wanted);
    return child == null ? null : child.text;
  }

  /// The text of the first child with this name.
  String textOr(String wanted, String otherwise) {
    String found = text(wanted);
    return found == null ? otherwise : found;
  }
}
