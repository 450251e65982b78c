package dev.stowage.oss;

import dev.stowage.StorageUrl;
import java.net.URI;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where the requests of one account go. */
final class OssEndpoint {
  private static final Pattern IP = Pattern.compile("[0-9.]+|\\[.*]|localhost");

  private final boolean secure;
  private final String host;
  private final int port;
  private final OssConfig.Style style;

  private OssEndpoint(boolean secure, String host, int port, OssConfig.Style style) {
    this.secure = secure;
    this.host = host;
    this.port = port;
    this.style = style;
  }

  static OssEndpoint of(OssConfig config) {
    URI base = config.endpoint().orElseGet(() -> own(config));
    String authority = base.getRawAuthority();
    int colon = authority.indexOf(':', authority.lastIndexOf(']') + 1);
    String host = colon < 0 ? authority : authority.substring(0, colon);
    int port = colon < 0 ? -1 : Integer.parseInt(authority.substring(colon + 1));
    boolean secure = "https".equalsIgnoreCase(base.getScheme());
    OssConfig.Style style =
        config
            .style()
            .orElse(IP.matcher(host).matches() ? OssConfig.Style.PATH : OssConfig.Style.VIRTUAL);
    return new OssEndpoint(secure, host, port, style);
  }

  private static URI own(OssConfig config) {
    return URI.create(
        "https://oss-"
            + config.region().orElseThrow()
            + (config.internal() ? "-internal" : "")
            + ".aliyuncs.com");
  }

  boolean pathStyle() {
    return style == OssConfig.Style.PATH;
  }

  boolean cname() {
    return style == OssConfig.Style.CNAME;
  }

  /** The endpoint itself. */
  URI base() {
    return uri("", null, Map.of());
  }

  /** A bucket or one of its keys, with a query whose pairs may have an empty value. */
  URI uri(String bucket, @Nullable String key, Map<String, String> query) {
    StringBuilder text = new StringBuilder(160).append(secure ? "https://" : "http://");
    boolean inHost = !bucket.isEmpty() && style == OssConfig.Style.VIRTUAL;
    if (inHost) {
      text.append(bucket).append('.');
    }
    text.append(host);
    if (port >= 0 && port != (secure ? 443 : 80)) {
      text.append(':').append(port);
    }
    text.append('/');
    if (!bucket.isEmpty() && style == OssConfig.Style.PATH) {
      text.append(bucket).append('/');
    }
    if (key != null) {
      text.append(encode(key));
    }
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
    return other instanceof OssEndpoint that
        && secure == that.secure
        && port == that.port
        && style == that.style
        && host.equals(that.host);
  }

  @Override
  public int hashCode() {
    return host.hashCode() * 31 + port;
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
