package dev.stowage.fakes.oss;

import dev.stowage.fakes.FakeResponse;
import dev.stowage.fakes.text.XmlInput;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.w3c.dom.Element;

/** Writes the documents of OSS, and reads those of requests. */
final class OssXml {
  private final StringBuilder text = new StringBuilder(512);

  private OssXml(String root) {
    text.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    open(root);
  }

  static OssXml document(String root) {
    return new OssXml(root);
  }

  OssXml open(String name) {
    text.append('<').append(name).append('>');
    return this;
  }

  OssXml close(String name) {
    text.append("</").append(name).append('>');
    return this;
  }

  OssXml leaf(String name, Object value) {
    open(name);
    escape(value.toString());
    return close(name);
  }

  OssXml leaf(String name, Optional<?> value) {
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
          // What XML 1.0 cannot write is written all the same; encoding-type=url is for that.
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
  static Element read(byte[] body, String root) {
    try {
      return XmlInput.read(body, root);
    } catch (IllegalArgumentException e) {
      throw OssError.malformedXml();
    }
  }

  static List<Element> children(Element parent, String name) {
    return XmlInput.children(parent, name);
  }

  static Optional<String> text(Element parent, String name) {
    return XmlInput.text(parent, name);
  }
}
