package dev.stowage.http;

import java.net.URI;

/**
 * The parts of a URI that a request needs, cut from its raw text.
 *
 * @param secure https rather than http
 * @param host without the brackets of an IPv6 literal
 * @param port the effective one
 * @param authority for the Host header: host, and port when it is not the scheme's own
 * @param path path and query as they stand in the URI; "/" when empty
 */
record Target(boolean secure, String host, int port, String authority, String path) {

  /** Reads the authority itself: URI.getHost() is null for host names with an underscore. */
  static Target of(URI uri) {
    boolean secure = "https".equalsIgnoreCase(uri.getScheme());
    String authority = uri.getRawAuthority();
    if ((!secure && !"http".equalsIgnoreCase(uri.getScheme())) || authority == null) {
      throw new IllegalArgumentException("not an http or https URI with a host");
    }
    if (authority.indexOf('@') >= 0 || uri.getRawFragment() != null) {
      throw new IllegalArgumentException("a request URI has no user information and no fragment");
    }
    int colon = authority.indexOf(':', authority.lastIndexOf(']') + 1);
    String host = colon < 0 ? authority : authority.substring(0, colon);
    int defaultPort = secure ? 443 : 80;
    int port = colon < 0 ? defaultPort : port(authority.substring(colon + 1), defaultPort);
    String path = requestPath(uri);
    if (host.isEmpty() || !isPlain(authority) || !isPlain(path)) {
      throw new IllegalArgumentException("a request URI has a host and is plain ASCII");
    }
    String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    return new Target(secure, bare, port, port == defaultPort ? host : host + ":" + port, path);
  }

  private static int port(String text, int defaultPort) {
    int port = text.isEmpty() ? defaultPort : Integer.parseInt(text);
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("port out of range: " + port);
    }
    return port;
  }

  private static String requestPath(URI uri) {
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
  }

  private static boolean isPlain(String text) {
    return text.chars().allMatch(c -> c > ' ' && c < 127);
  }

  String scheme() {
    return secure ? "https" : "http";
  }

  /** Host and port, port always there, as CONNECT wants it and messages show it. */
  String hostAndPort() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
