package dev.stowage.portable;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobFeature;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.ByteRange;
import dev.stowage.blob.GetOptions;
import dev.stowage.spi.BlobDriver;
import dev.stowage.spi.BlobDriver.BlobReply;
import java.io.ByteArrayInputStream;
import java.util.Optional;

/** Reading blobs and what is known of them. */
final class BlobReads {
  private final BlobCore core;
  private final Calls calls;
  private final BlobDriver driver;

  BlobReads(BlobCore core) {
    this.core = core;
    this.calls = core.calls();
    this.driver = core.driver();
  }

  /**
   * @param shown the key as the caller's view of the store knows it
   */
  ResumingReader open(String key, String shown, GetOptions options) {
    Call call = Call.idempotent("get", key);
    check(call, options);
    BlobReply reply = reply(call, key, options);
    BlobInfo info = WriteId.hide(reply.info()).toBuilder().key(shown).build();
    return new ResumingReader(core, key, options, info, reply);
  }

  /** The first reply of a read; also of one that asks for no byte, which HTTP has no range for. */
  private BlobReply reply(Call call, String key, GetOptions options) {
    ByteRange range = options.range();
    if (range.length().isPresent() && range.length().getAsLong() == 0) {
      return empty(call, key, options);
    }
    BlobReply reply;
    try {
      reply = calls.run(call, attempt -> driver.get(key, options));
    } catch (StorageException e) {
      if (e.code() == ErrorCode.RANGE_NOT_SATISFIABLE) {
        return empty(call, key, options);
      }
      throw e;
    }
    if (!range.isSuffix() && range.offset() > reply.info().size()) {
      closeQuietly(reply);
      throw unsatisfiable(call, range, reply.info());
    }
    return reply;
  }

  /** An empty body where the range allows one: it starts at the end, or is empty itself. */
  private BlobReply empty(Call call, String key, GetOptions options) {
    GetOptions whole = options.withRange(ByteRange.all());
    BlobInfo info = calls.run(call, attempt -> driver.head(key, whole));
    ByteRange range = options.range();
    if (!range.isSuffix() && range.offset() > info.size()) {
      throw unsatisfiable(call, range, info);
    }
    ByteRange served = range.within(info.size());
    if (served.length().orElse(0) > 0) {
      throw calls
          .failure(
              call, ErrorCode.CONTENT_CHANGED, "the blob was replaced while it was being opened")
          .build();
    }
    return new BlobReply(info, served, new ByteArrayInputStream(new byte[0]));
  }

  private StorageException unsatisfiable(Call call, ByteRange range, BlobInfo info) {
    return calls
        .failure(
            call,
            ErrorCode.RANGE_NOT_SATISFIABLE,
            "the range starts at " + range.offset() + " but the blob has " + info.size() + " bytes")
        .build();
  }

  Optional<BlobInfo> find(String operation, String key, GetOptions options) {
    Call call = Call.idempotent(operation, key);
    check(call, options);
    if (!options.range().isAll()) {
      throw calls
          .failure(call, ErrorCode.INVALID_ARGUMENT, "a range has no meaning without bytes")
          .build();
    }
    try {
      return Optional.of(WriteId.hide(calls.run(call, attempt -> driver.head(key, options))));
    } catch (StorageException e) {
      if (e.code() == ErrorCode.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private void check(Call call, GetOptions options) {
    if (options.ifMatch().isPresent() || options.ifNoneMatch().isPresent()) {
      core.need(call, BlobFeature.CONDITIONAL_READ, "reads under an etag condition");
    }
    if (options.ifModifiedSince().isPresent() || options.ifUnmodifiedSince().isPresent()) {
      core.need(call, BlobFeature.CONDITIONAL_READ_BY_TIME, "reads under a time condition");
    }
    if (options.range().isSuffix()) {
      core.need(call, BlobFeature.SUFFIX_RANGE, "ranges that count from the end");
    }
    if (options.version().isPresent()) {
      core.need(call, BlobFeature.VERSIONS, "versions");
    }
  }

  static void closeQuietly(BlobReply reply) {
    try {
      reply.close();
    } catch (java.io.IOException e) {
      org.slf4j.LoggerFactory.getLogger(BlobReads.class).debug("closing a reply failed", e);
    }
  }
}
