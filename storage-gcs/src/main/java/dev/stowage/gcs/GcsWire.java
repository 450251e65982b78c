package dev.stowage.gcs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stowage.http.HttpBody;
import dev.stowage.http.HttpRequest;
import dev.stowage.http.HttpResponse;
import dev.stowage.http.HttpTransport;
import dev.stowage.spi.CallScope;
import dev.stowage.wire.MalformedReplyException;
import dev.stowage.wire.XmlNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sends requests with an access token, and reads refusals. */
final class GcsWire {
  private static final String USER_PROJECT = "x-goog-user-project";

  private final HttpTransport transport;
  private final GcsEndpoint endpoint;
  private final GcsTokenSource tokens;
  private final @Nullable String userProject;

  GcsWire(
      HttpTransport transport,
      GcsEndpoint endpoint,
      GcsTokenSource tokens,
      @Nullable String userProject) {
    this.transport = transport;
    this.endpoint = endpoint;
    this.tokens = tokens;
    this.userProject = userProject;
  }

  /**
   * One request.
   *
   * @param again whether the body can be written a second time, should the token be stale
   * @param consent whether the service is asked before the body is sent
   */
  record Ask(
      String method,
      URI uri,
      Map<String, String> headers,
      @Nullable HttpBody body,
      boolean again,
      boolean consent) {
    static Ask of(String method, URI uri) {
      return of(method, uri, Map.of());
    }

    static Ask of(String method, URI uri, Map<String, String> headers) {
      return new Ask(method, uri, headers, null, true, false);
    }

    static Ask json(String method, URI uri, String body) {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      Map<String, String> type = Map.of("Content-Type", "application/json; charset=UTF-8");
      return new Ask(method, uri, type, HttpBody.of(bytes), true, false);
    }
  }

  GcsEndpoint endpoint() {
    return endpoint;
  }

  GcsTokenSource tokens() {
    return tokens;
  }

  /** A response below 300; everything else is thrown. */
  HttpResponse send(Ask ask) throws IOException {
    HttpResponse response = exchange(ask);
    if (response.status() < 300) {
      return response;
    }
    try (response) {
      throw GcsException.of(response);
    }
  }

  /** The same with 308 as an answer, as resumable uploads have it. */
  HttpResponse sendResumable(Ask ask) throws IOException {
    HttpResponse response = exchange(ask);
    if (response.status() < 300 || response.status() == 308) {
      return response;
    }
    try (response) {
      throw GcsException.of(response);
    }
  }

  /** A document of the JSON API. An error is one whatever the status. */
  JsonNode json(Ask ask) throws IOException {
    try (HttpResponse response = send(ask)) {
      JsonNode document = document(response);
      if (document.has("error")) {
        int status = document.path("error").path("code").asInt(500);
        throw GcsException.of(response, status, document.toString());
      }
      return document;
    }
  }

  static JsonNode document(HttpResponse response) throws IOException {
    try (InputStream body = response.body()) {
      byte[] bytes = body.readAllBytes();
      JsonNode document = GcsResource.MAPPER.readTree(bytes);
      if (document == null || !document.isObject()) {
        throw new MalformedReplyException("the reply is not the JSON document it should be");
      }
      return document;
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new MalformedReplyException("the reply is not the JSON document it should be", e);
    }
  }

  /** A document of the XML API. An error is one whatever the status. */
  XmlNode xml(HttpResponse response) throws IOException {
    XmlNode root = XmlNode.parse(response.body());
    if (root.name().equals("Error")) {
      String words =
          "<Error><Code>"
              + XmlNode.escape(root.of("Code"))
              + "</Code><Message>"
              + XmlNode.escape(root.of("Message"))
              + "</Message></Error>";
      throw GcsException.of(response, 500, words);
    }
    return root;
  }

  private HttpResponse exchange(Ask ask) throws IOException {
    HttpResponse response = transport.send(request(ask));
    if (response.status() != 401 || !ask.again()) {
      return response;
    }
    GcsException refusal;
    try (response) {
      refusal = GcsException.of(response);
    }
    if (!refusal.staleToken() || !tokens.renew()) {
      throw refusal;
    }
    return transport.send(request(ask));
  }

  private HttpRequest request(Ask ask) throws IOException {
    HttpRequest.Builder request = HttpRequest.builder(ask.method(), ask.uri());
    ask.headers().forEach(request::header);
    Map<String, String> identity = new LinkedHashMap<>(tokens.headers());
    if (userProject != null) {
      // Users' credentials may bring a project of their own.
      identity.put(USER_PROJECT, userProject);
    }
    identity.forEach(request::header);
    if (ask.body() != null) {
      request.body(ask.body()).expectContinue(ask.consent());
    }
    CallScope.deadline().ifPresent(request::deadline);
    return request.build();
  }
}
