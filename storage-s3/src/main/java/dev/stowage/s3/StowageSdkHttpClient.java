package dev.stowage.s3;

import dev.stowage.http.HttpBody;
import dev.stowage.http.HttpRequest;
import dev.stowage.http.HttpResponse;
import dev.stowage.http.HttpTransport;
import dev.stowage.spi.CallScope;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/** Our transport as the SDK's HTTP client. */
final class StowageSdkHttpClient implements SdkHttpClient {
  private final HttpTransport transport;
  private final boolean plainHttp;

  /**
   * The transport stays the caller's to close.
   *
   * @param plainHttp whether what the SDK takes for https goes out as http
   */
  StowageSdkHttpClient(HttpTransport transport, boolean plainHttp) {
    this.transport = transport;
    this.plainHttp = plainHttp;
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        return send(request);
      }

      @Override
      public void abort() {
        // The SDK aborts only what it has given a timeout, and those are ours.
      }
    };
  }

  private HttpExecuteResponse send(HttpExecuteRequest execute) throws IOException {
    SdkHttpRequest sdk = execute.httpRequest();
    HttpRequest.Builder request = HttpRequest.builder(sdk.method().name(), uri(sdk));
    sdk.forEachHeader(
        (name, values) -> {
          if (!name.equalsIgnoreCase("Host")) {
            values.forEach(value -> request.header(name, value));
          }
        });
    execute.contentStreamProvider().ifPresent(content -> request.body(body(sdk, content)));
    CallScope.deadline().ifPresent(request::deadline);
    HttpResponse response = transport.send(request.build());
    SdkHttpResponse.Builder head = SdkHttpResponse.builder().statusCode(response.status());
    response.headers().forEach(head::appendHeader);
    HttpExecuteResponse.Builder reply = HttpExecuteResponse.builder().response(head.build());
    if (sdk.method() == SdkHttpMethod.HEAD) {
      response.close(); // The SDK would unpack the nothing of a blob whose encoding is gzip.
      return reply.build();
    }
    return reply
        .responseBody(AbortableInputStream.create(response.body(), () -> closeQuietly(response)))
        .build();
  }

  private URI uri(SdkHttpRequest request) {
    URI uri = request.getUri();
    return plainHttp && "https".equals(uri.getScheme())
        ? URI.create("http" + uri.toString().substring("https".length()))
        : uri;
  }

  private static HttpBody body(SdkHttpRequest request, ContentStreamProvider content) {
    long length = request.firstMatchingHeader("Content-Length").map(Long::parseLong).orElse(-1L);
    return new HttpBody() {
      @Override
      public long length() {
        return length;
      }

      @Override
      public void writeTo(OutputStream out) throws IOException {
        try (InputStream in = content.newStream()) {
          in.transferTo(out);
        }
      }
    };
  }

  private static void closeQuietly(HttpResponse response) {
    try {
      response.close();
    } catch (IOException e) {
      org.slf4j.LoggerFactory.getLogger(StowageSdkHttpClient.class)
          .debug("aborting a response failed", e);
    }
  }

  @Override
  public String clientName() {
    return "Stowage";
  }

  @Override
  public void close() {
    // The transport belongs to the store.
  }
}
