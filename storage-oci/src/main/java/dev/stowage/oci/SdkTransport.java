package dev.stowage.oci;

import com.oracle.bmc.http.client.ClientProperty;
import com.oracle.bmc.http.client.HttpClient;
import com.oracle.bmc.http.client.HttpClientBuilder;
import com.oracle.bmc.http.client.HttpProvider;
import com.oracle.bmc.http.client.HttpRequest;
import com.oracle.bmc.http.client.Method;
import com.oracle.bmc.http.client.RequestInterceptor;
import com.oracle.bmc.http.client.Serializer;
import dev.stowage.StorageException;
import dev.stowage.http.HttpTransport;
import dev.stowage.http.TransportOptions;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Our transport in the place of the SDK's HTTP clients: under its clients, and under what it does
 * by itself, such as asking for the token of an instance.
 *
 * <p>A body is sent once, as it comes; one that ends before the length that was announced fails and
 * is never taken for a whole one, whatever the SDK tries again.
 */
public final class SdkTransport implements HttpProvider {
  private final @Nullable HttpTransport shared;

  /** For {@link java.util.ServiceLoader}; every client has a transport of its own. */
  public SdkTransport() {
    this(null);
  }

  private SdkTransport(@Nullable HttpTransport shared) {
    this.shared = shared;
  }

  /** Clients on a transport, which stays the caller's to close. */
  public static HttpProvider over(HttpTransport transport) {
    return new SdkTransport(transport);
  }

  @Override
  public HttpClientBuilder newBuilder() {
    return new Builder(shared);
  }

  @Override
  public Serializer getSerializer() {
    return SdkJson.SERIALIZER;
  }

  private record Ranked(int priority, RequestInterceptor interceptor) {}

  private static final class Builder implements HttpClientBuilder {
    private final @Nullable HttpTransport shared;
    private final List<Ranked> interceptors = new ArrayList<>();
    private @Nullable URI base;

    Builder(@Nullable HttpTransport shared) {
      this.shared = shared;
    }

    @Override
    public HttpClientBuilder baseUri(URI uri) {
      base = uri;
      return this;
    }

    @Override
    public HttpClientBuilder baseUri(String uri) {
      return baseUri(URI.create(uri));
    }

    /** Time-outs, proxies and pools are those of the transport. */
    @Override
    public <T> HttpClientBuilder property(ClientProperty<T> key, T value) {
      return this;
    }

    @Override
    public HttpClientBuilder registerRequestInterceptor(
        int priority, RequestInterceptor interceptor) {
      interceptors.add(new Ranked(priority, interceptor));
      return this;
    }

    @Override
    public HttpClient build() {
      URI there = base;
      if (there == null) {
        throw StorageException.invalidArgument("a client of the SDK's without an endpoint");
      }
      List<RequestInterceptor> ordered =
          interceptors.stream()
              .sorted(Comparator.comparingInt(Ranked::priority))
              .map(Ranked::interceptor)
              .toList();
      HttpTransport transport =
          shared == null ? HttpTransport.create(TransportOptions.defaults()) : shared;
      return new Client(transport, shared == null, there, ordered);
    }
  }

  private record Client(
      HttpTransport transport, boolean owner, URI base, List<RequestInterceptor> interceptors)
      implements HttpClient {
    @Override
    public HttpRequest createRequest(Method method) {
      return new SdkRequest(transport, interceptors, method, base);
    }

    @Override
    public boolean isProcessingException(Exception e) {
      return e instanceof IOException;
    }

    @Override
    public void close() {
      if (owner) {
        transport.close();
      }
    }
  }
}
