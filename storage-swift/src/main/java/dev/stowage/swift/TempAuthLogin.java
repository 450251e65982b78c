package dev.stowage.swift;

import dev.stowage.http.HttpRequest;
import dev.stowage.http.HttpResponse;
import dev.stowage.http.HttpTransport;
import dev.stowage.spi.CallScope;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/** The first version of Swift's authentication, which TempAuth and Ceph still speak. */
final class TempAuthLogin implements Login {
  private final SwiftSettings settings;
  private final HttpTransport transport;

  TempAuthLogin(SwiftSettings settings, HttpTransport transport) {
    this.settings = settings;
    this.transport = transport;
  }

  @Override
  public boolean renewable() {
    return true;
  }

  @Override
  public Session login() throws IOException {
    HttpRequest.Builder request =
        HttpRequest.builder("GET", URI.create(settings.authUrl()))
            .header("X-Auth-User", settings.identity().require("username"))
            .header("X-Auth-Key", settings.identity().require("password"));
    CallScope.deadline().ifPresent(request::deadline);
    try (HttpResponse response = transport.send(request.build())) {
      if (response.status() >= 300) {
        throw SwiftException.of(response);
      }
      Optional<String> token = response.headers().first("X-Auth-Token");
      Optional<String> url =
          settings.storageUrl().or(() -> response.headers().first("X-Storage-Url"));
      if (token.isEmpty() || url.isEmpty()) {
        throw SwiftException.of(response, "no token and storage URL in the answer");
      }
      String life = response.headers().first("X-Auth-Token-Expires").orElse("");
      Instant expires =
          life.matches("[0-9]{1,9}")
              ? Instant.now().plusSeconds(Long.parseLong(life))
              : Instant.MAX;
      return new Session(token.get(), url.get(), expires);
    }
  }
}
