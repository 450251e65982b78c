package dev.stowage.oss;

import com.aliyun.sdk.service.oss2.exceptions.ServiceException;
import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.PutResult;
import dev.stowage.blob.WriteCondition;
import java.io.IOException;

/**
 * Whether create-only writes may be sent to a bucket. OSS does not look at {@code
 * x-oss-forbid-overwrite} in a bucket that keeps versions, or did, and says nothing of it; so the
 * bucket is asked once, before the first such write.
 */
final class CreateOnly {
  private enum Known {
    NOTHING,
    HONOURED,
    IGNORED
  }

  private final OssApi api;
  private volatile Known known = Known.NOTHING;

  CreateOnly(OssApi api) {
    this.api = api;
  }

  /**
   * @throws StorageException UNSUPPORTED when the condition would be ignored
   */
  void check(WriteCondition condition) throws IOException {
    if (!condition.isIfAbsent()) {
      return;
    }
    if (known == Known.NOTHING) {
      known = ask();
    }
    if (known == Known.IGNORED) {
      throw ignored("");
    }
  }

  /** Who may not ask is told afterwards, by the reply: only such a bucket gives version ids. */
  private Known ask() throws IOException {
    try {
      return api.keepsVersions() ? Known.IGNORED : Known.HONOURED;
    } catch (ServiceException e) {
      if (OssFailures.classify(e).code() != ErrorCode.PERMISSION_DENIED) {
        throw e;
      }
      return Known.NOTHING;
    }
  }

  PutResult checked(WriteCondition condition, PutResult result) {
    if (condition.isIfAbsent() && result.version().isPresent()) {
      known = Known.IGNORED;
      throw ignored("; the blob was written as version " + result.version().get());
    }
    return result;
  }

  private static StorageException ignored(String what) {
    return StorageException.of(
        ErrorCode.UNSUPPORTED,
        "oss: create-only writes are not honoured in a bucket that keeps versions" + what);
  }
}
