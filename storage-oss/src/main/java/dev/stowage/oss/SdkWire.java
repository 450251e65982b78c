package dev.stowage.oss;

import com.aliyun.sdk.service.oss2.AttributeKey;
import com.aliyun.sdk.service.oss2.AttributeMap;
import com.aliyun.sdk.service.oss2.OSSClient;
import com.aliyun.sdk.service.oss2.OperationInput;
import com.aliyun.sdk.service.oss2.OperationOptions;
import com.aliyun.sdk.service.oss2.OperationOutput;
import dev.stowage.http.HttpHeaders;
import dev.stowage.http.HttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Hands requests to a client of the SDK, which signs and sends them its own way. */
final class SdkWire implements OssWire {
  private final OSSClient client;
  private final Runnable closing;

  /**
   * @param closing what to do in the end; nothing for a client of the caller's
   */
  SdkWire(OSSClient client, Runnable closing) {
    this.client = client;
    this.closing = closing;
  }

  @Override
  public HttpResponse send(OssRequest request) throws IOException {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(request.headers());
    OperationInput.Builder input =
        OperationInput.newBuilder()
            .opName("Stowage")
            .method(request.method())
            .headers(headers)
            .parameters(new LinkedHashMap<>(request.query()))
            .opMetadata(AttributeMap.empty().put(AttributeKey.RESPONSE_HEADERS_READ, true));
    if (!request.bucket().isEmpty()) {
      input.bucket(request.bucket());
    }
    if (request.key() != null) {
      input.key(request.key());
    }
    if (request.body() != null) {
      input.body(new SdkBody(request.body()));
    }
    OperationOutput output = client.invokeOperation(input.build(), OperationOptions.defaults());
    HttpHeaders.Builder reply = HttpHeaders.builder();
    output.headers().forEach(reply::add);
    InputStream body =
        output.body().map(data -> data.toStream()).orElseGet(InputStream::nullInputStream);
    return HttpResponse.of(output.statusCode(), reply.build(), body);
  }

  @Override
  public boolean sameAccount(OssWire other) {
    return other instanceof SdkWire that && client == that.client;
  }

  @Override
  public <T> @Nullable T unwrap(Class<T> type) {
    return type == OSSClient.class ? type.cast(client) : null;
  }

  @Override
  public void close() {
    closing.run();
  }
}
