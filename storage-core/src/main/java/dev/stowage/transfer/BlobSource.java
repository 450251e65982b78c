package dev.stowage.transfer;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobFeature;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.BlobReader;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.ByteRange;
import dev.stowage.blob.Checksum;
import dev.stowage.blob.ChecksumAlgorithm;
import dev.stowage.blob.GetOptions;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** One version of a blob, pinned by its etag. */
final class BlobSource implements PartSource {
  private final BlobStore store;
  private final String key;
  private final BlobInfo info;
  private final GetOptions pinned;

  BlobSource(BlobStore store, String key, BlobInfo info) {
    this.store = store;
    this.key = key;
    this.info = info;
    this.pinned =
        store.capabilities().has(BlobFeature.CONDITIONAL_READ)
            ? GetOptions.defaults().withIfMatch(info.etag())
            : GetOptions.defaults();
  }

  BlobInfo info() {
    return info;
  }

  long rangeSize() {
    return store.capabilities().limits().rangeSize();
  }

  @Override
  public String name() {
    return store + " " + key;
  }

  @Override
  public long size() {
    return info.size();
  }

  @Override
  public String version() {
    return info.etag();
  }

  @Override
  public OptionalInt crc() {
    return crcOf(info);
  }

  @Override
  public Optional<Checksum> wideCrc() {
    return crc().isPresent()
        ? Optional.empty()
        : Stream.of(ChecksumAlgorithm.CRC64XZ, ChecksumAlgorithm.CRC64NVME)
            .map(info.checksums()::get)
            .filter(Objects::nonNull)
            .findFirst();
  }

  static OptionalInt crcOf(BlobInfo info) {
    Checksum known = info.checksums().get(ChecksumAlgorithm.CRC32C);
    return known == null
        ? OptionalInt.empty()
        : OptionalInt.of(ByteBuffer.wrap(known.bytes()).getInt());
  }

  /** The etag says so, and is compared with every read. */
  @Override
  public boolean still(long offset, long length, int crc) {
    return true;
  }

  /**
   * @throws StorageException CONTENT_CHANGED when there is another version by now
   */
  @Override
  public BlobReader open(long offset, long length) {
    BlobReader reader;
    try {
      reader = store.get(key, pinned.withRange(ByteRange.of(offset, length)));
    } catch (StorageException e) {
      boolean gone =
          e.code() == ErrorCode.PRECONDITION_FAILED
              || e.code() == ErrorCode.NOT_FOUND
              || e.code() == ErrorCode.RANGE_NOT_SATISFIABLE;
      throw gone ? changed(e) : e;
    }
    if (!reader.info().etag().equals(info.etag()) || reader.range().length().orElse(-1) != length) {
      reader.close();
      throw changed(null);
    }
    return reader;
  }

  private StorageException changed(@org.jspecify.annotations.Nullable StorageException cause) {
    return StorageException.builder(
            ErrorCode.CONTENT_CHANGED, "the blob was replaced while it was being read")
        .operation("get")
        .key(key)
        .provider(cause == null ? null : cause.provider().orElse(null))
        .container(cause == null ? null : cause.container().orElse(null))
        .cause(cause)
        .build();
  }
}
