package dev.stowage.swift;

import dev.stowage.http.HttpBody;
import dev.stowage.http.HttpHeaders;
import dev.stowage.http.HttpRequest;
import dev.stowage.http.HttpTransport;
import dev.stowage.spi.CallScope;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openstack4j.core.transport.ExecutionOptions;
import org.openstack4j.core.transport.HttpEntityHandler;
import org.openstack4j.core.transport.HttpExecutorService;
import org.openstack4j.core.transport.HttpResponse;
import org.openstack4j.core.transport.ObjectMapperSingleton;

/**
 * Sends openstack4j's requests through our transport. It is not registered as a service:
 * openstack4j holds one connector for the whole process, and that choice is the application's.
 */
final class KeystoneExecutor implements HttpExecutorService {
  private final HttpTransport transport;

  KeystoneExecutor(HttpTransport transport) {
    this.transport = transport;
  }

  @Override
  public <R> HttpResponse execute(org.openstack4j.core.transport.HttpRequest<R> request) {
    try {
      return new Answer(transport.send(translated(request)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static HttpRequest translated(org.openstack4j.core.transport.HttpRequest<?> request)
      throws IOException {
    URI uri = URI.create(request.getEndpoint() + request.getPath());
    HttpRequest.Builder builder =
        HttpRequest.builder(request.getMethod().name(), uri).header("Accept", "application/json");
    request.getHeaders().forEach((name, value) -> builder.header(name, String.valueOf(value)));
    byte[] body = body(request);
    if (body.length > 0) {
      builder.header("Content-Type", "application/json").body(HttpBody.of(body));
    }
    CallScope.deadline().ifPresent(builder::deadline);
    return builder.build();
  }

  private static byte[] body(org.openstack4j.core.transport.HttpRequest<?> request)
      throws IOException {
    if (request.hasJson()) {
      return request.getJson().getBytes(StandardCharsets.UTF_8);
    }
    Object entity = request.getEntity();
    return entity == null
        ? new byte[0]
        : ObjectMapperSingleton.getContext(entity.getClass()).writer().writeValueAsBytes(entity);
  }

  @Override
  public String getExecutorDisplayName() {
    return "Stowage";
  }

  /** A response as openstack4j sees it. */
  static final class Answer implements HttpResponse {
    private final dev.stowage.http.HttpResponse response;

    Answer(dev.stowage.http.HttpResponse response) {
      this.response = response;
    }

    dev.stowage.http.HttpResponse response() {
      return response;
    }

    @Override
    public <T> T getEntity(Class<T> type) {
      return HttpEntityHandler.handle(this, type, ExecutionOptions.create(answer -> null), true);
    }

    @Override
    public <T> T getEntity(Class<T> type, ExecutionOptions<T> options) {
      return HttpEntityHandler.handle(this, type, options, true);
    }

    @Override
    public <T> T readEntity(Class<T> type) {
      try {
        return ObjectMapperSingleton.getContext(type).readerFor(type).readValue(response.body());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public int getStatus() {
      return response.status();
    }

    @Override
    public @Nullable String getContentType() {
      return header("Content-Type");
    }

    @Override
    public String getStatusMessage() {
      return "HTTP " + response.status();
    }

    @Override
    public InputStream getInputStream() {
      return response.body();
    }

    @Override
    public @Nullable String header(String name) {
      return response.headers().first(name).orElse(null);
    }

    @Override
    public Map<String, String> headers() {
      Map<String, String> all = new LinkedHashMap<>();
      HttpHeaders headers = response.headers();
      headers.forEach(all::putIfAbsent);
      return all;
    }

    @Override
    public void close() throws IOException {
      response.close();
    }
  }
}
