package dev.stowage.gcs;

import com.google.api.client.http.GenericUrl;
import com.google.api.client.http.HttpContent;
import com.google.api.client.http.HttpRequestFactory;
import dev.stowage.http.HttpBody;
import dev.stowage.http.HttpHeaders;
import dev.stowage.http.HttpRequest;
import dev.stowage.http.HttpResponse;
import dev.stowage.http.HttpTransport;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The transport of a caller's own client under our requests: its proxy, its TLS, its time-outs. */
final class StowageOverGoogle implements HttpTransport {
  private final HttpRequestFactory requests;
  private final int connectTimeout;
  private final int readTimeout;

  /**
   * @param connectTimeout milliseconds; negative for the library's own
   */
  StowageOverGoogle(
      com.google.api.client.http.HttpTransport google, int connectTimeout, int readTimeout) {
    this.requests = google.createRequestFactory();
    this.connectTimeout = connectTimeout;
    this.readTimeout = readTimeout;
  }

  @Override
  public HttpResponse send(HttpRequest asked) throws IOException {
    HttpContent content = asked.body().<HttpContent>map(b -> content(asked, b)).orElse(null);
    GenericUrl url = new GenericUrl(asked.uri().toString(), true);
    com.google.api.client.http.HttpRequest request =
        requests.buildRequest(asked.method(), url, content);
    com.google.api.client.http.HttpHeaders headers = new com.google.api.client.http.HttpHeaders();
    headers.setAcceptEncoding(null);
    asked.headers().forEach((name, value) -> set(headers, name, value));
    request.setHeaders(headers);
    request.setThrowExceptionOnExecuteError(false);
    request.setFollowRedirects(false);
    request.setNumberOfRetries(0);
    request.setLoggingEnabled(false);
    request.setCurlLoggingEnabled(false);
    request.setUseRawRedirectUrls(true);
    request.setResponseReturnRawInputStream(true);
    if (connectTimeout >= 0) {
      request.setConnectTimeout(connectTimeout);
    }
    if (readTimeout >= 0) {
      request.setReadTimeout(readTimeout);
    }
    com.google.api.client.http.HttpResponse reply = request.execute();
    HttpHeaders.Builder answered = HttpHeaders.builder();
    reply
        .getHeaders()
        .forEach(
            (name, value) -> {
              if (value instanceof List<?> list) {
                list.forEach(one -> answered.add(name, String.valueOf(one)));
              } else {
                answered.add(name, String.valueOf(value));
              }
            });
    InputStream body = reply.getContent();
    return HttpResponse.of(
        reply.getStatusCode(),
        answered.build(),
        new Disconnecting(body == null ? InputStream.nullInputStream() : body, reply));
  }

  private static void set(
      com.google.api.client.http.HttpHeaders headers, String name, String value) {
    if (!name.equalsIgnoreCase("Content-Type")) {
      headers.set(name.toLowerCase(Locale.ROOT), List.of(value));
    }
  }

  private static HttpContent content(HttpRequest asked, HttpBody body) {
    @Nullable String type = asked.headers().first("Content-Type").orElse(null);
    return new HttpContent() {
      @Override
      public long getLength() {
        return body.length();
      }

      @Override
      public @Nullable String getType() {
        return type;
      }

      @Override
      public boolean retrySupported() {
        return false;
      }

      @Override
      public void writeTo(OutputStream out) throws IOException {
        body.writeTo(out);
        out.flush();
      }
    };
  }

  /** Closing early drops the connection instead of reading the rest. */
  private static final class Disconnecting extends java.io.FilterInputStream {
    private final com.google.api.client.http.HttpResponse reply;
    private boolean ended;

    Disconnecting(InputStream in, com.google.api.client.http.HttpResponse reply) {
      super(in);
      this.reply = reply;
    }

    @Override
    public int read() throws IOException {
      int b = super.read();
      ended |= b < 0;
      return b;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int n = super.read(target, offset, length);
      ended |= n < 0;
      return n;
    }

    @Override
    public void close() throws IOException {
      if (ended) {
        super.close();
      } else {
        reply.disconnect();
      }
    }
  }

  @Override
  public void close() {
    // The client stays its owner's.
  }
}
