package dev.stowage.fakes.swift;

import dev.stowage.fakes.FakeRequest;
import dev.stowage.fakes.text.Percent;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request as Swift reads it.
 *
 * @param account empty for what is beside the accounts
 * @param container empty for what is about an account
 * @param key empty for what is about no object
 */
record SwiftCall(
    FakeRequest request,
    SwiftOperation operation,
    String account,
    String container,
    String key,
    Map<String, String> params) {

  /** Reads a request; never looks at its body. */
  static SwiftCall of(FakeRequest request) {
    Map<String, String> params = params(request.query());
    String path = decoded(request.path());
    Optional<SwiftOperation> beside = beside(request.method(), path);
    if (beside.isPresent() || !path.startsWith("/v1/")) {
      SwiftOperation operation = beside.orElse(SwiftOperation.UNKNOWN);
      return new SwiftCall(request, operation, "", "", "", params);
    }
    String[] names = path.substring("/v1/".length()).split("/", 3);
    String container = names.length > 1 ? names[1] : "";
    String key = names.length > 2 ? names[2] : "";
    if (names[0].isEmpty() || container.isEmpty() && !key.isEmpty()) {
      throw SwiftError.notFound();
    }
    SwiftOperation operation = operation(request, container, key, params);
    return new SwiftCall(request, operation, names[0], container, key, params);
  }

  private static Optional<SwiftOperation> beside(String method, String path) {
    if (path.equals("/info")) {
      return Optional.of(SwiftOperation.INFO);
    }
    if (path.equals("/auth/v1.0") || path.matches("/auth/v1/[^/]+/auth")) {
      return Optional.of(SwiftOperation.TEMP_AUTH);
    }
    if (path.equals("/") || path.equals("/v3") || path.equals("/v3/")) {
      return Optional.of(SwiftOperation.VERSIONS);
    }
    if (!path.equals("/v3/auth/tokens")) {
      return Optional.empty();
    }
    return Optional.ofNullable(
        switch (method) {
          case "POST" -> SwiftOperation.ISSUE_TOKEN;
          case "GET" -> SwiftOperation.SHOW_TOKEN;
          case "HEAD" -> SwiftOperation.CHECK_TOKEN;
          case "DELETE" -> SwiftOperation.REVOKE_TOKEN;
          default -> null;
        });
  }

  private static SwiftOperation operation(
      FakeRequest request, String container, String key, Map<String, String> params) {
    String method = request.method();
    if (params.containsKey("bulk-delete") && (method.equals("POST") || method.equals("DELETE"))) {
      return SwiftOperation.BULK_DELETE;
    }
    String about = container.isEmpty() ? "account" : "container";
    if (!key.isEmpty()) {
      boolean copies = method.equals("PUT") && request.headers().has("X-Copy-From");
      String manifest = params.getOrDefault("multipart-manifest", "");
      boolean ofManifest = manifest.equalsIgnoreCase(method) && !manifest.isEmpty();
      if (copies && !ofManifest) {
        return SwiftOperation.OBJECT_COPY;
      }
      about = ofManifest ? "manifest" : "object";
    }
    return SwiftOperation.of(about, method).orElse(SwiftOperation.UNKNOWN);
  }

  private static String decoded(String path) {
    String decoded;
    try {
      decoded = Percent.decoded(path, false);
    } catch (IllegalArgumentException e) {
      throw new SwiftError(412, "Invalid UTF8 or contains NULL");
    }
    if (decoded.indexOf('\0') >= 0) {
      throw new SwiftError(412, "Invalid UTF8 or contains NULL");
    }
    return decoded;
  }

  /** Of one that is repeated the last counts. */
  private static Map<String, String> params(String query) {
    Map<String, String> params = new LinkedHashMap<>();
    if (!query.isEmpty()) {
      for (String pair : query.split("&", -1)) {
        int equals = pair.indexOf('=');
        try {
          String name = Percent.decoded(equals < 0 ? pair : pair.substring(0, equals), true);
          params.put(name, equals < 0 ? "" : Percent.decoded(pair.substring(equals + 1), true));
        } catch (IllegalArgumentException e) {
          throw SwiftError.bad("a parameter is not valid UTF-8");
        }
      }
    }
    return params;
  }

  /** The same about another object, of another request. */
  SwiftCall about(
      SwiftOperation other, FakeRequest asked, String in, String name, Map<String, String> with) {
    return new SwiftCall(asked, other, account, in, name, with);
  }

  Optional<String> header(String name) {
    return request.header(name).filter(value -> !value.isEmpty());
  }

  Optional<String> param(String name) {
    return Optional.ofNullable(params.get(name));
  }

  /** What Swift takes for yes. */
  static boolean yes(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "true", "1", "yes", "on", "t", "y" -> true;
      default -> false;
    };
  }

  boolean isHead() {
    return request.method().equals("HEAD");
  }

  /** Container and object as they stand in manifests and reports. */
  String path() {
    return "/" + container + "/" + key;
  }

  static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
