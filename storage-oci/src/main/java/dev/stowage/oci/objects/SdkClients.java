package dev.stowage.oci.objects;

import com.oracle.bmc.auth.BasicAuthenticationDetailsProvider;
import com.oracle.bmc.objectstorage.ObjectStorage;
import com.oracle.bmc.objectstorage.ObjectStorageClient;
import com.oracle.bmc.retrier.RetryConfiguration;
import dev.stowage.oci.OciWire;
import dev.stowage.oci.SdkTransport;
import org.jspecify.annotations.Nullable;

/**
 * The SDK's client of the same service, as the same caller and on the same transport, made when it
 * is asked for. Its classes need not be there as long as nobody asks.
 */
final class SdkClients {
  private static final String NATIVE = "com.oracle.bmc.objectstorage.ObjectStorage";

  private @Nullable AutoCloseable client;

  synchronized <T> @Nullable T of(Class<T> type, OciWire wire) {
    if (!type.getName().equals(NATIVE)) {
      return null;
    }
    AutoCloseable made = client;
    if (made == null) {
      made = Maker.make(wire);
      client = made;
    }
    return made == null ? null : type.cast(made);
  }

  void close() {
    AutoCloseable made;
    synchronized (this) {
      made = client;
      client = null;
    }
    if (made != null) {
      Maker.close(made);
    }
  }

  /** Loaded with the first client, and not before. */
  private static final class Maker {
    private static @Nullable AutoCloseable make(OciWire wire) {
      BasicAuthenticationDetailsProvider provider = wire.provider().orElse(null);
      if (provider == null) {
        return null;
      }
      return ObjectStorageClient.builder()
          .httpProvider(SdkTransport.over(wire.transport()))
          .endpoint(wire.endpoint().toString())
          .configuration(
              com.oracle.bmc.ClientConfiguration.builder()
                  .retryConfiguration(RetryConfiguration.NO_RETRY_CONFIGURATION)
                  .build())
          .build(provider);
    }

    private static void close(AutoCloseable made) {
      try {
        ((ObjectStorage) made).close();
      } catch (Exception e) {
        throw new IllegalStateException("the SDK's client could not be closed", e);
      }
    }
  }
}
