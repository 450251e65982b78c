package dev.stowage.fakes.oss;

import dev.stowage.fakes.FakeBytes;
import dev.stowage.fakes.FakeRequest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A request read as OSS reads it: which bucket, which key, which parameters.
 *
 * @param bucket empty for the account itself
 * @param key empty for the bucket itself
 */
record OssCall(FakeRequest request, String bucket, String key, Map<String, String> params) {
  /** Sub-resources that the fake answers with 501 instead of taking them for nothing. */
  private static final Set<String> UNKNOWN_ONES =
      Set.of(
          "acl",
          "cors",
          "encryption",
          "inventory",
          "lifecycle",
          "location",
          "logging",
          "objectMeta",
          "policy",
          "referer",
          "replication",
          "requestPayment",
          "seal",
          "stat",
          "tagging",
          "transferAcceleration",
          "website",
          "worm");

  /** Reads a request; hosts that end in {@code domain} name their bucket in front. */
  static OssCall of(FakeRequest request, String domain) {
    String path = OssText.percentDecoded(request.path());
    String bucket = hostBucket(request.header("Host").orElse(""), domain);
    String key = path.substring(Math.min(1, path.length()));
    if (bucket.isEmpty()) {
      int slash = key.indexOf('/');
      bucket = slash < 0 ? key : key.substring(0, slash);
      key = slash < 0 ? "" : key.substring(slash + 1);
    }
    return new OssCall(request, bucket, key, params(request.query()));
  }

  private static String hostBucket(String host, String domain) {
    int colon = host.lastIndexOf(':');
    String name = colon < 0 ? host : host.substring(0, colon);
    String suffix = "." + domain;
    return name.endsWith(suffix) ? name.substring(0, name.length() - suffix.length()) : "";
  }

  static Map<String, String> params(String query) {
    Map<String, String> params = new LinkedHashMap<>();
    if (!query.isEmpty()) {
      for (String pair : query.split("&", -1)) {
        int equals = pair.indexOf('=');
        String name = OssText.queryDecoded(equals < 0 ? pair : pair.substring(0, equals));
        String value = equals < 0 ? "" : OssText.queryDecoded(pair.substring(equals + 1));
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

  Optional<String> header(String name) {
    return request.header(name);
  }

  boolean headerIs(String name, String value) {
    return header(name).filter(value::equalsIgnoreCase).isPresent();
  }

  byte[] body() {
    return request.body();
  }

  FakeBytes bytes() {
    return request.bytes();
  }

  /** Names what is asked for; it takes no more than the head. */
  OssOperation operation() {
    if (bucket.isEmpty()) {
      return request.method().equals("GET") ? OssOperation.LIST_BUCKETS : OssOperation.UNKNOWN;
    }
    return key.isEmpty() ? bucketOperation() : objectOperation();
  }

  private OssOperation bucketOperation() {
    return switch (request.method()) {
      case "GET" -> bucketRead();
      case "PUT" ->
          has("versioning") ? OssOperation.PUT_BUCKET_VERSIONING : plain(OssOperation.PUT_BUCKET);
      case "DELETE" -> plain(OssOperation.DELETE_BUCKET);
      case "POST" ->
          has("delete") ? OssOperation.DELETE_MULTIPLE_OBJECTS : OssOperation.POST_OBJECT;
      default -> OssOperation.UNKNOWN;
    };
  }

  private OssOperation bucketRead() {
    if (has("bucketInfo")) {
      return OssOperation.GET_BUCKET_INFO;
    }
    if (has("versioning")) {
      return OssOperation.GET_BUCKET_VERSIONING;
    }
    if (has("versions")) {
      return OssOperation.LIST_OBJECT_VERSIONS;
    }
    if (has("uploads")) {
      return OssOperation.LIST_MULTIPART_UPLOADS;
    }
    return plain(
        value("list-type").equals("2") ? OssOperation.LIST_OBJECTS_V2 : OssOperation.LIST_OBJECTS);
  }

  private OssOperation objectOperation() {
    return switch (request.method()) {
      case "GET" -> objectRead();
      case "HEAD" -> plain(OssOperation.HEAD_OBJECT);
      case "DELETE" ->
          has("uploadId")
              ? OssOperation.ABORT_MULTIPART_UPLOAD
              : has("tagging")
                  ? OssOperation.DELETE_OBJECT_TAGGING
                  : plain(OssOperation.DELETE_OBJECT);
      case "PUT" -> objectWrite();
      case "POST" -> objectPost();
      default -> OssOperation.UNKNOWN;
    };
  }

  private OssOperation objectRead() {
    if (has("uploadId")) {
      return OssOperation.LIST_PARTS;
    }
    if (has("tagging")) {
      return OssOperation.GET_OBJECT_TAGGING;
    }
    return has("symlink") ? OssOperation.GET_SYMLINK : plain(OssOperation.GET_OBJECT);
  }

  private OssOperation objectWrite() {
    boolean copy = request.headers().has("x-oss-copy-source");
    if (has("uploadId")) {
      return copy ? OssOperation.UPLOAD_PART_COPY : OssOperation.UPLOAD_PART;
    }
    if (has("tagging")) {
      return OssOperation.PUT_OBJECT_TAGGING;
    }
    if (has("symlink")) {
      return OssOperation.PUT_SYMLINK;
    }
    return plain(copy ? OssOperation.COPY_OBJECT : OssOperation.PUT_OBJECT);
  }

  private OssOperation objectPost() {
    if (has("uploads")) {
      return OssOperation.INITIATE_MULTIPART_UPLOAD;
    }
    if (has("uploadId")) {
      return OssOperation.COMPLETE_MULTIPART_UPLOAD;
    }
    if (has("append")) {
      return OssOperation.APPEND_OBJECT;
    }
    if (has("restore")) {
      return OssOperation.RESTORE_OBJECT;
    }
    if (has("x-oss-async-process")) {
      return OssOperation.ASYNC_PROCESS_OBJECT;
    }
    return has("x-oss-process") ? OssOperation.PROCESS_OBJECT : OssOperation.UNKNOWN;
  }

  private OssOperation plain(OssOperation operation) {
    return UNKNOWN_ONES.stream().anyMatch(this::has) ? OssOperation.UNKNOWN : operation;
  }
}
