package dev.stowage.fakes.s3;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The keys a fake accepts. */
final class S3Credentials {

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

  /** Finds a key, with its token checked. */
  Entry require(String accessKey, Optional<String> token, Instant now) {
    Entry entry = entries.get(accessKey);
    if (entry == null) {
      throw new S3Error(
              403,
              "InvalidAccessKeyId",
              "The AWS Access Key Id you provided does not exist in our records.")
          .element("AWSAccessKeyId", accessKey);
    }
    if (!entry.token().equals(token)) {
      throw new S3Error(
          400, "InvalidToken", "The provided token is malformed or otherwise invalid.");
    }
    if (now.isAfter(entry.ends())) {
      throw new S3Error(400, "ExpiredToken", "The provided token has expired.");
    }
    return entry;
  }
}
