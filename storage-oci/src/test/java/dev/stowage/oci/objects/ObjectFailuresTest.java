package dev.stowage.oci.objects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.oci.OciException;
import dev.stowage.spi.Failure;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each status and code means, and whether it is tried again. */
class ObjectFailuresTest {
  @ParameterizedTest
  @CsvSource({
    "400, InvalidParameter, INVALID_ARGUMENT, false",
    "400, UnmatchedContentMD5, INTEGRITY_FAILURE, false",
    "400, UnmatchedContentCRC32C, INTEGRITY_FAILURE, false",
    "400, InvalidObjectName, INVALID_KEY, false",
    "400, QuotaExceeded, QUOTA_EXCEEDED, false",
    "401, NotAuthenticated, UNAUTHENTICATED, false",
    "403, NotAuthorized, PERMISSION_DENIED, false",
    "404, BucketNotFound, CONTAINER_NOT_FOUND, false",
    "404, NamespaceNotFound, CONTAINER_NOT_FOUND, false",
    "404, ObjectNotFound, NOT_FOUND, false",
    "404, NoSuchUpload, NOT_FOUND, false",
    "404, NotAuthorizedOrNotFound, NOT_FOUND, false",
    "409, IncorrectState, CONFLICT, true",
    "409, ConcurrentObjectUpdate, CONFLICT, true",
    "409, BucketNotEmpty, CONFLICT, false",
    "409, BucketAlreadyExists, ALREADY_EXISTS, false",
    "409, NotRestored, UNSUPPORTED, false",
    "409, SomethingNew, CONFLICT, false",
    "412, IfMatchFailed, PRECONDITION_FAILED, false",
    "412, IfNoneMatchFailed, PRECONDITION_FAILED, false",
    "412, NoEtagMatch, PRECONDITION_FAILED, false",
    "413, '', TOO_LARGE, false",
    "416, InvalidRange, RANGE_NOT_SATISFIABLE, false",
    "429, TooManyRequests, RATE_LIMITED, true",
    "500, InternalServerError, UNAVAILABLE, true",
    "500, '', UNAVAILABLE, true",
    "502, '', UNAVAILABLE, true",
    "503, ServiceUnavailable, UNAVAILABLE, true",
    "504, GatewayTimeout, UNAVAILABLE, true",
    "304, '', NOT_MODIFIED, false",
    "418, Teapot, UNKNOWN, false"
  })
  void status_andCode_haveOneMeaning(int status, String code, ErrorCode meaning, boolean again) {
    Failure failure = ObjectFailures.classify(OciException.of(status, code, "words"));
    assertEquals(meaning, failure.code());
    assertEquals(again, failure.retryable());
    assertEquals(status, failure.httpStatus());
    assertTrue(failure.message().contains("words"), failure.message());
  }

  @Test
  void whatIsInTheWay_isFoundUnderWhatWrapsIt() {
    StorageException ours = StorageException.of(ErrorCode.UNAUTHENTICATED, "no key");
    assertEquals(
        ErrorCode.UNAUTHENTICATED,
        ObjectFailures.classify(new RuntimeException("signing", ours)).code());
    assertEquals(
        ErrorCode.UNAVAILABLE,
        ObjectFailures.classify(new RuntimeException("sending", new IOException("gone"))).code());
    assertEquals(ErrorCode.UNKNOWN, ObjectFailures.classify(new IllegalStateException()).code());
  }

  @Test
  void ofAKey_saysWhichAndWhy() {
    StorageException e = ObjectFailures.ofKey("k", 503, "try later");
    assertEquals(ErrorCode.UNAVAILABLE, e.code());
    assertTrue(e.retryable());
    assertTrue(e.getMessage().contains("\"k\""), e.getMessage());
    assertFalse(ObjectFailures.ofKey("k", 403, "no").retryable());
  }
}
