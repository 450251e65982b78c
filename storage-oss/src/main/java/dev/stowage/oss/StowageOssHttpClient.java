package dev.stowage.oss;

import com.aliyun.sdk.service.oss2.transport.BinaryData;
import com.aliyun.sdk.service.oss2.transport.HttpClient;
import com.aliyun.sdk.service.oss2.transport.RequestContext;
import com.aliyun.sdk.service.oss2.transport.RequestException;
import com.aliyun.sdk.service.oss2.transport.RequestMessage;
import com.aliyun.sdk.service.oss2.transport.ResponseMessage;
import dev.stowage.http.HttpBody;
import dev.stowage.http.HttpRequest;
import dev.stowage.http.HttpResponse;
import dev.stowage.http.HttpTransport;
import dev.stowage.spi.CallScope;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Our transport as the SDK's HTTP client. The transport stays the caller's to close. */
final class StowageOssHttpClient implements HttpClient {
  private final HttpTransport transport;

  StowageOssHttpClient(HttpTransport transport) {
    this.transport = transport;
  }

  @Override
  public ResponseMessage send(RequestMessage request, RequestContext context) {
    try {
      return sent(request);
    } catch (IOException e) {
      throw new RequestException("the request failed", e);
    }
  }

  private ResponseMessage sent(RequestMessage message) throws IOException {
    HttpRequest.Builder request = HttpRequest.builder(message.method(), message.uri());
    message
        .headers()
        .forEach(
            (name, value) -> {
              if (!name.equalsIgnoreCase("Host") && !name.equalsIgnoreCase("Content-Length")) {
                request.header(name, value);
              }
            });
    HttpBody body = body(message);
    if (body != null) {
      request.body(body);
      boolean once = message.body() instanceof SdkBody ours && !ours.isReplayable();
      request.expectContinue(once);
    }
    CallScope.deadline().ifPresent(request::deadline);
    HttpResponse response = transport.send(request.build());
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    response.headers().forEach(headers::putIfAbsent);
    return ResponseMessage.newBuilder()
        .request(message)
        .statusCode(response.status())
        .headers(headers)
        .body(BinaryData.fromStream(response.body()))
        .build();
  }

  /** The SDK gives every request a body; one without bytes is none where none is usual. */
  private static @Nullable HttpBody body(RequestMessage message) {
    BinaryData data = message.body();
    if (data instanceof SdkBody ours) {
      return ours.body();
    }
    long length = data == null || data.getLength() == null ? 0 : data.getLength();
    boolean usual = message.method().equals("PUT") || message.method().equals("POST");
    return data == null || length == 0 && !usual ? null : new StreamBody(data, length);
  }

  private record StreamBody(BinaryData data, long length) implements HttpBody {
    @Override
    public void writeTo(OutputStream out) throws IOException {
      try (InputStream in = data.toStream()) {
        in.transferTo(out);
      }
    }
  }

  @Override
  public String name() {
    return "Stowage";
  }
}
