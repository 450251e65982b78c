package dev.stowage.gcs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stowage.ErrorCode;
import dev.stowage.OpenOptions;
import dev.stowage.StorageException;
import java.net.URI;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Where a credentials file may send us: Google over https, the endpoint that the caller named, the
 * metadata servers of machines, and the hosts that the caller allows. A file is data, and comes
 * from whoever wrote it.
 */
final class TokenHosts {
  private static final Set<String> METADATA =
      Set.of("169.254.169.254", "[fd00:ec2::254]", "metadata.google.internal");

  private final Set<String> hosts = new HashSet<>();
  private final Set<String> authorities = new HashSet<>();

  TokenHosts(GcsConfig config, OpenOptions options) {
    hosts.addAll(config.tokenHosts());
    hosts.addAll(options.tokenHosts());
    config.endpoint().ifPresent(e -> authorities.add(e.getRawAuthority()));
    config.iamEndpoint().ifPresent(e -> authorities.add(e.getRawAuthority()));
  }

  /**
   * @throws StorageException INVALID_ARGUMENT naming the field and the host
   */
  void check(JsonNode file) {
    // A key of an account has no business with the metadata of the machine that it is used on.
    check(file, file.path("type").asText("").equals("external_account"));
  }

  private void check(JsonNode file, boolean metadata) {
    for (Map.Entry<String, JsonNode> field : file.properties()) {
      JsonNode value = field.getValue();
      if (value.isContainerNode()) {
        check(value, metadata);
      } else {
        check(field.getKey(), value.asText(), metadata);
      }
    }
  }

  private void check(String name, String value, boolean metadata) {
    String lower = value.toLowerCase(Locale.ROOT).strip();
    if (name.equals("universe_domain")) {
      if (!lower.equals("googleapis.com") && !hosts.contains(value)) {
        throw refused(name, value);
      }
    } else if (lower.startsWith("http:") || lower.startsWith("https:")) {
      URI uri = uri(name, value);
      if (!allowed(uri) && !(metadata && METADATA.contains(uri.getHost()))) {
        throw refused(name, String.valueOf(uri.getHost()));
      }
    }
  }

  private static URI uri(String name, String value) {
    try {
      // Templates of AWS regions have braces.
      return URI.create(value.strip().replace("{", "").replace("}", ""));
    } catch (IllegalArgumentException e) {
      throw refused(name, "no valid host");
    }
  }

  private boolean allowed(URI uri) {
    String host = uri.getHost();
    if (host == null || uri.getRawUserInfo() != null) {
      return false;
    }
    boolean secure = "https".equalsIgnoreCase(uri.getScheme());
    boolean google = host.equals("googleapis.com") || host.endsWith(".googleapis.com");
    return secure && (google || host.equals("accounts.google.com"))
        || authorities.contains(uri.getRawAuthority())
        || hosts.contains(host);
  }

  private static StorageException refused(String name, String host) {
    return StorageException.of(
        ErrorCode.INVALID_ARGUMENT,
        "the credentials file names "
            + host
            + " as its "
            + name
            + ", which is not Google's; allow it with token-hosts= if it is yours");
  }
}
