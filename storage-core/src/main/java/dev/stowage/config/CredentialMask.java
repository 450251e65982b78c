package dev.stowage.config;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What may be shown of credentials: the fields that say who somebody is, the end of an access key's
 * id, which people know their keys by, and of everything else that it is there.
 */
final class CredentialMask {
  private static final Set<String> SHOWN =
      Set.of("type", "user_name", "project_id", "client_email", "universe_domain");
  private static final String HIDDEN = "****";
  private static final int TAIL = 4;

  private CredentialMask() {}

  static Map<String, String> of(Map<String, String> fields) {
    Map<String, String> masked = new TreeMap<>();
    fields.forEach((name, value) -> masked.put(name, masked(name, value)));
    return masked;
  }

  private static String masked(String name, String value) {
    if (SHOWN.contains(name)) {
      return value;
    }
    boolean recognisable = name.equals("access_key_id") && value.length() >= 4 * TAIL;
    return recognisable ? HIDDEN + value.substring(value.length() - TAIL) : HIDDEN;
  }
}
