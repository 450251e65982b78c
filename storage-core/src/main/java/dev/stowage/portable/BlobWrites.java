package dev.stowage.portable;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobFeature;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.BlobLimits;
import dev.stowage.blob.BlobWriter;
import dev.stowage.blob.GetOptions;
import dev.stowage.blob.PutOptions;
import dev.stowage.blob.PutResult;
import dev.stowage.spi.BlobDriver;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Writing whole blobs: in one request where it fits, through a writer where it does not. */
final class BlobWrites {
  private final BlobCore core;
  private final Calls calls;
  private final BlobDriver driver;

  BlobWrites(BlobCore core) {
    this.core = core;
    this.calls = core.calls();
    this.driver = core.driver();
  }

  PutResult put(String key, BlobBody body, PutOptions options) {
    if (body.size().isEmpty()) {
      return viaWriter(key, body, options);
    }
    if (body.size().getAsLong() > core.capabilities().limits().maxPutSize()) {
      return viaWriter(key, body, fitting(key, body.size().getAsLong(), options));
    }
    return putWhole(key, body, WriteId.mark(core, options));
  }

  /**
   * The options with parts so large that the service's number of them is enough.
   *
   * @throws StorageException TOO_LARGE when not even the largest parts are, before any request
   */
  private PutOptions fitting(String key, long size, PutOptions options) {
    BlobLimits limits = core.capabilities().limits();
    if (driver.sinks().isPresent() || driver.parts().isEmpty()) {
      throw tooLarge(key, size, limits.maxPutSize());
    }
    long needed = (size - 1) / limits.maxParts() + 1;
    long largest = Math.min(limits.maxPartSize(), PartSizes.LARGEST);
    if (needed > largest) {
      throw tooLarge(key, size, largest * limits.maxParts());
    }
    return options.partSize().isEmpty() && needed > PartSizes.START
        ? options.withPartSize(needed)
        : options;
  }

  private StorageException tooLarge(String key, long size, long most) {
    return calls
        .failure(
            Call.once("put", key),
            ErrorCode.TOO_LARGE,
            "the body has " + size + " bytes; at most " + most)
        .build();
  }

  PutResult putWhole(String key, BlobBody body, PutOptions options) {
    MeteredContent content =
        new MeteredContent(calls, body, body.size().orElseThrow(), options.checksum().orElse(null));
    Call call = Call.idempotent("put", key).onlyWhile(content::canStartAgain);
    try {
      return calls.run(call, attempt -> checked(call, key, content, options));
    } catch (StorageException e) {
      return settle(key, options, e);
    }
  }

  private PutResult checked(Call call, String key, MeteredContent content, PutOptions options)
      throws IOException {
    PutResult result = content.handTo(() -> driver.put(key, content, options));
    String wrong = content.disagreement(result.checksums());
    if (wrong != null) {
      throw calls.failure(call, ErrorCode.INTEGRITY_FAILURE, wrong).build();
    }
    return result;
  }

  /**
   * Ends a write that failed: says what the failure means for this condition, and finds out whether
   * the write was done all the same when its response may have been lost.
   */
  PutResult settle(String key, PutOptions options, StorageException failure) {
    PutResult own = ownWrite(key, options, failure);
    if (own != null) {
      return own;
    }
    throw explain(options, failure);
  }

  /** The stored blob, when it turns out to be what this write stored; else null. */
  @Nullable PutResult ownWrite(String key, PutOptions options, StorageException failure) {
    String id = WriteId.of(options);
    boolean refused =
        failure.code() == ErrorCode.PRECONDITION_FAILED
            || failure.code() == ErrorCode.ALREADY_EXISTS
            || failure.code() == ErrorCode.NOT_FOUND;
    boolean mayBeOurs =
        refused && failure.attempts() > 1 || failure.code() == ErrorCode.UNAVAILABLE;
    return id != null && mayBeOurs ? findOwn(key, id) : null;
  }

  /** Ends the start of an upload that failed; returns never. */
  <T> T refuseStart(PutOptions options, StorageException failure) {
    throw explain(options, failure);
  }

  private @Nullable PutResult findOwn(String key, String id) {
    try {
      BlobInfo stored =
          calls.run(
              Call.idempotent("put", key), attempt -> driver.head(key, GetOptions.defaults()));
      return id.equals(WriteId.of(stored)) ? PutResult.of(WriteId.hide(stored)) : null;
    } catch (StorageException e) {
      return null;
    }
  }

  StorageException explain(PutOptions options, StorageException failure) {
    ErrorCode code = failure.code();
    if (code == ErrorCode.PRECONDITION_FAILED && options.condition().isIfAbsent()) {
      return recoded(failure, ErrorCode.ALREADY_EXISTS, "there is a blob already");
    }
    if (code == ErrorCode.NOT_FOUND) {
      return options.condition().etag().isPresent()
          ? recoded(failure, ErrorCode.PRECONDITION_FAILED, "there is no blob with this etag")
          : recoded(failure, ErrorCode.CONTAINER_NOT_FOUND, "no such container");
    }
    return failure;
  }

  static StorageException recoded(StorageException failure, ErrorCode code, String reason) {
    return StorageException.builder(code, reason)
        .operation(failure.operation().orElse(null))
        .provider(failure.provider().orElse(null))
        .container(failure.container().orElse(null))
        .key(failure.key().orElse(null))
        .httpStatus(failure.httpStatus().orElse(0))
        .requestId(failure.requestId().orElse(null))
        .attempts(failure.attempts())
        .retryable(false)
        .cause(failure.getCause())
        .build();
  }

  private PutResult viaWriter(String key, BlobBody body, PutOptions options) {
    try (BlobWriter writer = open(key, options);
        InputStream in = body.open()) {
      byte[] buffer = new byte[128 * 1024];
      for (int n; (n = in.read(buffer)) >= 0; ) {
        writer.write(buffer, 0, n);
      }
      if (body.size().isPresent() && writer.written() != body.size().getAsLong()) {
        throw StorageException.invalidArgument(
            "the body has "
                + writer.written()
                + " bytes but "
                + body.size().getAsLong()
                + " were declared");
      }
      return writer.commit();
    } catch (IOException e) {
      Call call = Call.once("put", key);
      throw e.getCause() instanceof StorageException known
          ? known
          : calls
              .failure(
                  call, ErrorCode.UNKNOWN, "the body could not be read: " + IoFailures.wordsOf(e))
              .cause(e)
              .build();
    }
  }

  /** Appending twice is not as good as once, so it is sent again only if it was not received. */
  PutResult append(String key, BlobBody body) {
    long size =
        body.size()
            .orElseThrow(
                () -> StorageException.invalidArgument("a body to append must have a known size"));
    MeteredContent content = new MeteredContent(calls, body, size, null);
    Call call = Call.once("append", key).onlyWhile(content::canStartAgain);
    return calls.run(
        call,
        attempt -> content.handTo(() -> driver.appender().orElseThrow().append(key, content)));
  }

  BlobWriter open(String key, PutOptions options) {
    Call call = Call.once("write", key);
    PutOptions marked = WriteId.mark(core, options);
    if (driver.sinks().isPresent()) {
      BlobDriver.Sinks sinks = driver.sinks().get();
      return new SinkWriter(
          this, core, call, marked, calls.run(call, a -> sinks.open(key, marked)));
    }
    if (!options.condition().isNone()) {
      core.need(call, BlobFeature.CONDITIONAL_MULTIPART, "conditions on writes of unknown length");
    }
    return new PartsWriter(this, core, key, marked);
  }
}
