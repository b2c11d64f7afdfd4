package dev.longhaul.store.s3;

import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// Opens XML from stores, which are not trusted: nothing outside the document is ever fetched, and
/// it is UTF-8 (H80).
final class UntrustedXml {
  private UntrustedXml() {}

  /// Opens a document in the first bytes of an array.
  static XMLStreamReader open(byte[] bytes, int length) throws XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, true);
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    return factory.createXMLStreamReader(new StringReader(decoded(bytes, length)));
  }

  /// The JDK's parser prints to the terminal what it finds wrong with bytes, so it gets text.
  private static String decoded(byte[] bytes, int length) throws XMLStreamException {
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException malformed) {
      throw new XMLStreamException("not UTF-8", malformed);
    }
  }
}
