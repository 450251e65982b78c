package dev.stowage.s3;

import dev.stowage.StorageUrl;
import java.net.URI;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where the requests for one bucket, or for the account, go. */
final class S3Endpoint {
  private static final Pattern IP = Pattern.compile("[0-9.]+|\\[.*]|localhost");
  private static final Pattern DNS_LABEL = Pattern.compile("[a-z0-9][a-z0-9-]{1,61}[a-z0-9]");

  private final boolean secure;
  private final String host;
  private final int port;
  private final String root;
  private final boolean pathStyle;

  private S3Endpoint(boolean secure, String host, int port, String root, boolean pathStyle) {
    this.secure = secure;
    this.host = host;
    this.port = port;
    this.root = root;
    this.pathStyle = pathStyle;
  }

  static S3Endpoint of(S3Config config, String region) {
    URI base = config.endpoint().orElseGet(() -> amazon(region));
    String authority = base.getRawAuthority();
    int colon = authority.indexOf(':', authority.lastIndexOf(']') + 1);
    String host = colon < 0 ? authority : authority.substring(0, colon);
    int port = colon < 0 ? -1 : Integer.parseInt(authority.substring(colon + 1));
    String path = base.getRawPath() == null ? "" : base.getRawPath();
    String root = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    boolean secure = "https".equalsIgnoreCase(base.getScheme());
    String bucket = config.bucket();
    boolean pathStyle = config.pathStyle().orElseGet(() -> needsPath(host, bucket));
    if (bucket.isEmpty()) {
      return new S3Endpoint(secure, host, port, root, pathStyle);
    }
    return pathStyle
        ? new S3Endpoint(secure, host, port, root + "/" + StorageUrl.encodeKey(bucket), true)
        : new S3Endpoint(secure, bucket + "." + host, port, root, false);
  }

  private static URI amazon(String region) {
    String domain = region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
    return URI.create("https://s3." + region + "." + domain);
  }

  /** No bucket goes in front of an address, and a dot in it would break the TLS certificate. */
  private static boolean needsPath(String host, String bucket) {
    return IP.matcher(host).matches() || !DNS_LABEL.matcher(bucket).matches();
  }

  boolean secure() {
    return secure;
  }

  String host() {
    return host;
  }

  /** The effective one. */
  int port() {
    return port >= 0 ? port : secure ? 443 : 80;
  }

  boolean hasOwnPort() {
    return port >= 0 && port != (secure ? 443 : 80);
  }

  boolean pathStyle() {
    return pathStyle;
  }

  /** The encoded path of a key, or of the bucket itself. */
  String path(@Nullable String key) {
    if (key == null) {
      return root.isEmpty() ? "/" : root;
    }
    return root + "/" + encode(key);
  }

  /** The endpoint with an encoded path and query. */
  URI uri(String path, Map<String, String> query) {
    StringBuilder text = new StringBuilder(path.length() + 96);
    text.append(secure ? "https://" : "http://").append(host);
    if (hasOwnPort()) {
      text.append(':').append(port);
    }
    text.append(path);
    char separator = '?';
    for (Map.Entry<String, String> pair : query.entrySet()) {
      text.append(separator).append(encodeAll(pair.getKey()));
      if (!pair.getValue().isEmpty()) {
        text.append('=').append(encodeAll(pair.getValue()));
      }
      separator = '&';
    }
    return URI.create(text.toString());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof S3Endpoint that
        && secure == that.secure
        && port() == that.port()
        && host.equals(that.host)
        && root.equals(that.root);
  }

  @Override
  public int hashCode() {
    return host.hashCode() * 31 + root.hashCode();
  }

  /** Most keys need no encoding, and this is asked once a request. */
  private static String encode(String key) {
    for (int i = 0; i < key.length(); i++) {
      if (!plain(key.charAt(i)) && key.charAt(i) != '/') {
        return StorageUrl.encodeKey(key);
      }
    }
    return key;
  }

  static String encodeAll(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!plain(text.charAt(i))) {
        return StorageUrl.encodeKey(text).replace("/", "%2F");
      }
    }
    return text;
  }

  private static boolean plain(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c == '-'
        || c == '.'
        || c == '_'
        || c == '~';
  }
}
