package dev.stowage.oci.objects;

import dev.stowage.StorageException;
import dev.stowage.blob.BlobReader;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.SignedUrl;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Reading in tests. */
final class Storing {
  private Storing() {}

  /** All bytes of a blob; what fails while they come is thrown as it was meant. */
  static byte[] read(BlobStore store, String key) {
    try (BlobReader reader = store.get(key)) {
      return reader.readAllBytes();
    } catch (IOException e) {
      if (e.getCause() instanceof StorageException meant) {
        throw meant;
      }
      throw new UncheckedIOException(e);
    }
  }

  /** What a plain client gets. */
  static String fetch(SignedUrl url) throws IOException {
    try (InputStream in = url.uri().toURL().openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
