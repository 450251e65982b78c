package dev.stowage.fakes.s3;

import dev.stowage.fakes.FakeRequest;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A request read as S3 reads it: which bucket, which key, which parameters.
 *
 * @param bucket empty for the account itself
 * @param key empty for the bucket itself
 * @param canonicalPath the path as signatures see it, decoded
 */
record S3Call(
    FakeRequest request,
    String bucket,
    String key,
    String canonicalPath,
    Map<String, String> params) {

  /** Reads a request; hosts that end in {@code domain} name their bucket in front. */
  static S3Call of(FakeRequest request, String domain) {
    String path = S3Text.percentDecoded(request.path());
    String bucket = hostBucket(request.header("Host").orElse(""), domain);
    String key = path.substring(Math.min(1, path.length()));
    if (bucket.isEmpty()) {
      int slash = key.indexOf('/');
      bucket = slash < 0 ? key : key.substring(0, slash);
      key = slash < 0 ? "" : key.substring(slash + 1);
    }
    return new S3Call(request, bucket, key, path, params(request.query()));
  }

  private static String hostBucket(String host, String domain) {
    int colon = host.lastIndexOf(':');
    String name = colon < 0 ? host : host.substring(0, colon);
    String suffix = "." + domain;
    return name.endsWith(suffix) ? name.substring(0, name.length() - suffix.length()) : "";
  }

  private static Map<String, String> params(String query) {
    Map<String, String> params = new LinkedHashMap<>();
    if (!query.isEmpty()) {
      for (String pair : query.split("&", -1)) {
        int equals = pair.indexOf('=');
        String name = S3Text.queryDecoded(equals < 0 ? pair : pair.substring(0, equals));
        String value = equals < 0 ? "" : S3Text.queryDecoded(pair.substring(equals + 1));
        params.putIfAbsent(name, value);
      }
    }
    return Collections.unmodifiableMap(params);
  }

  boolean has(String param) {
    return params.containsKey(param);
  }

  Optional<String> param(String name) {
    return Optional.ofNullable(params.get(name));
  }

  /** A parameter's value; empty when it is not there. */
  String value(String name) {
    return params.getOrDefault(name, "");
  }

  /** A header's value as ASCII or whatever the client sent. */
  Optional<String> header(String name) {
    return request.header(name);
  }

  boolean headerIs(String name, String value) {
    return header(name).filter(value::equalsIgnoreCase).isPresent();
  }

  /** A header's bytes read as UTF-8. */
  static String utf8(String value) {
    return new String(value.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  boolean isPut() {
    return request.method().equals("PUT");
  }

  /** Names what is asked for; it takes no more than the head. */
  S3Operation operation() {
    if (bucket.isEmpty()) {
      return request.method().equals("GET") ? S3Operation.LIST_BUCKETS : S3Operation.UNKNOWN;
    }
    return key.isEmpty() ? bucketOperation() : objectOperation();
  }

  private S3Operation bucketOperation() {
    return switch (request.method()) {
      case "GET" -> bucketRead();
      case "PUT" ->
          has("versioning")
              ? S3Operation.PUT_BUCKET_VERSIONING
              : has("object-lock")
                  ? S3Operation.PUT_OBJECT_LOCK_CONFIGURATION
                  : plain(S3Operation.CREATE_BUCKET);
      case "HEAD" -> S3Operation.HEAD_BUCKET;
      case "DELETE" -> plain(S3Operation.DELETE_BUCKET);
      case "POST" -> has("delete") ? S3Operation.DELETE_OBJECTS : S3Operation.POST_OBJECT;
      default -> S3Operation.UNKNOWN;
    };
  }

  private S3Operation bucketRead() {
    if (has("location")) {
      return S3Operation.GET_BUCKET_LOCATION;
    }
    if (has("versioning")) {
      return S3Operation.GET_BUCKET_VERSIONING;
    }
    if (has("object-lock")) {
      return S3Operation.GET_OBJECT_LOCK_CONFIGURATION;
    }
    if (has("versions")) {
      return S3Operation.LIST_OBJECT_VERSIONS;
    }
    if (has("uploads")) {
      return S3Operation.LIST_MULTIPART_UPLOADS;
    }
    if (param("list-type").filter("2"::equals).isPresent()) {
      return S3Operation.LIST_OBJECTS_V2;
    }
    return plain(S3Operation.LIST_OBJECTS);
  }

  private S3Operation objectOperation() {
    boolean copy = request.headers().has("x-amz-copy-source");
    return switch (request.method()) {
      case "GET" -> objectRead();
      case "HEAD" -> S3Operation.HEAD_OBJECT;
      case "DELETE" ->
          has("uploadId")
              ? S3Operation.ABORT_MULTIPART_UPLOAD
              : has("tagging")
                  ? S3Operation.DELETE_OBJECT_TAGGING
                  : plain(S3Operation.DELETE_OBJECT);
      case "PUT" -> {
        if (has("uploadId")) {
          yield copy ? S3Operation.UPLOAD_PART_COPY : S3Operation.UPLOAD_PART;
        }
        yield objectWrite(copy);
      }
      case "POST" ->
          has("uploads")
              ? S3Operation.CREATE_MULTIPART_UPLOAD
              : has("uploadId") ? S3Operation.COMPLETE_MULTIPART_UPLOAD : S3Operation.UNKNOWN;
      default -> S3Operation.UNKNOWN;
    };
  }

  private S3Operation objectWrite(boolean copy) {
    if (has("tagging")) {
      return S3Operation.PUT_OBJECT_TAGGING;
    }
    if (has("retention")) {
      return S3Operation.PUT_OBJECT_RETENTION;
    }
    if (has("legal-hold")) {
      return S3Operation.PUT_OBJECT_LEGAL_HOLD;
    }
    return plain(copy ? S3Operation.COPY_OBJECT : S3Operation.PUT_OBJECT);
  }

  private S3Operation objectRead() {
    if (has("uploadId")) {
      return S3Operation.LIST_PARTS;
    }
    if (has("tagging")) {
      return S3Operation.GET_OBJECT_TAGGING;
    }
    if (has("retention")) {
      return S3Operation.GET_OBJECT_RETENTION;
    }
    if (has("legal-hold")) {
      return S3Operation.GET_OBJECT_LEGAL_HOLD;
    }
    if (has("attributes")) {
      return S3Operation.GET_OBJECT_ATTRIBUTES;
    }
    return plain(S3Operation.GET_OBJECT);
  }

  /** Sub-resources that the fake does not have must not pass for the resource itself. */
  private S3Operation plain(S3Operation operation) {
    return S3SubResources.UNKNOWN_ONES.stream().anyMatch(this::has)
        ? S3Operation.UNKNOWN
        : operation;
  }
}
