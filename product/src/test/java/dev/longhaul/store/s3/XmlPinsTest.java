package dev.longhaul.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhaul.Hazard;
import java.nio.charset.StandardCharsets;
import javax.xml.stream.XMLInputFactory;
import org.junit.jupiter.api.Test;

/// What is relied on in the JDK's XML parser (H54, H80), so that no other JDK changes it without a
/// word.
@Hazard({54, 80})
final class XmlPinsTest {
  private static XmlElement parse(String document) throws XmlElement.Malformed {
    return XmlElement.parse(document.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void theParserIsTheJdksOwnWhateverLiesOnTheClassPath() {
    assertThat(XMLInputFactory.newDefaultFactory().getClass().getModule().getName())
        .isEqualTo("java.xml");
  }

  @Test
  void aRawCarriageReturnArrivesAsALineFeedAndAReferenceAsItself() throws XmlElement.Malformed {
    assertThat(parse("<a>x\r\ny\rz</a>").text()).isEqualTo("x\ny\nz");
    assertThat(parse("<a>x&#13;y&#xD;</a>").text()).isEqualTo("x\ry\r");
  }

  @Test
  void controlCharactersAreNoXmlNotEvenAsReferences() {
    assertThatThrownBy(() -> parse("<a>\u0001</a>")).isInstanceOf(XmlElement.Malformed.class);
    assertThatThrownBy(() -> parse("<a>&#1;</a>")).isInstanceOf(XmlElement.Malformed.class);
    assertThatThrownBy(() -> parse("<a>\ufffe</a>")).isInstanceOf(XmlElement.Malformed.class);
  }

  @Test
  void nothingOutsideTheDocumentIsRead() {
    assertThatThrownBy(() -> parse("<!DOCTYPE a SYSTEM \"file:///etc/hostname\"><a/>"))
        .isInstanceOf(XmlElement.Malformed.class);
    assertThatThrownBy(
            () -> parse("<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/hostname\">]><a>&b;</a>"))
        .isInstanceOf(XmlElement.Malformed.class);
    assertThatThrownBy(() -> parse("<a>&b;</a>")).isInstanceOf(XmlElement.Malformed.class);
  }

  @Test
  void textComesWholeHoweverItIsWritten() throws XmlElement.Malformed {
    String long70k = "0123456789".repeat(7_000);
    assertThat(parse("<a>" + long70k + "&amp;<![CDATA[<b>]]>" + long70k + "</a>").text())
        .isEqualTo(long70k + "&<b>" + long70k);
  }

  @Test
  void whatFollowsTheDocumentIsRefused() {
    assertThatThrownBy(() -> parse("<a/><b/>")).isInstanceOf(XmlElement.Malformed.class);
    assertThatThrownBy(() -> parse("<a/>x")).isInstanceOf(XmlElement.Malformed.class);
  }
}
