package dev.stowage.local;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.Checksum;
import dev.stowage.blob.ChecksumAlgorithm;
import dev.stowage.blob.CopyOptions;
import dev.stowage.blob.PutOptions;
import dev.stowage.blob.PutResult;
import dev.stowage.local.Layout.OpenBlob;
import dev.stowage.spi.BlobContent;
import dev.stowage.spi.ReadConditions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes blobs that are made of other blobs, within the kernel where that is safe. */
final class FileCopies {
  private static final int PIECE = 256 * 1024;

  private final StoreAccess access;
  private final FileReads reads;
  private final FileWrites writes;

  FileCopies(StoreAccess access, FileReads reads, FileWrites writes) {
    this.access = access;
    this.reads = reads;
    this.writes = writes;
  }

  PutResult copy(FileReads from, String fromKey, String toKey, CopyOptions options)
      throws IOException {
    OpenBlob source = from.source(fromKey, info -> holds(options, info));
    try (FileChannel content = source.channel();
        TempBlob temporary = access.temporary()) {
      take(temporary, source, content);
      PutOptions kept = options.attributesOf(source.info()).withCondition(options.condition());
      return writes.publish(toKey, temporary, kept);
    }
  }

  private static boolean holds(CopyOptions options, BlobInfo source) {
    return options
        .sourceIfMatch()
        .map(etag -> ReadConditions.sameEtag(etag, source.etag()))
        .orElse(true);
  }

  /**
   * Files of the native layout never change, so their bytes need not pass through here. Those of
   * the plain one may, by other programs, at any time.
   */
  private static void take(TempBlob temporary, OpenBlob source, FileChannel content)
      throws IOException {
    long size = source.info().size();
    Checksum known = source.info().checksums().get(ChecksumAlgorithm.CRC32C);
    boolean fixed = source.tailStart() != Long.MAX_VALUE;
    if (fixed && known != null && size > PIECE) {
      temporary.transfer(content, 0, size, ByteBuffer.wrap(known.bytes()).getInt());
      return;
    }
    byte[] buffer = new byte[(int) Math.max(1, Math.min(size, PIECE))];
    // Not closed: the channel is the caller's.
    SliceStream bytes = new SliceStream(content, 0, size);
    for (int n; (n = bytes.read(buffer, 0, buffer.length)) >= 0; ) {
      Waiting.check();
      temporary.write(buffer, 0, n);
    }
    if (known != null && !known.equals(temporary.checksum())) {
      throw StorageException.of(
          ErrorCode.INTEGRITY_FAILURE,
          "the source has other bytes than its checksum " + known.hex() + " says");
    }
  }

  /**
   * Adds to the end. The new blob is made beside the old one, and again if that was replaced in the
   * meantime.
   */
  PutResult append(String key, BlobContent content) throws IOException {
    try (TempBlob added = access.temporary()) {
      FileWrites.take(content, added);
      long length = added.size();
      int crc = ByteBuffer.wrap(added.checksum().bytes()).getInt();
      added.drain();
      try (FileChannel tail = FileChannel.open(added.file(), StandardOpenOption.READ)) {
        while (true) {
          PutResult result = appended(key, tail, length, crc);
          if (result != null) {
            return result;
          }
          Waiting.check();
        }
      }
    }
  }

  /** Null when the blob was replaced before the result could be published. */
  private @Nullable PutResult appended(String key, FileChannel tail, long length, int crc)
      throws IOException {
    OpenBlob old = openIfThere(key);
    BlobInfo before = old == null ? null : old.info();
    try (FileChannel content = old == null ? null : old.channel();
        TempBlob temporary = access.temporary()) {
      if (old != null && content != null) {
        take(temporary, old, content);
      }
      PutOptions kept =
          before == null ? PutOptions.defaults() : CopyOptions.defaults().attributesOf(before);
      temporary.transfer(tail, 0, length, crc);
      return writes.publish(
          key,
          temporary,
          kept,
          file -> {
            BlobInfo now = writes.current(key, file);
            if (!Objects.equals(etag(before), etag(now))) {
              throw new Replaced();
            }
          });
    } catch (Replaced e) {
      return null;
    }
  }

  private static @Nullable String etag(@Nullable BlobInfo info) {
    return info == null ? null : info.etag();
  }

  private @Nullable OpenBlob openIfThere(String key) throws IOException {
    try {
      return reads.open(key);
    } catch (java.nio.file.NoSuchFileException e) {
      return null;
    }
  }

  /** The blob is not the one that was read any more. */
  private static final class Replaced extends IOException {
    private static final long serialVersionUID = 1L;
  }
}
