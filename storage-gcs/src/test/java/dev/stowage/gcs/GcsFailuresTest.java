package dev.stowage.gcs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stowage.ErrorCode;
import dev.stowage.http.HttpHeaders;
import dev.stowage.http.HttpResponse;
import dev.stowage.spi.Failure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Status, reason and code to code. */
class GcsFailuresTest {
  private static Failure of(int status, String body, String... headers) {
    HttpResponse response =
        HttpResponse.of(
            status,
            HttpHeaders.of(headers),
            new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    return GcsFailures.classify(GcsException.of(response));
  }

  private static String json(int status, String reason, String message) {
    return "{\"error\":{\"code\":"
        + status
        + ",\"message\":\""
        + message
        + "\",\"errors\":[{\"reason\":\""
        + reason
        + "\"}]}}";
  }

  @ParameterizedTest
  @CsvSource({
    "400, invalid, bad, INVALID_ARGUMENT, false",
    "400, invalid, Provided CRC32C x doesn't match calculated CRC32C y, INTEGRITY_FAILURE, false",
    "401, authError, no, UNAUTHENTICATED, false",
    "401, required, Anonymous caller does not have storage.objects.get access, UNAUTHENTICATED, false",
    "403, forbidden, no, PERMISSION_DENIED, false",
    "403, rateLimitExceeded, slow, RATE_LIMITED, true",
    "403, quotaExceeded, full, QUOTA_EXCEEDED, false",
    "403, retentionPolicyNotMet, kept, PERMISSION_DENIED, false",
    "404, notFound, No such object: b/k, NOT_FOUND, false",
    "404, notFound, The specified bucket does not exist., CONTAINER_NOT_FOUND, false",
    "408, requestTimeout, late, UNAVAILABLE, true",
    "409, conflict, The bucket you tried to delete is not empty., CONFLICT, false",
    "412, conditionNotMet, no, PRECONDITION_FAILED, false",
    "416, requestedRangeNotSatisfiable, no, RANGE_NOT_SATISFIABLE, false",
    "429, rateLimitExceeded, slow, RATE_LIMITED, true",
    "500, backendError, oops, UNAVAILABLE, true",
    "502, '', oops, UNAVAILABLE, true",
    "503, backendError, oops, UNAVAILABLE, true",
    "504, '', oops, UNAVAILABLE, true",
  })
  void json_hasOneCode(int status, String reason, String words, ErrorCode code, boolean again) {
    Failure failure = of(status, json(status, reason, words));
    assertEquals(code, failure.code());
    assertEquals(again, failure.retryable());
    assertEquals(status, failure.httpStatus());
  }

  @ParameterizedTest
  @CsvSource({
    "400, BadDigest, INTEGRITY_FAILURE",
    "400, InvalidArgument, INVALID_ARGUMENT",
    "400, EntityTooLarge, TOO_LARGE",
    "401, AuthenticationRequired, UNAUTHENTICATED",
    "403, AccessDenied, PERMISSION_DENIED",
    "403, SignatureDoesNotMatch, UNAUTHENTICATED",
    "404, NoSuchKey, NOT_FOUND",
    "404, NoSuchBucket, CONTAINER_NOT_FOUND",
    "404, NoSuchUpload, NOT_FOUND",
    "412, PreconditionFailed, PRECONDITION_FAILED",
    "416, InvalidRange, RANGE_NOT_SATISFIABLE",
    "429, SlowDown, RATE_LIMITED",
    "503, ServiceUnavailable, UNAVAILABLE",
  })
  void xml_hasOneCode(int status, String reason, ErrorCode code) {
    Failure failure =
        of(
            status,
            "<?xml version='1.0' encoding='UTF-8'?><Error><Code>"
                + reason
                + "</Code><Message>words</Message></Error>");
    assertEquals(code, failure.code());
    assertEquals(reason + ": words", failure.message());
  }

  @Test
  void noWords_theStatusSpeaks() {
    assertEquals(ErrorCode.NOT_MODIFIED, of(304, "").code());
    assertEquals(ErrorCode.UNAVAILABLE, of(503, "<html>not xml").code());
    assertEquals(ErrorCode.PERMISSION_DENIED, of(403, "{broken").code());
  }

  @Test
  void retryAfter_andRequestId_areKept() {
    Failure failure = of(503, "", "Retry-After", "7", "X-GUploader-UploadID", "id");
    assertEquals(Duration.ofSeconds(7), failure.retryAfter().orElseThrow());
    assertEquals("id", failure.requestId().orElseThrow());
    assertEquals(ErrorCode.UNAVAILABLE, GcsFailures.classify(new IOException("x")).code());
  }
}
