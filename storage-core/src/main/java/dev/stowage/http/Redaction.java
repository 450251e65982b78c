package dev.stowage.http;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Decides what is secret in a head. Guesses from names and errs towards hiding; bodies are never
 * shown at all.
 */
final class Redaction {
  private static final String HIDDEN = "***";
  private static final Set<String> LINKS = Set.of("location", "content-location", "referer");
  private static final List<String> SUSPECT =
      List.of(
          "auth", "cookie", "sig", "token", "secret", "credential", "key", "passw", "upload_id");

  /** The path of an OCI pre-authenticated request is the credential: /p/SECRET/n/... */
  private static final Pattern PREAUTHENTICATED = Pattern.compile("/p/[^/]+/");

  private Redaction() {}

  static String header(String name, String value) {
    String shown = value;
    if (isSecret(name)) {
      shown = HIDDEN;
    } else if (LINKS.contains(name.toLowerCase(Locale.ROOT)) || value.contains("://")) {
      shown = target(value);
    }
    return name + ": " + shown;
  }

  static String uri(URI uri) {
    return target(uri.toString());
  }

  /** Hides user information, secret query parameters and pre-authenticated paths of a URI. */
  static String target(String uri) {
    int question = uri.indexOf('?');
    String path = question < 0 ? uri : uri.substring(0, question);
    path = PREAUTHENTICATED.matcher(path).replaceAll("/p/" + HIDDEN + "/");
    path = path.replaceAll("//[^/@]*@", "//" + HIDDEN + "@");
    if (question < 0) {
      return path;
    }
    StringBuilder text = new StringBuilder(path);
    char separator = '?';
    for (String parameter : uri.substring(question + 1).split("&", -1)) {
      int equals = parameter.indexOf('=');
      String name = equals < 0 ? parameter : parameter.substring(0, equals);
      boolean hide = equals >= 0 && (isSecret(name) || name.indexOf('%') >= 0);
      text.append(separator).append(hide ? name + "=" + HIDDEN : parameter);
      separator = '&';
    }
    return text.toString();
  }

  private static boolean isSecret(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return SUSPECT.stream().anyMatch(lower::contains);
  }
}
