package dev.stowage.blob;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Which keys a provider can store. */
@FunctionalInterface
public interface KeyRule {
  /** Why the key cannot be stored; empty when it can. The key is not empty and valid Unicode. */
  Optional<String> problem(String key);

  /** Keys of up to so many bytes in UTF-8. */
  static KeyRule maxBytes(int limit) {
    return key -> {
      if (key.length() <= limit / 3) {
        return Optional.empty();
      }
      int bytes = key.getBytes(StandardCharsets.UTF_8).length;
      return bytes <= limit
          ? Optional.empty()
          : Optional.of("the key has " + bytes + " bytes in UTF-8; at most " + limit);
    };
  }

  /** Also forbids these characters anywhere. */
  default KeyRule forbidding(String characters) {
    return key -> {
      for (int i = 0; i < key.length(); i++) {
        if (characters.indexOf(key.charAt(i)) >= 0) {
          return Optional.of(
              String.format(
                  "the key holds U+%04X, which the service refuses", (int) key.charAt(i)));
        }
      }
      return problem(key);
    };
  }

  /** Both rules. */
  default KeyRule and(KeyRule other) {
    return key -> problem(key).or(() -> other.problem(key));
  }
}
