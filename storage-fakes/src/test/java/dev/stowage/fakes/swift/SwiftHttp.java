package dev.stowage.fakes.swift;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import wiremock.com.fasterxml.jackson.databind.JsonNode;
import wiremock.com.fasterxml.jackson.databind.ObjectMapper;

/** Requests as somebody would write them who has read OpenStack's documents and nothing of ours. */
final class SwiftHttp {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final ObjectMapper JSON = new ObjectMapper();

  private final FakeSwift fake;
  private String token;

  SwiftHttp(FakeSwift fake) {
    this.fake = fake;
    this.token = fake.issueToken();
  }

  /** Goes on with another token; without any when it is empty. */
  SwiftHttp as(String other) {
    SwiftHttp http = new SwiftHttp(fake);
    http.token = other;
    return http;
  }

  /** A request below the account. */
  HttpResponse<String> send(String method, String path, String body, String... headers) {
    return to(URI.create(fake.storageUrl() + path), method, body, headers);
  }

  HttpResponse<String> get(String path, String... headers) {
    return send("GET", path, "", headers);
  }

  int put(String path, String body, String... headers) {
    return send("PUT", path, body, headers).statusCode();
  }

  HttpResponse<String> to(URI uri, String method, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .method(
                method,
                body.isEmpty() && !method.equals("PUT")
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (!token.isEmpty()) {
      request.header("X-Auth-Token", token);
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    try {
      return CLIENT.send(
          request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  static JsonNode json(HttpResponse<String> response) {
    try {
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new AssertionError(response.body(), e);
    }
  }

  static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static String header(HttpResponse<String> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  /** The body of a login by name and password, scoped to the project. */
  static String login(FakeSwift fake, String password) {
    Map<String, Object> domain = Map.of("id", "default");
    return json(
        Map.of(
            "auth",
            Map.of(
                "identity",
                Map.of(
                    "methods",
                    new String[] {"password"},
                    "password",
                    Map.of(
                        "user",
                        Map.of("name", fake.user(), "domain", domain, "password", password))),
                "scope",
                Map.of("project", Map.of("name", fake.project(), "domain", domain)))));
  }
}
