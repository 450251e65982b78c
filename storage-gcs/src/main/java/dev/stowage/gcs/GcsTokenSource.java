package dev.stowage.gcs;

import com.google.auth.Credentials;
import com.google.auth.oauth2.GoogleCredentials;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The headers that say who is asking: none for anonymous callers. */
final class GcsTokenSource {
  private final @Nullable Credentials credentials;
  private final @Nullable String project;
  private final @Nullable GcsSigning signing;

  /**
   * @param project that the credentials belong to, if that is known
   * @param signing by the same account, if it can
   */
  GcsTokenSource(
      @Nullable Credentials credentials, @Nullable String project, @Nullable GcsSigning signing) {
    this.credentials = credentials;
    this.project = project;
    this.signing = signing;
  }

  @Nullable GcsSigning signing() {
    return signing;
  }

  @Nullable Credentials credentials() {
    return credentials;
  }

  @Nullable String project() {
    return project;
  }

  /** A token is fetched when there is none or it ends soon, by one caller for all. */
  Map<String, String> headers() throws IOException {
    if (credentials == null) {
      return Map.of();
    }
    Map<String, List<String>> all = credentials.getRequestMetadata();
    Map<String, String> headers = new LinkedHashMap<>();
    all.forEach((name, values) -> headers.put(name, values.get(0)));
    return headers;
  }

  /** Fetches a new token; false when there is nothing to fetch. */
  boolean renew() throws IOException {
    // A token that was given as such cannot be replaced.
    if (credentials instanceof GoogleCredentials google
        && credentials.getClass() != GoogleCredentials.class) {
      google.refresh();
      return true;
    }
    return false;
  }

  /** Whether both are the same caller. */
  boolean sameAs(GcsTokenSource other) {
    return credentials == null ? other.credentials == null : credentials.equals(other.credentials);
  }
}
