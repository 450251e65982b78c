package dev.stowage.oci;

import dev.stowage.http.HttpBody;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request before it is signed. Not thread-safe; for one use.
 *
 * <p>A document's hash is part of the signature; the bytes of a content are not, only headers are.
 */
public final class OciCall {
  private final String method;
  private final StringBuilder target;
  private final Map<String, String> headers = new LinkedHashMap<>();
  private byte @Nullable [] document;
  private @Nullable HttpBody content;
  private boolean asksFirst;
  private boolean queried;

  private OciCall(String method, String path) {
    this.method = method;
    this.target = new StringBuilder(path);
  }

  /** Starts a request; the path begins with a slash and is percent-encoded already. */
  public static OciCall of(String method, String path) {
    return new OciCall(method, path);
  }

  /** Adds a query parameter; both texts are encoded here. */
  public OciCall query(String name, String value) {
    target.append(queried ? '&' : '?').append(OciText.segment(name)).append('=');
    target.append(OciText.segment(value));
    queried = true;
    return this;
  }

  /** Sets a header. */
  public OciCall header(String name, String value) {
    headers.put(name.toLowerCase(Locale.ROOT), value);
    return this;
  }

  /** Gives it a JSON document, which becomes part of the signature. */
  public OciCall json(byte[] bytes) {
    headers.put("content-type", "application/json");
    document = bytes;
    return this;
  }

  /** The same from text. */
  public OciCall json(String text) {
    return json(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Gives it a content, which is sent as it comes.
   *
   * @param once whether it cannot be read again: then the service is asked to agree before the
   *     first byte
   */
  public OciCall content(HttpBody body, boolean once) {
    content = body;
    asksFirst = once;
    return this;
  }

  String method() {
    return method;
  }

  boolean hasBody() {
    return method.equals("PUT") || method.equals("POST") || method.equals("PATCH");
  }

  URI uri(URI endpoint) {
    String base = endpoint.toString();
    int end = base.endsWith("/") ? base.length() - 1 : base.length();
    return URI.create(base.substring(0, end) + target);
  }

  Map<String, String> headers() {
    return headers;
  }

  /** Whether the signature covers the body. */
  boolean signsBody() {
    return content == null && hasBody();
  }

  byte[] document() {
    return document == null ? new byte[0] : document;
  }

  HttpBody body() {
    return content == null ? HttpBody.of(document()) : content;
  }

  boolean canBeSentAgain() {
    return content == null || !asksFirst;
  }

  boolean asksFirst() {
    return asksFirst;
  }

  /** The method and the path. */
  @Override
  public String toString() {
    int mark = target.indexOf("?");
    return method + " " + (mark < 0 ? target : target.substring(0, mark));
  }
}
