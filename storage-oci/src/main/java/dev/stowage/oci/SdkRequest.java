package dev.stowage.oci;

import com.oracle.bmc.http.client.HttpRequest;
import com.oracle.bmc.http.client.HttpResponse;
import com.oracle.bmc.http.client.Method;
import com.oracle.bmc.http.client.RequestInterceptor;
import dev.stowage.http.HttpBody;
import dev.stowage.http.HttpTransport;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A request of the SDK's on our transport. */
final class SdkRequest implements HttpRequest {
  private final HttpTransport transport;
  private final List<RequestInterceptor> interceptors;
  private final Method method;
  private final StringBuilder target;
  private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final Map<String, Object> attributes = new HashMap<>();
  private @Nullable Object body;
  private long length = -1;
  private boolean queried;

  SdkRequest(
      HttpTransport transport, List<RequestInterceptor> interceptors, Method method, URI base) {
    this.transport = transport;
    this.interceptors = interceptors;
    this.method = method;
    this.target = new StringBuilder(base.toString());
  }

  private SdkRequest(SdkRequest from) {
    transport = from.transport;
    interceptors = from.interceptors;
    method = from.method;
    target = new StringBuilder(from.target);
    from.headers.forEach((name, values) -> headers.put(name, new ArrayList<>(values)));
    attributes.putAll(from.attributes);
    body = from.body;
    length = from.length;
    queried = from.queried;
  }

  @Override
  public Method method() {
    return method;
  }

  @Override
  public HttpRequest body(@Nullable Object value) {
    body =
        value == null || value instanceof String || value instanceof InputStream
            ? (value == null ? "" : value)
            : SdkJson.text(value);
    return this;
  }

  @Override
  public HttpRequest body(InputStream stream, long contentLength) {
    body = stream;
    length = contentLength;
    return this;
  }

  @Override
  public @Nullable Object body() {
    return body;
  }

  @Override
  public HttpRequest appendPathPart(String encodedPathPart) {
    boolean slash = target.charAt(target.length() - 1) == '/';
    String part = encodedPathPart.startsWith("/") ? encodedPathPart.substring(1) : encodedPathPart;
    target.append(slash ? "" : "/").append(part);
    return this;
  }

  @Override
  public HttpRequest query(String name, String value) {
    target.append(queried ? '&' : '?').append(name).append('=').append(value);
    queried = true;
    return this;
  }

  @Override
  public URI uri() {
    return URI.create(target.toString());
  }

  @Override
  public HttpRequest header(String name, String value) {
    headers.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
    return this;
  }

  @Override
  public Map<String, List<String>> headers() {
    return headers;
  }

  @Override
  public @Nullable Object attribute(String name) {
    return attributes.get(name);
  }

  @Override
  public HttpRequest removeAttribute(String name) {
    attributes.remove(name);
    return this;
  }

  @Override
  public HttpRequest attribute(String name, Object value) {
    attributes.put(name, value);
    return this;
  }

  @Override
  public HttpRequest offloadExecutor(Executor executor) {
    return this;
  }

  @Override
  public HttpRequest copy() {
    return new SdkRequest(this);
  }

  @Override
  public void discard() {
    // Nothing is held before it is sent.
  }

  @Override
  public CompletionStage<HttpResponse> execute() {
    try {
      interceptors.forEach(interceptor -> interceptor.intercept(this));
      return CompletableFuture.completedFuture(send());
    } catch (IOException | RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private HttpResponse send() throws IOException {
    var request = dev.stowage.http.HttpRequest.builder(method.name(), uri());
    headers.forEach(
        (name, values) -> {
          boolean framing = name.equalsIgnoreCase("content-length") && body instanceof InputStream;
          if (!framing) {
            values.forEach(value -> request.header(name, value));
          }
        });
    HttpBody content = content();
    if (content != null) {
      request.body(content);
    }
    return new SdkResponse(transport.send(request.build()));
  }

  private @Nullable HttpBody content() {
    if (body instanceof String text) {
      boolean empty = text.isEmpty() && (method == Method.GET || method == Method.HEAD);
      return empty ? null : HttpBody.of(text.getBytes(StandardCharsets.UTF_8));
    }
    if (!(body instanceof InputStream stream)) {
      return null;
    }
    long announced =
        length >= 0
            ? length
            : headers.getOrDefault("content-length", List.of()).stream()
                .findFirst()
                .map(Long::parseLong)
                .orElse(-1L);
    return new HttpBody() {
      @Override
      public long length() {
        return announced;
      }

      @Override
      public void writeTo(OutputStream out) throws IOException {
        stream.transferTo(out);
      }
    };
  }
}
