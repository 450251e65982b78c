package dev.stowage.oci;

import com.oracle.bmc.http.signing.DefaultRequestSigner;
import dev.stowage.http.HttpBody;
import dev.stowage.http.HttpRequest;
import dev.stowage.http.HttpResponse;
import dev.stowage.http.HttpTransport;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The one request of the service that issues tokens. */
final class TokenExchange implements SessionToken.Exchange {
  private static final int MOST = 64 * 1024;

  private final HttpTransport transport;

  TokenExchange(HttpTransport transport) {
    this.transport = transport;
  }

  @Override
  public String exchange(URI endpoint, String body, SessionToken signer) throws IOException {
    URI uri = endpoint.resolve("/v1/authentication/refresh");
    HttpRequest.Builder request =
        HttpRequest.builder("POST", uri).body(HttpBody.of(body.getBytes(StandardCharsets.UTF_8)));
    DefaultRequestSigner.createRequestSigner(signer)
        .signRequest(uri, "POST", Map.of("content-type", List.of("application/json")), body)
        .forEach(request::header);
    try (HttpResponse answer = transport.send(request.build())) {
      String text = new String(answer.body().readNBytes(MOST), StandardCharsets.UTF_8);
      if (answer.status() != 200) {
        throw new IOException("the renewal was answered with HTTP " + answer.status());
      }
      return text;
    }
  }
}
