package dev.stowage.http;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One request, immutable. It can be sent again as far as its body can be written again.
 *
 * <p>The URI goes out exactly as given: percent-encoding, dots, double slashes and plus signs are
 * never touched. Host, Content-Length, Transfer-Encoding, Expect and User-Agent are supplied when
 * absent; Host and User-Agent headers of the request's own win, and its Content-Length must agree
 * with the body.
 */
public final class HttpRequest {
  private final String method;
  private final URI uri;
  private final HttpHeaders headers;
  private final @Nullable HttpBody body;
  private final boolean expectContinue;
  private final @Nullable Duration readTimeout;
  private final @Nullable Long deadline;
  private final Target target;

  private HttpRequest(Builder builder) {
    this.method = builder.method;
    this.uri = builder.uri;
    this.headers = builder.headers.build();
    this.body = builder.body;
    this.expectContinue = builder.expectContinue || expects(headers);
    this.readTimeout = builder.readTimeout;
    this.deadline = builder.deadline;
    this.target = Target.of(uri);
  }

  private static boolean expects(HttpHeaders headers) {
    return headers.first("Expect").map(v -> v.equalsIgnoreCase("100-continue")).orElse(false);
  }

  /** Starts a request; the method is case-sensitive and the URI absolute, http or https. */
  public static Builder builder(String method, URI uri) {
    return new Builder(method, uri);
  }

  /** Starts a builder that holds all of this request. */
  public Builder toBuilder() {
    Builder builder = new Builder(method, uri).headers(headers);
    builder.body = body;
    builder.expectContinue = expectContinue;
    builder.readTimeout = readTimeout;
    builder.deadline = deadline;
    return builder;
  }

  /** The method, spelt as given. */
  public String method() {
    return method;
  }

  /** The URI as given. */
  public URI uri() {
    return uri;
  }

  /** The headers as given, without those the transport supplies. */
  public HttpHeaders headers() {
    return headers;
  }

  /** The body, if the request has one. */
  public Optional<HttpBody> body() {
    return Optional.ofNullable(body);
  }

  /**
   * Tells whether the server is asked for its consent before the body is sent. Has no effect
   * without a body or with an empty one.
   */
  public boolean expectContinue() {
    return expectContinue;
  }

  /** How long the peer may make no progress; when absent the transport's own holds. */
  public Optional<Duration> readTimeout() {
    return Optional.ofNullable(readTimeout);
  }

  /**
   * The {@link System#nanoTime()} by which the whole exchange, the reading of the response body
   * included, must be over.
   */
  public OptionalLong deadline() {
    return deadline == null ? OptionalLong.empty() : OptionalLong.of(deadline);
  }

  Target target() {
    return target;
  }

  /** Method and URI with secrets hidden; no headers. */
  @Override
  public String toString() {
    return method + " " + Redaction.uri(uri);
  }

  /** Collects the parts of a request; not thread-safe. */
  public static final class Builder {
    private final String method;
    private final URI uri;
    private HttpHeaders.Builder headers = HttpHeaders.builder();
    private @Nullable HttpBody body;
    private boolean expectContinue;
    private @Nullable Duration readTimeout;
    private @Nullable Long deadline;

    private Builder(String method, URI uri) {
      this.method = method;
      this.uri = uri;
    }

    /** Adds a header after those already there. */
    public Builder header(String name, String value) {
      headers.add(name, value);
      return this;
    }

    /** Replaces all headers. */
    public Builder headers(HttpHeaders replacement) {
      headers = replacement.toBuilder();
      return this;
    }

    /** Sets the body. */
    public Builder body(HttpBody content) {
      this.body = content;
      return this;
    }

    /**
     * Asks the server for its consent before the body is sent, so that an early refusal consumes
     * none of it. A server that says nothing gets the body after a second.
     */
    public Builder expectContinue(boolean expect) {
      this.expectContinue = expect;
      return this;
    }

    /** Limits how long the peer may make no progress; positive. */
    public Builder readTimeout(Duration timeout) {
      this.readTimeout = TransportOptions.positive(timeout);
      return this;
    }

    /** Sets the {@link System#nanoTime()} at which the exchange is given up. */
    public Builder deadline(long nanoTime) {
      this.deadline = nanoTime;
      return this;
    }

    /**
     * Makes the request.
     *
     * @throws IllegalArgumentException when the method is not a token or not one a client of
     *     storage services sends (CONNECT, TRACE), or the URI is relative, has user information or
     *     a fragment, is neither http nor https, or is not ASCII
     */
    public HttpRequest build() {
      if (!HeaderSyntax.isToken(method) || method.equals("CONNECT") || method.equals("TRACE")) {
        throw new IllegalArgumentException("unsupported method");
      }
      return new HttpRequest(this);
    }
  }
}
