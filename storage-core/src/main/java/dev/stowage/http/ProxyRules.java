package dev.stowage.http;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which proxy a target is reached through. */
final class ProxyRules {
  static final ProxyRules NONE = new ProxyRules(null, null, List.of());

  /**
   * A proxy.
   *
   * @param authorization value of Proxy-Authorization, empty for none
   */
  record HttpProxy(String host, int port, String authorization) {
    /** Never shows the authorization. */
    @Override
    public String toString() {
      return host + ":" + port;
    }
  }

  private final @Nullable HttpProxy forHttp;
  private final @Nullable HttpProxy forHttps;
  private final List<String> direct;

  private ProxyRules(
      @Nullable HttpProxy forHttp, @Nullable HttpProxy forHttps, List<String> direct) {
    this.forHttp = forHttp;
    this.forHttps = forHttps;
    this.direct = direct;
  }

  static ProxyRules always(InetSocketAddress address) {
    HttpProxy proxy = new HttpProxy(address.getHostString(), address.getPort(), "");
    return new ProxyRules(proxy, proxy, List.of());
  }

  static ProxyRules fromEnvironment(Map<String, String> environment) {
    String direct = firstOf(environment, "no_proxy", "NO_PROXY");
    return new ProxyRules(
        // Upper-case HTTP_PROXY can be set by anyone who sends a CGI program a "Proxy" header.
        parse(firstOf(environment, "http_proxy", "all_proxy", "ALL_PROXY")),
        parse(firstOf(environment, "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY")),
        List.of(direct.toLowerCase(Locale.ROOT).strip().split("[,\\s]+")));
  }

  private static String firstOf(Map<String, String> environment, String... names) {
    for (String name : names) {
      String value = environment.get(name);
      if (value != null && !value.isBlank()) {
        return value.strip();
      }
    }
    return "";
  }

  private static @Nullable HttpProxy parse(String text) {
    if (text.isEmpty()) {
      return null;
    }
    URI uri;
    try {
      uri = URI.create(text.contains("://") ? text : "http://" + text);
    } catch (IllegalArgumentException unreadable) {
      uri = URI.create("unreadable:/");
    }
    if (!"http".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null) {
      throw new IllegalArgumentException("a proxy variable is not an http URL");
    }
    String host = uri.getHost().replaceAll("[\\[\\]]", "");
    String user = uri.getRawUserInfo();
    return new HttpProxy(host, uri.getPort() < 0 ? 80 : uri.getPort(), basic(user));
  }

  private static String basic(@Nullable String userInfo) {
    if (userInfo == null) {
      return "";
    }
    String plain = URLDecoder.decode(userInfo.replace("+", "%2B"), StandardCharsets.UTF_8);
    byte[] bytes = plain.getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(bytes);
  }

  Optional<HttpProxy> select(Target target) {
    HttpProxy proxy = target.secure() ? forHttps : forHttp;
    return proxy == null || isDirect(target) ? Optional.empty() : Optional.of(proxy);
  }

  private boolean isDirect(Target target) {
    String host = target.host().toLowerCase(Locale.ROOT);
    for (String entry : direct) {
      String name = entry.startsWith(".") ? entry.substring(1) : entry;
      boolean covers = host.equals(name) || host.endsWith("." + name);
      if (entry.equals("*") || (covers && !name.isEmpty())) {
        return true;
      }
      if (name.equals(host + ":" + target.port())) {
        return true;
      }
    }
    return false;
  }
}
