package dev.stowage.swift;

import dev.stowage.http.HttpRequest;
import dev.stowage.http.HttpResponse;
import dev.stowage.http.HttpTransport;
import dev.stowage.spi.CallScope;
import java.io.IOException;
import java.net.URI;

/**
 * Sends requests with the client's token, and once more with a new one when the service refuses it.
 * That is no retry: nothing was done, and nothing has to be waited for.
 */
final class SwiftWire {
  private static final int UNAUTHORIZED = 401;

  private final HttpTransport transport;
  private final Sessions sessions;

  SwiftWire(HttpTransport transport, Sessions sessions) {
    this.transport = transport;
    this.sessions = sessions;
  }

  Sessions sessions() {
    return sessions;
  }

  /** Any status; the caller closes the response. */
  HttpResponse send(SwiftCall call) throws IOException {
    Session session = sessions.current();
    HttpResponse response = send(call, session);
    boolean again =
        response.status() == UNAUTHORIZED
            && sessions.renewable()
            && (call.repeatable() || response.requestBytes() == 0);
    if (!again) {
      return response;
    }
    response.close();
    return send(call, sessions.after(session));
  }

  /** A 2xx, closed by the caller; anything else is thrown. */
  HttpResponse expect(SwiftCall call) throws IOException {
    HttpResponse response = send(call);
    if (response.status() >= 300) {
      throw SwiftException.of(response);
    }
    return response;
  }

  private HttpResponse send(SwiftCall call, Session session) throws IOException {
    return transport.send(request(call, session));
  }

  private static HttpRequest request(SwiftCall call, Session session) {
    URI uri = URI.create(session.storageUrl() + call.target());
    HttpRequest.Builder builder = HttpRequest.builder(call.method(), uri).headers(call.headers());
    if (session.token() != null) {
      builder.header("X-Auth-Token", session.token());
    }
    if (call.body() != null) {
      builder.body(call.body()).expectContinue(call.asksFirst());
    }
    if (call.patience() != null) {
      builder.readTimeout(call.patience());
    }
    CallScope.deadline().ifPresent(builder::deadline);
    return builder.build();
  }

  /** Something beside the account, such as {@code /info}, asked without a token. */
  HttpResponse beside(String path) throws IOException {
    URI account = URI.create(sessions.current().storageUrl());
    URI uri = URI.create(account.getScheme() + "://" + account.getRawAuthority() + path);
    HttpRequest.Builder request = HttpRequest.builder("GET", uri);
    CallScope.deadline().ifPresent(request::deadline);
    return transport.send(request.build());
  }
}
