package dev.stowage.fakes.oss;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The access keys a fake accepts, for all three services. */
final class OssKeys {
  /** A key; the token and its end are there for temporary ones. */
  record Entry(String secret, Optional<String> token, Instant ends) {
    @Override
    public String toString() {
      return "Entry[***]";
    }
  }

  private final Map<String, Entry> entries = new ConcurrentHashMap<>();

  void add(String accessKey, String secret) {
    entries.put(accessKey, new Entry(secret, Optional.empty(), Instant.MAX));
  }

  void addSession(String accessKey, String secret, String token, Instant ends) {
    entries.put(accessKey, new Entry(secret, Optional.of(token), ends));
  }

  void remove(String accessKey) {
    entries.remove(accessKey);
  }

  void clear() {
    entries.clear();
  }

  /** A key with its token checked as OSS does. */
  Entry require(String accessKey, Optional<String> token, Instant now) {
    Entry entry = entries.get(accessKey);
    if (entry == null || entry.token().isPresent() && token.isEmpty()) {
      throw new OssError(
              403,
              "InvalidAccessKeyId",
              "The OSS Access Key Id you provided does not exist in our records.")
          .element("OSSAccessKeyId", accessKey);
    }
    if (!entry.token().equals(token)) {
      throw new OssError(
          403, "InvalidSecurityToken", "The security token you provided is invalid.");
    }
    if (now.isAfter(entry.ends())) {
      throw new OssError(
          403, "SecurityTokenExpired", "The security token you provided has expired.");
    }
    return entry;
  }

  Optional<Entry> find(String accessKey) {
    return Optional.ofNullable(entries.get(accessKey));
  }
}
