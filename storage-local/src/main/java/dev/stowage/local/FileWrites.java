package dev.stowage.local;

import dev.stowage.ErrorCode;
import dev.stowage.Pacer;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.ChecksumAlgorithm;
import dev.stowage.blob.PutOptions;
import dev.stowage.blob.PutResult;
import dev.stowage.blob.WriteCondition;
import dev.stowage.spi.BlobContent;
import dev.stowage.spi.ReadConditions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Publishes and deletes: what is complete is renamed to its place while the key is locked, and
 * conditions are checked under the same lock.
 */
final class FileWrites {
  private static final int MOVE_TRIES = 1000;
  private static final String ETAG_PREFIX =
      HexFormat.of().toHexDigits(new SecureRandom().nextLong());
  private static final AtomicLong ETAGS = new AtomicLong();

  private final StoreAccess access;
  private final Layout layout;
  private final Directories directories;
  private final boolean sync;
  private final Pacer pacer;

  FileWrites(StoreSettings settings, Layout layout, StoreAccess access) {
    this.access = access;
    this.layout = layout;
    this.sync = settings.sync();
    this.pacer = settings.pacer();
    this.directories = new Directories(settings.root(), access);
  }

  PutResult put(String key, BlobContent content, PutOptions options) throws IOException {
    if (options.condition().isIfAbsent()) {
      checkAbsent(key);
    }
    try (TempBlob temporary = access.temporary()) {
      take(content, temporary);
      return publish(key, temporary, options);
    }
  }

  /** The portable layer compares what is stored with what passed, so it has to hash that too. */
  static void take(BlobContent content, TempBlob temporary) throws IOException {
    if (content.inMemory().isEmpty()) {
      content.require(ChecksumAlgorithm.CRC32C);
    }
    content.writeTo(temporary);
  }

  /** Spares the work for what would fail; what counts is checked again under the lock. */
  void checkAbsent(String key) throws IOException {
    if (layout.isBlob(layout.file(key))) {
      throw exists();
    }
  }

  /** Makes visible what a temporary file holds; the caller closes it. */
  PutResult publish(String key, TempBlob temporary, PutOptions options) throws IOException {
    WriteCondition condition = options.condition();
    return publish(key, temporary, options, file -> check(key, file, condition));
  }

  /** What must hold of the blob that is there, checked while nobody can change it. */
  @FunctionalInterface
  interface Check {
    void check(Path file) throws IOException;
  }

  PutResult publish(String key, TempBlob temporary, PutOptions options, Check check)
      throws IOException {
    BlobInfo info = temporary.finish(layout, draft(key, temporary, options), sync);
    Path file = layout.file(key);
    try (KeyLocks.Held lock = access.writable().locks().lock(key)) {
      check.check(file);
      layout.checkPlace(key, file);
      move(temporary.file(), file);
    }
    if (sync) {
      syncParent(file);
    }
    return PutResult.of(info);
  }

  private BlobInfo draft(String key, TempBlob temporary, PutOptions options) {
    java.time.Instant now = pacer.now();
    var headers = options.headers();
    return BlobInfo.builder(key, temporary.size())
        .etag(newEtag())
        .modified(now)
        .created(now)
        .headers(
            headers.contentType().isPresent()
                ? headers
                : headers.withContentType("application/octet-stream"))
        .metadata(options.metadata())
        .tags(options.tags())
        .checksums(Map.of(ChecksumAlgorithm.CRC32C, temporary.checksum()))
        .build();
  }

  static String newEtag() {
    return ETAG_PREFIX + "-" + Long.toHexString(ETAGS.incrementAndGet());
  }

  private void move(Path temporary, Path file) throws IOException {
    for (int tries = 1; ; tries++) {
      try {
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        return;
      } catch (NoSuchFileException e) {
        // The directory is not there yet, or its last blob was deleted a moment ago.
        if (tries == MOVE_TRIES || !Files.exists(temporary)) {
          throw access.missing(e);
        }
        directories.make(directories.parent(file), sync);
      } catch (java.nio.file.FileSystemException e) {
        if (!FileFailures.isNotDirectory(e)) {
          throw e;
        }
        directories.make(directories.parent(file), sync);
      }
    }
  }

  private void syncParent(Path file) throws IOException {
    try {
      Directories.force(directories.parent(file));
    } catch (NoSuchFileException e) {
      // Somebody deleted the blob and pruned its directory, and syncs what is above.
      return;
    }
  }

  private void check(String key, Path file, WriteCondition condition) throws IOException {
    if (condition.isIfAbsent() && layout.isBlob(file)) {
      throw exists();
    }
    if (condition.etag().isPresent()) {
      checkEtag(key, file, condition.etag().get());
    }
  }

  private static StorageException exists() {
    return StorageException.of(ErrorCode.ALREADY_EXISTS, "there is a blob already");
  }

  private void checkEtag(String key, Path file, String etag) throws IOException {
    BlobInfo current = current(key, file);
    if (current == null || !ReadConditions.sameEtag(etag, current.etag())) {
      throw StorageException.of(ErrorCode.PRECONDITION_FAILED, "there is no blob with this etag");
    }
  }

  /** What is known of the blob that is there, or null. */
  @Nullable BlobInfo current(String key, Path file) throws IOException {
    try {
      return layout.listed(key, file);
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  void delete(String key, @Nullable String ifMatch) throws IOException {
    access.requireStore();
    Path file = layout.file(key);
    if (ifMatch == null && !layout.isBlob(file)) {
      return;
    }
    try (KeyLocks.Held lock = access.writable().locks().lock(key)) {
      if (ifMatch != null) {
        checkEtag(key, file, ifMatch);
      }
      if (layout.isBlob(file) && Files.deleteIfExists(file)) {
        directories.prune(directories.parent(file), sync);
      }
    }
  }
}
