package dev.stowage.fakes.s3;

import dev.stowage.fakes.FakeBytes;
import dev.stowage.fakes.FakeResponse;
import dev.stowage.fakes.text.XmlInput;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.w3c.dom.Element;

/** Writes S3's documents, and reads those of requests. */
final class S3Xml {

  private static final String NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";

  private final StringBuilder text = new StringBuilder(512);

  private S3Xml() {
    text.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
  }

  /** Begins a document of S3's namespace. */
  static S3Xml document(String root) {
    S3Xml xml = new S3Xml();
    xml.text.append('<').append(root).append(" xmlns=\"").append(NAMESPACE).append("\">");
    return xml;
  }

  /** Begins an error document, which has no namespace. */
  static S3Xml error() {
    return new S3Xml().open("Error");
  }

  S3Xml open(String name) {
    text.append('<').append(name).append('>');
    return this;
  }

  S3Xml close(String name) {
    text.append("</").append(name).append('>');
    return this;
  }

  S3Xml leaf(String name, Object value) {
    open(name);
    escape(value.toString());
    return close(name);
  }

  S3Xml leaf(String name, Optional<?> value) {
    return value.isPresent() ? leaf(name, value.get()) : this;
  }

  FakeResponse response(int status, String root) {
    return FakeResponse.of(status)
        .with("Content-Type", "application/xml")
        .withBody(bytes(root))
        .inChunks();
  }

  byte[] bytes(String root) {
    return close(root).text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void escape(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '<' -> text.append("&lt;");
        case '>' -> text.append("&gt;");
        case '&' -> text.append("&amp;");
        case '"' -> text.append("&quot;");
        default -> {
          // Characters that XML 1.0 has no way to write are written as references all the same,
          // as S3 does: this is what encoding-type=url is for.
          if (c < ' ' || c == 0xfffe || c == 0xffff) {
            text.append("&#x").append(Integer.toHexString(c)).append(';');
          } else {
            text.append(c);
          }
        }
      }
    }
  }

  /** Reads a request's document, whose root must have this name. */
  static Element read(FakeBytes body, String root) {
    try {
      return XmlInput.read(body.toArray(), root);
    } catch (IllegalArgumentException e) {
      throw S3Error.malformedXml();
    }
  }

  static List<Element> children(Element parent, String name) {
    return XmlInput.children(parent, name);
  }

  static Optional<String> text(Element parent, String name) {
    return XmlInput.text(parent, name);
  }
}
