package dev.stowage.fakes.gcs;

import dev.stowage.fakes.FakeResponse;
import dev.stowage.fakes.text.XmlInput;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.w3c.dom.Element;

/** Documents of the XML API. */
final class GcsXml {

  private static final String NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";

  private final StringBuilder text = new StringBuilder("<?xml version='1.0' encoding='UTF-8'?>");
  private final String root;

  private GcsXml(String root, String attributes) {
    this.root = root;
    text.append('<').append(root).append(attributes).append('>');
  }

  static GcsXml document(String root) {
    return new GcsXml(root, " xmlns='" + NAMESPACE + "'");
  }

  static GcsXml error() {
    return new GcsXml("Error", "");
  }

  GcsXml open(String name) {
    text.append('<').append(name).append('>');
    return this;
  }

  GcsXml close(String name) {
    text.append("</").append(name).append('>');
    return this;
  }

  GcsXml leaf(String name, Object value) {
    open(name);
    for (char c : value.toString().toCharArray()) {
      switch (c) {
        case '<' -> text.append("&lt;");
        case '>' -> text.append("&gt;");
        case '&' -> text.append("&amp;");
        case '"' -> text.append("&quot;");
        default -> text.append(c);
      }
    }
    return close(name);
  }

  FakeResponse response(int status) {
    close(root);
    return FakeResponse.of(status)
        .with("Content-Type", "application/xml; charset=UTF-8")
        .withBody(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Reads a request's document, whose root must have this name. */
  static Element read(byte[] body, String root) {
    try {
      return XmlInput.read(body, root);
    } catch (IllegalArgumentException e) {
      throw malformed();
    }
  }

  private static GcsError malformed() {
    return new GcsError(
        400, "invalid", "MalformedXML", "The XML you provided was not well-formed or not valid.");
  }

  static List<Element> children(Element parent, String name) {
    return XmlInput.children(parent, name);
  }

  static String text(Element parent, String name) {
    return XmlInput.text(parent, name).orElse("");
  }
}
