package dev.stowage.spi;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.GetOptions;
import java.time.temporal.ChronoUnit;

/** The conditions of a read, for drivers without a service that checks them (RFC 9110, 13.2.2). */
public final class ReadConditions {
  private ReadConditions() {}

  /**
   * @throws StorageException PRECONDITION_FAILED or NOT_MODIFIED
   */
  public static void check(BlobInfo info, GetOptions options) {
    if (options.ifMatch().isPresent()) {
      if (!sameEtag(options.ifMatch().get(), info.etag())) {
        throw StorageException.of(ErrorCode.PRECONDITION_FAILED, "the blob has another etag");
      }
    } else if (options.ifUnmodifiedSince().isPresent()
        && info.modified()
            .truncatedTo(ChronoUnit.SECONDS)
            .isAfter(options.ifUnmodifiedSince().get())) {
      throw StorageException.of(ErrorCode.PRECONDITION_FAILED, "the blob was modified since");
    }
    if (options.ifNoneMatch().isPresent()) {
      if (sameEtag(options.ifNoneMatch().get(), info.etag())) {
        throw StorageException.of(ErrorCode.NOT_MODIFIED, "the blob still has this etag");
      }
    } else if (options.ifModifiedSince().isPresent()
        && !info.modified()
            .truncatedTo(ChronoUnit.SECONDS)
            .isAfter(options.ifModifiedSince().get())) {
      throw StorageException.of(ErrorCode.NOT_MODIFIED, "the blob was not modified since");
    }
  }

  /** Whether two etags are one, with or without quotes. */
  public static boolean sameEtag(String one, String other) {
    return unquoted(one).equals(unquoted(other));
  }

  private static String unquoted(String etag) {
    return etag.length() >= 2 && etag.startsWith("\"") && etag.endsWith("\"")
        ? etag.substring(1, etag.length() - 1)
        : etag;
  }
}
