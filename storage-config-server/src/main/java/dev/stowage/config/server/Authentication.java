package dev.stowage.config.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpRequest;

/**
 * Who calls. Programs send {@code Authorization: Token TOKEN}; browsers, for the page and nothing
 * else, the token as the password of Basic authentication, so that no other site can make a browser
 * change anything.
 *
 * <p>A token is looked up before rates are counted: whoever has a right one is not locked out by
 * what others try from the same address. There is nothing to be gained by trying, a token has 256
 * random bits; the limit keeps the noise down.
 */
final class Authentication {
  private static final String FORWARDED = "X-Forwarded-For";

  private final ApiTokens tokens;
  private final boolean forwarded;
  private final RateLimiter calls;
  private final RateLimiter refusals;

  Authentication(ApiTokens tokens, ServerOptions options) {
    this.tokens = tokens;
    this.forwarded = options.forwardedAddresses();
    this.calls = new RateLimiter(options.pacer(), options.requestsPerMinute());
    this.refusals = new RateLimiter(options.pacer(), options.refusalsPerMinute());
  }

  /** The caller's token, of which this is one more request; an {@link ApiFailure} otherwise. */
  ApiToken caller(HttpRequest request, Connection connection, boolean browser) {
    Optional<ApiToken> token =
        (browser ? password(request) : credentials(request, "token")).flatMap(tokens::authenticate);
    if (token.isEmpty()) {
      refusals
          .take(address(request, connection))
          .ifPresent(
              wait -> {
                throw tooMany("too many refused tokens", wait);
              });
      throw ApiFailure.of(401, "unauthenticated", "a token is missing, or it is not valid")
          .withHeader(
              HttpHeaders.WWW_AUTHENTICATE,
              browser ? "Basic realm=\"Stowage\", charset=\"UTF-8\"" : "Token realm=\"Stowage\"");
    }
    calls
        .take(token.get().id())
        .ifPresent(
            wait -> {
              throw tooMany("too many requests with this token", wait);
            });
    return token.get();
  }

  private static ApiFailure tooMany(String what, Duration wait) {
    long seconds = wait.plusMillis(999).toSeconds();
    return ApiFailure.of(429, "limit-exceeded", what + "; try again in " + seconds + " s")
        .withHeader(HttpHeaders.RETRY_AFTER, String.valueOf(seconds));
  }

  /** What follows the scheme; empty when the header is not there exactly once. */
  private static Optional<String> credentials(HttpRequest request, String scheme) {
    if (request.countHeaders(HttpHeaders.AUTHORIZATION) != 1) {
      return Optional.empty();
    }
    String value = request.getFirstHeader(HttpHeaders.AUTHORIZATION).getValue().strip();
    int space = value.indexOf(' ');
    return space > 0 && value.substring(0, space).toLowerCase(Locale.ROOT).equals(scheme)
        ? Optional.of(value.substring(space + 1).strip())
        : Optional.empty();
  }

  private static Optional<String> password(HttpRequest request) {
    return credentials(request, "basic")
        .filter(text -> text.matches("[A-Za-z0-9+/]{4,400}={0,2}"))
        .filter(text -> text.length() % 4 == 0)
        .map(text -> new String(Base64.getDecoder().decode(text), UTF_8))
        .filter(pair -> pair.indexOf(':') >= 0)
        .map(pair -> pair.substring(pair.indexOf(':') + 1));
  }

  private String address(HttpRequest request, Connection connection) {
    Header header = forwarded ? request.getLastHeader(FORWARDED) : null;
    if (header != null) {
      String all = header.getValue();
      return all.substring(all.lastIndexOf(',') + 1).strip();
    }
    return network(connection.peer());
  }

  /** Of an IPv6 address the network: a host has as many addresses there as it likes. */
  private static String network(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length != 16) {
      return address.getHostAddress();
    }
    return HexFormat.of().formatHex(bytes, 0, 8);
  }
}
