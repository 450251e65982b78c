package dev.stowage.oss;

import com.aliyun.sdk.service.oss2.OSSClient;
import com.aliyun.sdk.service.oss2.credentials.Credentials;
import dev.stowage.http.HttpRequest;
import dev.stowage.http.HttpResponse;
import dev.stowage.http.HttpTransport;
import dev.stowage.spi.CallScope;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Signs requests with the SDK's signer and sends them straight through our transport. */
final class DirectWire implements OssWire {
  private final HttpTransport transport;
  private final OssConfig config;
  private final OssEndpoint endpoint;
  private final OssSigning signing;
  private final OssCredentials credentials;
  private @Nullable OSSClient client;

  DirectWire(HttpTransport transport, OssConfig config, OssCredentials credentials) {
    this.transport = transport;
    this.config = config;
    this.endpoint = OssEndpoint.of(config);
    this.signing = new OssSigning(config.region().orElseThrow());
    this.credentials = credentials;
  }

  OssEndpoint endpoint() {
    return endpoint;
  }

  OssSigning signing() {
    return signing;
  }

  OssCredentials credentials() {
    return credentials;
  }

  @Override
  public HttpResponse send(OssRequest request) throws IOException {
    URI uri = endpoint.uri(request.bucket(), request.key(), request.query());
    Credentials identity = credentials.resolve();
    Map<String, String> headers =
        identity == null ? request.headers() : signing.sign(request, uri, identity);
    HttpRequest.Builder wire = HttpRequest.builder(request.method(), uri);
    headers.forEach(
        (name, value) -> {
          if (!name.equals("content-length")) {
            wire.header(name, value);
          }
        });
    OssBody body = request.body();
    if (body != null) {
      wire.body(body).expectContinue(!body.replayable());
    }
    CallScope.deadline().ifPresent(wire::deadline);
    HttpResponse response = transport.send(wire.build());
    if (response.status() < 300) {
      return response;
    }
    try (response) {
      throw OssErrors.of(response, request, signing);
    }
  }

  @Override
  public boolean sameAccount(OssWire other) {
    return other instanceof DirectWire that
        && endpoint.equals(that.endpoint)
        && signing.region().equals(that.signing.region())
        && credentials.sameAs(that.credentials);
  }

  @Override
  public <T> @Nullable T unwrap(Class<T> type) {
    return type == OSSClient.class ? type.cast(client()) : null;
  }

  /** Made when it is asked for: it costs more to start than all the rest. */
  private synchronized OSSClient client() {
    OSSClient made = client;
    if (made == null) {
      made = OssClients.client(config, endpoint, credentials, transport);
      client = made;
    }
    return made;
  }

  @Override
  public void close() {
    synchronized (this) {
      if (client != null) {
        OssClients.close(client);
      }
    }
    transport.close();
  }
}
