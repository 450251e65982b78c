package dev.stowage.http;

import dev.stowage.http.ProxyRules.HttpProxy;

/**
 * The text of a request's head. Refuses what would make the framing ambiguous: a request goes out
 * with exactly one Host and at most one length, and the length is that of the body.
 */
final class RequestHead {
  private RequestHead() {}

  /**
   * Renders the head, its empty line included.
   *
   * @throws IllegalArgumentException when a header contradicts the body or asks for something other
   *     than a plain exchange
   */
  static String render(HttpRequest request, Route route, String userAgent) {
    HttpHeaders headers = request.headers();
    Target target = request.target();
    StringBuilder text = new StringBuilder(512);
    text.append(request.method()).append(' ');
    if (route.namesWholeUri()) {
      text.append("http://").append(target.authority());
    }
    text.append(target.path()).append(" HTTP/1.1\r\n");
    supply(text, headers, "Host", target.authority());
    for (int i = 0; i < headers.size(); i++) {
      if (passes(headers.name(i), headers.value(i), request)) {
        field(text, headers.name(i), headers.value(i));
      }
    }
    supply(text, headers, "User-Agent", userAgent);
    framing(text, request);
    if (route.namesWholeUri()) {
      String authorization = route.proxy().map(HttpProxy::authorization).orElse("");
      if (!authorization.isEmpty()) {
        field(text, "Proxy-Authorization", authorization);
      }
    }
    return text.append("\r\n").toString();
  }

  private static void field(StringBuilder text, String name, String value) {
    text.append(name).append(": ").append(value).append("\r\n");
  }

  private static void supply(StringBuilder text, HttpHeaders headers, String name, String value) {
    int own = headers.indexOf(name, 0);
    if (own < 0) {
      field(text, name, value);
    } else if (headers.indexOf(name, own + 1) >= 0) {
      throw new IllegalArgumentException("repeated header " + name);
    }
  }

  private static void framing(StringBuilder text, HttpRequest request) {
    long length = request.body().map(HttpBody::length).orElse(0L);
    if (length < 0) {
      field(text, "Transfer-Encoding", "chunked");
    } else if (hasLength(request)) {
      field(text, "Content-Length", Long.toString(length));
    }
    if (asksConsent(request)) {
      field(text, "Expect", "100-continue");
    }
  }

  static boolean asksConsent(HttpRequest request) {
    return request.expectContinue() && request.body().map(b -> b.length() != 0).orElse(false);
  }

  private static boolean hasLength(HttpRequest request) {
    return request.body().isPresent()
        || request.headers().contains("Content-Length")
        || switch (request.method()) {
          case "PUT", "POST", "PATCH" -> true;
          default -> false;
        };
  }

  /** False for the headers that {@link #framing} writes itself, after checking them. */
  private static boolean passes(String name, String value, HttpRequest request) {
    long length = request.body().map(HttpBody::length).orElse(0L);
    if (name.equalsIgnoreCase("Content-Length")) {
      require(value.equals(Long.toString(length)), "Content-Length is not that of the body");
      return false;
    }
    if (name.equalsIgnoreCase("Transfer-Encoding")) {
      require(value.equalsIgnoreCase("chunked") && length < 0, "Transfer-Encoding with a length");
      return false;
    }
    if (name.equalsIgnoreCase("Expect")) {
      require(value.equalsIgnoreCase("100-continue"), "an unknown expectation");
      return false;
    }
    if (name.equalsIgnoreCase("Connection")) {
      boolean plain = value.equalsIgnoreCase("close") || value.equalsIgnoreCase("keep-alive");
      require(plain, "Connection is neither close nor keep-alive");
    }
    require(!name.equalsIgnoreCase("Upgrade"), "Upgrade is not supported");
    return true;
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
