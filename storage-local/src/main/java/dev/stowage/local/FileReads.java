package dev.stowage.local;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.ByteRange;
import dev.stowage.blob.GetOptions;
import dev.stowage.local.Layout.OpenBlob;
import dev.stowage.spi.BlobDriver.BlobReply;
import dev.stowage.spi.CallScope;
import dev.stowage.spi.ReadConditions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;

/** Opens blobs. An open file stays readable when it is replaced or deleted. */
final class FileReads {
  private final StoreAccess access;
  private final Layout layout;

  FileReads(StoreAccess access, Layout layout) {
    this.access = access;
    this.layout = layout;
  }

  BlobInfo head(String key, GetOptions options) throws IOException {
    BlobInfo info;
    try {
      info = layout.info(key, layout.file(key));
    } catch (NoSuchFileException e) {
      throw access.missing(e);
    }
    ReadConditions.check(info, options);
    return info;
  }

  BlobReply get(String key, GetOptions options) throws IOException {
    OpenBlob blob = open(key);
    boolean kept = false;
    try {
      ReadConditions.check(blob.info(), options);
      ByteRange served = options.range().within(blob.info().size());
      long length = served.length().orElseThrow();
      InputStream body = inTail(blob, served.offset(), length);
      if (body == null) {
        body = new SliceStream(blob.channel(), served.offset(), length);
        kept = true;
      }
      CallScope.received(length);
      return new BlobReply(blob.info(), served, body);
    } finally {
      if (!kept) {
        blob.channel().close();
      }
    }
  }

  /** A small blob was read together with its footer. */
  private static @org.jspecify.annotations.Nullable InputStream inTail(
      OpenBlob blob, long offset, long length) {
    return length > 0 && offset >= blob.tailStart()
        ? new ByteArrayInputStream(blob.tail(), (int) (offset - blob.tailStart()), (int) length)
        : null;
  }

  OpenBlob open(String key) throws IOException {
    try {
      return layout.open(key, layout.file(key));
    } catch (NoSuchFileException e) {
      throw access.missing(e);
    }
  }

  /** Opens what is to be copied. */
  OpenBlob source(String key, CopyCondition condition) throws IOException {
    OpenBlob blob = open(key);
    if (condition.holds(blob.info())) {
      return blob;
    }
    blob.channel().close();
    throw StorageException.of(ErrorCode.PRECONDITION_FAILED, "the source has another etag");
  }

  /** What must hold of the source of a copy. */
  @FunctionalInterface
  interface CopyCondition {
    boolean holds(BlobInfo source);
  }
}
