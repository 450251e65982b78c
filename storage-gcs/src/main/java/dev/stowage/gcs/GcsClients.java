package dev.stowage.gcs;

import com.google.auth.Credentials;
import com.google.cloud.NoCredentials;
import com.google.cloud.ServiceOptions;
import com.google.cloud.http.HttpTransportOptions;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.StorageOptions;
import dev.stowage.http.HttpTransport;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Google's own client: the caller's, or one on our transport, made when it is asked for, since it
 * costs more to start than all the rest.
 */
final class GcsClients {
  private final HttpTransport transport;
  private final GcsEndpoint endpoint;
  private final GcsTokenSource tokens;
  private final GcsConfig config;
  private final boolean owner;
  private @Nullable Storage client;

  GcsClients(
      GcsConfig config, GcsEndpoint endpoint, GcsTokenSource tokens, HttpTransport transport) {
    this.config = config;
    this.endpoint = endpoint;
    this.tokens = tokens;
    this.transport = transport;
    this.owner = true;
  }

  /** The caller's client, which stays the caller's to close. */
  GcsClients(Storage client, GcsConfig config, GcsEndpoint endpoint, HttpTransport transport) {
    this.config = config;
    this.endpoint = endpoint;
    this.tokens = new GcsTokenSource(null, null, null);
    this.transport = transport;
    this.client = client;
    this.owner = false;
  }

  <T> @Nullable T unwrap(Class<T> type) {
    return type == Storage.class ? type.cast(client()) : null;
  }

  private synchronized Storage client() {
    Storage made = client;
    if (made == null) {
      Credentials credentials = tokens.credentials();
      String project =
          config.project().or(() -> Optional.ofNullable(tokens.project())).orElse("unknown");
      made =
          StorageOptions.http()
              .setHost(endpoint.root())
              .setProjectId(project)
              .setCredentials(credentials == null ? NoCredentials.getInstance() : credentials)
              .setRetrySettings(ServiceOptions.getNoRetrySettings())
              .setTransportOptions(
                  HttpTransportOptions.newBuilder()
                      .setHttpTransportFactory(() -> new GoogleOverStowage(transport))
                      .build())
              .build()
              .getService();
      client = made;
    }
    return made;
  }

  synchronized void close() {
    if (!owner) {
      return;
    }
    try {
      if (client != null) {
        client.close();
      }
    } catch (Exception e) {
      throw new IllegalStateException("Google's client cannot be closed", e);
    } finally {
      transport.close();
    }
  }
}
