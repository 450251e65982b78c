package dev.stowage.gcs;

import com.google.api.client.http.LowLevelHttpRequest;
import com.google.api.client.http.LowLevelHttpResponse;
import dev.stowage.http.HttpBody;
import dev.stowage.http.HttpHeaders;
import dev.stowage.http.HttpRequest;
import dev.stowage.http.HttpResponse;
import dev.stowage.http.HttpTransport;
import dev.stowage.spi.CallScope;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Our transport under Google's libraries: their tokens and their client go out through it. */
final class GoogleOverStowage extends com.google.api.client.http.HttpTransport {
  private final HttpTransport transport;

  /** The transport stays the caller's to close. */
  GoogleOverStowage(HttpTransport transport) {
    this.transport = transport;
  }

  @Override
  public boolean supportsMethod(String method) {
    return true;
  }

  @Override
  protected LowLevelHttpRequest buildRequest(String method, String url) {
    return new Request(method, URI.create(url));
  }

  /** The library's interfaces of content are deprecated, and still its only ones. */
  @SuppressWarnings("deprecation")
  private final class Request extends LowLevelHttpRequest {
    private final HttpRequest.Builder request;
    private final String method;

    Request(String method, URI uri) {
      this.method = method;
      this.request = HttpRequest.builder(method, uri);
    }

    @Override
    public void addHeader(String name, String value) {
      if (!name.equalsIgnoreCase("Host")) {
        request.header(name, value);
      }
    }

    @Override
    public LowLevelHttpResponse execute() throws IOException {
      var content = getStreamingContent();
      if (content != null) {
        if (getContentType() != null) {
          request.header("Content-Type", getContentType());
        }
        if (getContentEncoding() != null) {
          request.header("Content-Encoding", getContentEncoding());
        }
        request.body(new Body(content, getContentLength()));
      } else if (method.equals("POST") || method.equals("PUT")) {
        request.body(HttpBody.empty());
      }
      CallScope.deadline().ifPresent(request::deadline);
      return new Response(transport.send(request.build()));
    }
  }

  @SuppressWarnings("deprecation")
  private record Body(com.google.api.client.util.StreamingContent content, long length)
      implements HttpBody {
    @Override
    public void writeTo(OutputStream out) throws IOException {
      content.writeTo(out);
    }
  }

  private static final class Response extends LowLevelHttpResponse {
    private final HttpResponse response;
    private final List<String> names = new ArrayList<>();
    private final List<String> values = new ArrayList<>();

    Response(HttpResponse response) {
      this.response = response;
      response
          .headers()
          .forEach(
              (name, value) -> {
                names.add(name);
                values.add(value);
              });
    }

    private @Nullable String header(String name) {
      HttpHeaders headers = response.headers();
      return headers.first(name).orElse(null);
    }

    @Override
    public InputStream getContent() {
      return response.body();
    }

    @Override
    public @Nullable String getContentEncoding() {
      return header("Content-Encoding");
    }

    @Override
    public long getContentLength() {
      String length = header("Content-Length");
      return length == null ? -1 : Long.parseLong(length);
    }

    @Override
    public @Nullable String getContentType() {
      return header("Content-Type");
    }

    @Override
    public String getStatusLine() {
      return "HTTP/1.1 " + response.status();
    }

    @Override
    public int getStatusCode() {
      return response.status();
    }

    @Override
    public @Nullable String getReasonPhrase() {
      return null;
    }

    @Override
    public int getHeaderCount() {
      return names.size();
    }

    @Override
    public String getHeaderName(int index) {
      return names.get(index);
    }

    @Override
    public String getHeaderValue(int index) {
      return values.get(index);
    }

    @Override
    public void disconnect() throws IOException {
      response.close();
    }
  }
}
