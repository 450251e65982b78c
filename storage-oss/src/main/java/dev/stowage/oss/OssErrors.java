package dev.stowage.oss;

import com.aliyun.sdk.service.oss2.exceptions.ServiceException;
import dev.stowage.http.HttpResponse;
import dev.stowage.wire.XmlNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Refusals of the service as the exception that the SDK has for them. */
final class OssErrors {
  private static final int MOST = 64 * 1024;

  private OssErrors() {}

  static ServiceException of(HttpResponse response, OssRequest request, OssSigning signing) {
    Map<String, String> fields = fields(response);
    if ("RequestTimeTooSkewed".equals(fields.get("Code"))) {
      signing.learn(response.headers().first("Date").orElse(null));
    }
    return exception(response, request, fields);
  }

  /** The refusal of a HEAD has its document in a header. */
  private static Map<String, String> fields(HttpResponse response) {
    try (InputStream body = response.body()) {
      byte[] document = body.readNBytes(MOST);
      if (document.length == 0) {
        String header = response.headers().first("x-oss-err").orElse("");
        document = Base64.getDecoder().decode(header);
      }
      if (document.length > 0) {
        return OssXml.fields(XmlNode.parse(new ByteArrayInputStream(document)));
      }
    } catch (IOException | IllegalArgumentException e) {
      return new LinkedHashMap<>(); // Proxies answer in HTML: the status has to do.
    }
    return new LinkedHashMap<>();
  }

  /** An error document that came with a status of success. */
  static ServiceException inside(HttpResponse response, OssRequest request, XmlNode document) {
    return exception(response, request, OssXml.fields(document));
  }

  private static ServiceException exception(
      HttpResponse response, OssRequest request, Map<String, String> fields) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    response.headers().forEach(headers::putIfAbsent);
    return ServiceException.newBuilder()
        .statusCode(response.status())
        .headers(headers)
        .errorFields(fields)
        .requestTarget(request.method() + " " + request.bucket())
        .snapshot(new byte[0])
        .timestamp(Instant.now())
        .build();
  }
}
