package dev.stowage.oci.nosql;

import com.oracle.bmc.model.BmcException;
import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.oci.OciFailures;
import dev.stowage.spi.Failure;

/** What the refusals of this service mean. */
final class NosqlFailures {
  private static final OciFailures CODES =
      OciFailures.shared()
          .with(ErrorCode.CONTAINER_NOT_FOUND, "TableNotFound NotAuthorizedOrNotFound")
          .with(ErrorCode.NOT_FOUND, "IndexNotFound ResourceNotFound")
          .with(
              ErrorCode.ALREADY_EXISTS,
              "TableAlreadyExists IndexAlreadyExists ResourceAlreadyExists ResourceAleadyExists")
          .with(ErrorCode.TOO_LARGE, "RowSizeLimitExceeded RequestSizeLimitExceeded")
          .with(ErrorCode.INVALID_KEY, "KeySizeLimitExceeded")
          .with(ErrorCode.INVALID_ARGUMENT, "BatchOpNumberLimitExceeded")
          .with(
              ErrorCode.QUOTA_EXCEEDED,
              "TableLimitExceeded IndexLimitExceeded EvolutionLimitExceeded SizeLimitExceeded"
                  + " TableDeploymentLimitExceeded TenantDeploymentLimitExceeded")
          .with(ErrorCode.UNAVAILABLE, "RetryAuthentication ServiceAvailable");

  private NosqlFailures() {}

  static Failure classify(Throwable thrown) {
    Failure failure = CODES.classify(thrown);
    if (failure.message().contains("does not support complex query")) {
      return Failure.of(
              ErrorCode.UNSUPPORTED,
              failure.message()
                  + " Over REST, ORDER BY, LIMIT and OFFSET need the whole shard key in WHERE;"
                  + " GROUP BY, DISTINCT and aggregates do not work at all")
          .withHttpStatus(failure.httpStatus())
          .withRequestId(failure.requestId().orElse(null));
    }
    return failure;
  }

  /** Whether the service did not like the request itself. */
  static boolean isBadRequest(Throwable thrown) {
    return thrown instanceof BmcException refusal && refusal.getStatusCode() == 400;
  }

  /** For calls that no portable layer stands in front of. */
  static StorageException translated(String operation, Exception e) {
    Failure failure = classify(e);
    return StorageException.builder(failure.code(), failure.message())
        .operation(operation)
        .provider(OciNosqlProvider.SCHEME)
        .retryable(failure.retryable())
        .httpStatus(failure.httpStatus())
        .requestId(failure.requestId().orElse(null))
        .cause(e)
        .build();
  }
}
