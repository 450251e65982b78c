package dev.stowage.conformance.transfer;

import dev.stowage.fakes.FakeBlob;
import dev.stowage.fakes.FakeBlobs;
import dev.stowage.fakes.FakeBucket;
import dev.stowage.fakes.FakeBytes;
import dev.stowage.fakes.FakePart;
import dev.stowage.fakes.FakeServer;
import dev.stowage.fakes.FakeUpload;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A container on a fake, as these cases look at it from behind the wire.
 *
 * @param server the fake; its larger bodies should be {@linkplain FakeServer#bodiesOnDisk on disk}
 * @param blobs its store
 * @param container the container, which holds nothing else
 * @param url of a store of this container, credentials pointed at by {@code credential=file:}
 * @param replace stores an object under {@link #KEY} behind the wire, as another program would
 */
public record FakeService(
    FakeServer server, FakeBlobs blobs, String container, String url, Consumer<FakeBytes> replace) {

  /** The key of the one object. */
  public static final String KEY = "large/object";

  private FakeBucket bucket() {
    return blobs.bucket(container).orElseThrow();
  }

  Optional<FakeBlob> object() {
    return blobs.atomically(() -> bucket().current(KEY));
  }

  List<FakeUpload> uploads() {
    return blobs.atomically(() -> List.copyOf(bucket().uploads().values()));
  }

  /**
   * The very parts that the service has, of uploads and of the object: one sent again is another.
   */
  Set<FakePart> parts() {
    return blobs.atomically(
        () -> {
          Set<FakePart> parts = Collections.newSetFromMap(new IdentityHashMap<>());
          bucket().uploads().values().forEach(upload -> parts.addAll(upload.parts().values()));
          bucket().current(KEY).ifPresent(blob -> parts.addAll(blob.parts()));
          return parts;
        });
  }

  /** Removes the object. */
  void clear() {
    blobs.atomically(
        () -> {
          bucket().versions(KEY).forEach(version -> bucket().remove(KEY, version.version()));
          return true;
        });
  }

  /** Waits until what a killed client had sent is dealt with. */
  void awaitQuiet() {
    long end = System.nanoTime() + 30_000_000_000L;
    while (server.openConnections() > 0) {
      if (System.nanoTime() > end) {
        throw new AssertionError(server.openConnections() + " connections of a dead client");
      }
      Thread.onSpinWait();
    }
  }
}
