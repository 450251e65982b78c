package dev.stowage.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.spi.Failure;
import dev.stowage.wire.MalformedReplyException;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

class S3FailuresTest {
  private static S3Exception refusal(int status, String code, String... headers) {
    SdkHttpResponse.Builder http = SdkHttpResponse.builder().statusCode(status);
    for (int i = 0; i < headers.length; i += 2) {
      http.putHeader(headers[i], headers[i + 1]);
    }
    S3Exception.Builder refusal = S3Exception.builder();
    refusal.statusCode(status);
    refusal.requestId("R1");
    refusal.awsErrorDetails(
        AwsErrorDetails.builder()
            .errorCode(code)
            .errorMessage("words")
            .sdkHttpResponse(http.build())
            .build());
    return (S3Exception) refusal.build();
  }

  @ParameterizedTest
  @CsvSource({
    "404, NoSuchKey, NOT_FOUND, false",
    "404, NoSuchBucket, CONTAINER_NOT_FOUND, false",
    "404, NoSuchUpload, NOT_FOUND, false",
    "404, NoSuchVersion, NOT_FOUND, false",
    "404, '', NOT_FOUND, false",
    "403, AccessDenied, PERMISSION_DENIED, false",
    "403, '', PERMISSION_DENIED, false",
    "403, InvalidAccessKeyId, UNAUTHENTICATED, false",
    "403, SignatureDoesNotMatch, UNAUTHENTICATED, false",
    "400, ExpiredToken, UNAUTHENTICATED, false",
    "403, RequestTimeTooSkewed, UNAUTHENTICATED, true",
    "401, '', UNAUTHENTICATED, false",
    "503, SlowDown, RATE_LIMITED, true",
    "429, TooManyRequests, RATE_LIMITED, true",
    "500, InternalError, UNAVAILABLE, true",
    "200, InternalError, UNAVAILABLE, true",
    "200, SlowDown, RATE_LIMITED, true",
    "503, '', UNAVAILABLE, true",
    "502, '', UNAVAILABLE, true",
    "400, RequestTimeout, UNAVAILABLE, true",
    "412, PreconditionFailed, PRECONDITION_FAILED, false",
    "304, '', NOT_MODIFIED, false",
    "409, ConditionalRequestConflict, CONFLICT, true",
    "409, OperationAborted, CONFLICT, true",
    "409, BucketNotEmpty, CONFLICT, false",
    "409, BucketAlreadyExists, ALREADY_EXISTS, false",
    "400, BadDigest, INTEGRITY_FAILURE, false",
    "400, XAmzContentChecksumMismatch, INTEGRITY_FAILURE, false",
    "400, EntityTooLarge, TOO_LARGE, false",
    "400, EntityTooSmall, INVALID_ARGUMENT, false",
    "416, InvalidRange, RANGE_NOT_SATISFIABLE, false",
    "400, KeyTooLongError, INVALID_KEY, false",
    "403, QuotaExceeded, QUOTA_EXCEEDED, false",
    "501, NotImplemented, UNSUPPORTED, false",
    "405, MethodNotAllowed, UNSUPPORTED, false",
    "301, PermanentRedirect, INVALID_ARGUMENT, false",
    "301, '', INVALID_ARGUMENT, false",
    "418, Teapot, UNKNOWN, false",
  })
  void classify_statusAndCode_isOneOfOurs(
      int status, String code, ErrorCode expected, boolean retryable) {
    Failure failure = S3Failures.classify(refusal(status, code));
    assertEquals(expected, failure.code());
    assertEquals(retryable, failure.retryable());
    assertEquals(status, failure.httpStatus());
    assertEquals("R1", failure.requestId().orElse(""));
    assertTrue(failure.message().contains("words"), failure.message());
  }

  @Test
  void classify_deleteMarker_isNotFound() {
    Failure failure =
        S3Failures.classify(refusal(405, "MethodNotAllowed", "x-amz-delete-marker", "true"));
    assertEquals(ErrorCode.NOT_FOUND, failure.code());
  }

  @Test
  void classify_wrongRegion_namesTheRightOne() {
    Failure failure =
        S3Failures.classify(
            refusal(301, "PermanentRedirect", "x-amz-bucket-region", "eu-central-1"));
    assertTrue(failure.message().contains("region=eu-central-1"), failure.message());
  }

  @Test
  void classify_retryAfter_isSecondsOrDate() {
    Failure seconds = S3Failures.classify(refusal(503, "SlowDown", "Retry-After", "7"));
    assertEquals(Duration.ofSeconds(7), seconds.retryAfter().orElseThrow());
    Failure past =
        S3Failures.classify(
            refusal(503, "SlowDown", "Retry-After", "Wed, 01 Jan 2020 00:00:00 GMT"));
    assertEquals(Duration.ZERO, past.retryAfter().orElseThrow());
    assertTrue(
        S3Failures.classify(refusal(503, "SlowDown", "Retry-After", "soon"))
            .retryAfter()
            .isEmpty());
  }

  @Test
  void classify_exceptionOfTheSdk_withoutDetails_isByStatus() {
    NoSuchKeyException.Builder missing = NoSuchKeyException.builder();
    missing.statusCode(404);
    assertEquals(ErrorCode.NOT_FOUND, S3Failures.classify(missing.build()).code());
  }

  @Test
  void classify_noCredentials_isUnauthenticated() {
    Failure failure =
        S3Failures.classify(SdkClientException.create("Unable to load credentials from any"));
    assertEquals(ErrorCode.UNAUTHENTICATED, failure.code());
    assertFalse(failure.retryable());
  }

  @Test
  void classify_brokenReply_isUnavailable() {
    Failure failure = S3Failures.classify(new MalformedReplyException("cut off"));
    assertEquals(ErrorCode.UNAVAILABLE, failure.code());
    assertTrue(failure.retryable());
    assertEquals(
        ErrorCode.UNAVAILABLE,
        S3Failures.classify(SdkClientException.create("io", new IOException("reset"))).code());
  }
}
