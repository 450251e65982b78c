package dev.stowage.wire;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * An element of a reply: documents of the protocol are small and flat. Read without DTDs, so
 * without entities of anybody's making, and without namespaces, which services use as they like.
 */
public final class XmlNode {
  private static final XMLInputFactory FACTORY = factory();
  private static final int MAX_DEPTH = 20;

  private final String name;
  private final List<XmlNode> children = new ArrayList<>(0);
  private String text = "";

  private XmlNode(String name) {
    this.name = name;
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    return factory;
  }

  /**
   * Reads a document to its end, and with it the reply; the stream stays open.
   *
   * @throws MalformedReplyException when it is not a whole and well-formed document
   */
  public static XmlNode parse(InputStream body) throws IOException {
    try {
      XMLStreamReader in = FACTORY.createXMLStreamReader(body, "UTF-8");
      try {
        while (in.next() != XMLStreamConstants.START_ELEMENT) {
          if (in.getEventType() == XMLStreamConstants.DTD) {
            throw new XMLStreamException("a document type is not accepted");
          }
        }
        XmlNode root = element(in, 0);
        while (in.hasNext()) {
          in.next();
        }
        return root;
      } finally {
        in.close();
      }
    } catch (XMLStreamException e) {
      if (e.getNestedException() instanceof IOException io) {
        throw io;
      }
      throw new MalformedReplyException("the reply is not the XML document it should be", e);
    } catch (java.util.NoSuchElementException e) {
      throw new MalformedReplyException("the reply is not the XML document it should be", e);
    }
  }

  private static XmlNode element(XMLStreamReader in, int depth) throws XMLStreamException {
    if (depth > MAX_DEPTH) {
      throw new XMLStreamException("too deep");
    }
    XmlNode node = new XmlNode(in.getLocalName());
    while (true) {
      int event = in.next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        node.children.add(element(in, depth + 1));
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        return node;
      } else if (in.isCharacters()) {
        node.text = node.text.isEmpty() ? in.getText() : node.text + in.getText();
      }
    }
  }

  public String name() {
    return name;
  }

  /** The text of the first child of this name, or the empty string. */
  public String of(String child) {
    for (XmlNode one : children) {
      if (one.name.equals(child)) {
        return one.text;
      }
    }
    return "";
  }

  /** The children of these names, in order. */
  public List<XmlNode> all(String... names) {
    List<String> wanted = List.of(names);
    return children.stream().filter(one -> wanted.contains(one.name)).toList();
  }

  public List<XmlNode> children() {
    return children;
  }

  public String text() {
    return text;
  }

  /** Text that may stand inside an element or an attribute in double quotes. */
  public static String escape(String text) {
    StringBuilder safe = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> safe.append("&amp;");
        case '<' -> safe.append("&lt;");
        case '>' -> safe.append("&gt;");
        case '"' -> safe.append("&quot;");
        case '\t', '\n', '\r' -> safe.append("&#").append((int) c).append(';');
        default -> safe.append(c);
      }
    }
    return safe.toString();
  }
}
