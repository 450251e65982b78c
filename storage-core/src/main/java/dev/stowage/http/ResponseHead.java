package dev.stowage.http;

import java.util.List;

/**
 * Status line and headers of a response, and what they say about its body (RFC 9112, section 6).
 *
 * @param minorVersion 0 or 1, of HTTP/1
 */
record ResponseHead(int minorVersion, int status, HttpHeaders headers) {
  /** No length announced: the body ends with the connection. */
  static final long UNTIL_CLOSE = -1;

  static final long CHUNKED = -2;

  private static final int MAX_LENGTH_DIGITS = 18;

  boolean interim() {
    return status < 200;
  }

  /** An answer that makes sending the rest of the request pointless. */
  boolean refusal() {
    return status >= 300;
  }

  boolean keepsConnection() {
    List<String> connection = headers.all("Connection");
    if (connection.stream().anyMatch(list -> HeaderSyntax.listHas(list, "close"))) {
      return false;
    }
    return minorVersion > 0
        || connection.stream().anyMatch(list -> HeaderSyntax.listHas(list, "keep-alive"));
  }

  /**
   * Length of the body, {@link #UNTIL_CLOSE} or {@link #CHUNKED}. Whatever leaves room for doubt is
   * refused: two readers that disagree about where a response ends is how smuggling works.
   */
  long bodyLength(String method) throws MalformedResponseException {
    if (method.equals("HEAD") || status == 204 || status == 304) {
      return 0;
    }
    List<String> lengths = headers.all("Content-Length");
    List<String> codings = headers.all("Transfer-Encoding");
    if (codings.isEmpty()) {
      return lengths.isEmpty() ? UNTIL_CLOSE : parseLength(lengths);
    }
    boolean chunked = codings.size() == 1 && codings.get(0).equalsIgnoreCase("chunked");
    if (!chunked || !lengths.isEmpty() || minorVersion == 0) {
      throw new MalformedResponseException("ambiguous or unknown transfer coding", null);
    }
    return CHUNKED;
  }

  private static long parseLength(List<String> lengths) throws MalformedResponseException {
    String text = lengths.get(0);
    boolean digits = text.chars().allMatch(c -> c >= '0' && c <= '9');
    if (lengths.size() > 1 || text.isEmpty() || text.length() > MAX_LENGTH_DIGITS || !digits) {
      throw new MalformedResponseException("malformed or repeated Content-Length", null);
    }
    return Long.parseLong(text);
  }
}
