package dev.stowage.fakes.swift;

import dev.stowage.fakes.FakeBucket;
import dev.stowage.fakes.FakeHeaders;
import dev.stowage.fakes.FakeResponse;
import dev.stowage.fakes.text.HttpText;
import dev.stowage.fakes.text.Percent;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Temporary URLs: checks their signatures, and changes the answers as they ask for. */
final class SwiftTempUrls {
  private static final List<String> METHODS = List.of("GET", "HEAD", "PUT", "POST", "DELETE");
  private static final List<String> KEYS = List.of("temp-url-key", "temp-url-key-2");

  /** With these an upload could point at what the URL does not open. */
  private static final List<String> FORBIDDEN =
      List.of("x-object-manifest", "x-symlink-target", "x-copy-from");

  private final SwiftState state;
  private final Clock clock;

  SwiftTempUrls(SwiftState state, Clock clock) {
    this.state = state;
    this.clock = clock;
  }

  /**
   * What a signature opens.
   *
   * @param container the only one, or empty for all of the account
   * @param expires in seconds
   */
  record Grant(String account, Optional<String> container, long expires) {
    boolean covers(FakeBucket bucket) {
      return bucket.name().equals(account + "/" + container.orElse(SwiftState.nameOf(bucket)));
    }
  }

  /** A digest of a signature, and in which algorithm. */
  private record Signature(String algorithm, String hex) {}

  /** Empty when the request has no signature; one that is not good is refused. */
  Optional<Grant> check(SwiftCall call) {
    boolean sig = call.params().containsKey("temp_url_sig");
    boolean end = call.params().containsKey("temp_url_expires");
    if (!sig && !end) {
      return Optional.empty();
    }
    Signature signature = signature(call.param("temp_url_sig").orElse(""));
    long expires = expires(call.param("temp_url_expires").orElse(""));
    boolean possible =
        METHODS.contains(call.request().method())
            && expires > 0
            && expires >= clock.instant().getEpochSecond()
            && !call.key().replace("/", "").isEmpty()
            && state.limits().digests().contains(signature.algorithm());
    if (!possible) {
      throw invalid(call);
    }
    String text = path(call);
    for (boolean ofContainer : new boolean[] {false, true}) {
      for (String key : keys(call, ofContainer)) {
        if (signed(call, signature, expires, text, key)) {
          refusePointers(call);
          Optional<String> only = Optional.of(call.container()).filter(c -> ofContainer);
          return Optional.of(new Grant(call.account(), only, expires));
        }
      }
    }
    throw invalid(call);
  }

  private static SwiftError invalid(SwiftCall call) {
    return SwiftError.unauthorized(call.account(), "401 Unauthorized: Temp URL invalid\n");
  }

  private String path(SwiftCall call) {
    String start = "/v1/" + call.account() + "/" + call.container() + "/";
    Optional<String> prefix = call.param("temp_url_prefix");
    if (prefix.isEmpty()) {
      return start + call.key();
    }
    if (!call.key().startsWith(prefix.get())) {
      throw invalid(call);
    }
    return "prefix:" + start + prefix.get();
  }

  private boolean signed(
      SwiftCall call, Signature signature, long expires, String path, String key) {
    List<String> methods =
        call.isHead() ? List.of("HEAD", "GET", "POST", "PUT") : List.of(call.request().method());
    // Everybody here comes from one address.
    Optional<String> range = call.param("temp_url_ip_range");
    if (range.isPresent() && (state.limits().legacy() || !range.get().startsWith("127."))) {
      return false;
    }
    String first = range.map(r -> "ip=" + r + "\n").orElse("");
    String algorithm = "Hmac" + signature.algorithm().toUpperCase(Locale.ROOT);
    for (String method : methods) {
      String text = first + method + "\n" + expires + "\n" + path;
      byte[] mac = HttpText.hmac(algorithm, key.getBytes(StandardCharsets.UTF_8), text);
      if (HttpText.same(HexFormat.of().formatHex(mac), signature.hex())) {
        return true;
      }
    }
    return false;
  }

  private List<String> keys(SwiftCall call, boolean ofContainer) {
    Map<String, String> metadata =
        ofContainer
            ? state
                .container(call.account(), call.container())
                .map(FakeBucket::attributes)
                .orElse(Map.of())
            : state.account(call.account());
    String prefix = ofContainer ? "x-container-meta-" : "x-account-meta-";
    return KEYS.stream()
        .map(name -> metadata.getOrDefault(prefix + name, ""))
        .filter(key -> !key.isEmpty())
        .map(HttpText::utf8)
        .toList();
  }

  /** Hexadecimal digits tell their algorithm by their number; Base64 is said to be of one. */
  private static Signature signature(String text) {
    int colon = text.indexOf(':');
    if (colon >= 0) {
      String standard = text.substring(colon + 1).replace('-', '+').replace('_', '/');
      try {
        String hex = HexFormat.of().formatHex(Base64.getDecoder().decode(standard));
        return new Signature(text.substring(0, colon), hex);
      } catch (IllegalArgumentException e) {
        return new Signature("", "");
      }
    }
    return new Signature(
        switch (text.length()) {
          case 40 -> "sha1";
          case 64 -> "sha256";
          case 128 -> "sha512";
          default -> "";
        },
        text);
  }

  /** 0 for what is no time. */
  private static long expires(String text) {
    if (text.matches("\\d{1,18}")) {
      return Long.parseLong(text);
    }
    try {
      return Instant.parse(text).getEpochSecond();
    } catch (DateTimeException e) {
      return 0;
    }
  }

  private static void refusePointers(SwiftCall call) {
    boolean reads = call.operation().reads();
    for (String name : FORBIDDEN) {
      if (!reads && call.request().headers().has(name)) {
        throw SwiftError.bad("The header '" + name + "' is not allowed in this tempurl");
      }
    }
  }

  /** Hides the metadata, and says under which name the bytes shall be kept. */
  static FakeResponse changed(FakeResponse response, SwiftCall call, Grant grant) {
    FakeResponse changed = FakeResponse.of(response.status()).withBody(response.body());
    for (FakeHeaders.Line line : response.headers().lines()) {
      String name = line.name().toLowerCase(Locale.ROOT);
      if (!name.startsWith("x-object-meta-") || name.startsWith("x-object-meta-public-")) {
        changed = changed.with(line.name(), line.value());
      }
    }
    boolean read = call.request().method().equals("GET") || call.isHead();
    if (!read || response.status() >= 300) {
      return changed;
    }
    return changed
        .replacing("Content-Disposition", disposition(response, call))
        .replacing("Expires", HttpText.httpDate(Instant.ofEpochSecond(grant.expires())));
  }

  private static String disposition(FakeResponse response, SwiftCall call) {
    Optional<String> name = call.param("filename").filter(n -> !n.isEmpty());
    if (call.params().containsKey("inline")) {
      return name.map(n -> disposition("inline", n)).orElse("inline");
    }
    if (name.isPresent()) {
      return disposition("attachment", name.get());
    }
    Optional<String> own = response.headers().first("Content-Disposition");
    if (own.isPresent()) {
      return own.get();
    }
    String key = call.key().replaceAll("/+$", "");
    return disposition("attachment", key.substring(key.lastIndexOf('/') + 1));
  }

  private static String disposition(String type, String name) {
    String plain = Percent.encoded(name, false).replace("%20", " ");
    return type + "; filename=\"" + plain + "\"; filename*=UTF-8''" + Percent.encoded(name, false);
  }
}
