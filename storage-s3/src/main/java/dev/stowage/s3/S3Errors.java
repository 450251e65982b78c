package dev.stowage.s3;

import dev.stowage.http.HttpResponse;
import dev.stowage.wire.XmlNode;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Refusals of the service as the exception that the SDK has for them. */
final class S3Errors {
  private static final int MOST = 64 * 1024;

  private S3Errors() {}

  static S3Exception of(HttpResponse response, S3Wire.Skew skew) {
    String code = "";
    String message = "";
    try (InputStream body = response.body()) {
      XmlNode error = XmlNode.parse(new java.io.ByteArrayInputStream(body.readNBytes(MOST)));
      code = error.of("Code");
      message = error.of("Message");
    } catch (IOException e) {
      message = ""; // HEAD has no body, and proxies answer in HTML: the status has to do.
    }
    if (code.equals("RequestTimeTooSkewed")) {
      skew.learn(response.headers().first("Date").orElse(null));
    }
    return exception(response, code, message);
  }

  /** An error document that came with a status of success. */
  static S3Exception inside(HttpResponse response, XmlNode document) {
    return exception(response, document.of("Code"), document.of("Message"));
  }

  private static S3Exception exception(HttpResponse response, String code, String message) {
    SdkHttpResponse.Builder head = SdkHttpResponse.builder().statusCode(response.status());
    response.headers().forEach(head::appendHeader);
    S3Exception.Builder error = S3Exception.builder();
    error.awsErrorDetails(
        AwsErrorDetails.builder()
            .serviceName("S3")
            .errorCode(code)
            .errorMessage(message)
            .sdkHttpResponse(head.build())
            .build());
    error.statusCode(response.status());
    error.requestId(header(response, "x-amz-request-id"));
    error.extendedRequestId(header(response, "x-amz-id-2"));
    error.message(message.isEmpty() ? "HTTP " + response.status() : message);
    return (S3Exception) error.build();
  }

  private static @Nullable String header(HttpResponse response, String name) {
    return response.headers().first(name).orElse(null);
  }
}
