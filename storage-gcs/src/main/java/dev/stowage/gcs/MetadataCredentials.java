package dev.stowage.gcs;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;
import dev.stowage.http.HttpRequest;
import dev.stowage.http.HttpResponse;
import dev.stowage.http.HttpTransport;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serial;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/**
 * The service account of the machine, by its metadata server. Google's own class looks into the
 * process environment; this one is told where the server is.
 */
final class MetadataCredentials extends GoogleCredentials {
  @Serial private static final long serialVersionUID = 1L;

  private final transient HttpTransport transport;
  private final String root;
  private transient volatile @Nullable String email;

  /**
   * @param host of the server, with a port if need be
   */
  MetadataCredentials(HttpTransport transport, String host) {
    this.transport = transport;
    this.root = "http://" + host + "/computeMetadata/v1/";
  }

  @Override
  public AccessToken refreshAccessToken() throws IOException {
    JsonNode answer = GcsResource.MAPPER.readTree(ask("instance/service-accounts/default/token"));
    Instant end = Instant.now().plusSeconds(answer.path("expires_in").asLong(0));
    return new AccessToken(answer.path("access_token").asText(), Date.from(end));
  }

  String email() throws IOException {
    String known = email;
    if (known == null) {
      known = ask("instance/service-accounts/default/email").strip();
      email = known;
    }
    return known;
  }

  private String ask(String path) throws IOException {
    HttpRequest request =
        HttpRequest.builder("GET", URI.create(root + path))
            .header("Metadata-Flavor", "Google")
            .build();
    try (HttpResponse response = transport.send(request);
        InputStream body = response.body()) {
      if (response.status() != 200) {
        throw GcsException.of(response);
      }
      return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof MetadataCredentials that && root.equals(that.root);
  }

  @Override
  public int hashCode() {
    return root.hashCode();
  }

  @Override
  public String toString() {
    return "MetadataCredentials";
  }
}
