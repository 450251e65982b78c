package dev.stowage.fakes.gcs;

import dev.stowage.fakes.FakeResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

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
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setNamespaceAware(true);
      DocumentBuilder builder = factory.newDocumentBuilder();
      builder.setErrorHandler(new DefaultHandler());
      Element element =
          builder.parse(new InputSource(new ByteArrayInputStream(body))).getDocumentElement();
      if (!element.getLocalName().equals(root)) {
        throw malformed();
      }
      return element;
    } catch (SAXException e) {
      throw malformed();
    } catch (ParserConfigurationException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static GcsError malformed() {
    return new GcsError(
        400, "invalid", "MalformedXML", "The XML you provided was not well-formed or not valid.");
  }

  static List<Element> children(Element parent, String name) {
    List<Element> found = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element && element.getLocalName().equals(name)) {
        found.add(element);
      }
    }
    return found;
  }

  static String text(Element parent, String name) {
    return children(parent, name).stream().findFirst().map(Element::getTextContent).orElse("");
  }
}
