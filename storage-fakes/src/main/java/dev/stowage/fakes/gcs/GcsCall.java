package dev.stowage.fakes.gcs;

import dev.stowage.fakes.FakeRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request as Google reads it.
 *
 * @param json whether it is about the JSON API, whose errors are JSON
 * @param bucket empty for what is about no bucket
 * @param key empty for what is about no object
 * @param target bucket and key that a rewrite or a copy writes
 */
record GcsCall(
    FakeRequest request,
    GcsOperation operation,
    boolean json,
    String bucket,
    String key,
    List<String> target,
    Map<String, String> params) {

  private static final String API = "/storage/v1/b";

  /** Reads a request; never looks at its body. */
  static GcsCall of(FakeRequest request) {
    Map<String, String> params = GcsText.query(request.query());
    String path = request.path();
    if (path.startsWith("/batch/")) {
      return about(request, GcsOperation.BATCH, params);
    }
    Optional<GcsOperation> identity = identity(request);
    if (identity.isPresent()) {
      return about(request, identity.get(), params);
    }
    for (String prefix : List.of("/upload", "/download", "")) {
      String root = prefix + API;
      if (path.equals(root) || path.startsWith(root + "/")) {
        return json(request, prefix.equals("/upload"), path.substring(root.length()), params);
      }
    }
    return xml(request, params);
  }

  private static GcsCall about(
      FakeRequest request, GcsOperation operation, Map<String, String> params) {
    return new GcsCall(request, operation, true, "", "", List.of(), params);
  }

  private static Optional<GcsOperation> identity(FakeRequest request) {
    String path = request.path();
    if (path.startsWith("/computeMetadata/v1/")) {
      return Optional.of(GcsOperation.METADATA);
    }
    if (path.startsWith("/v1/projects/-/serviceAccounts/")) {
      return Optional.of(
          path.endsWith(":signBlob") ? GcsOperation.SIGN_BLOB : GcsOperation.ACCESS_TOKEN);
    }
    if (request.method().equals("POST") && path.equals("/token")) {
      return Optional.of(GcsOperation.TOKEN);
    }
    return request.method().equals("POST") && path.equals("/v1/token")
        ? Optional.of(GcsOperation.STS)
        : Optional.empty();
  }

  private static GcsCall json(
      FakeRequest request, boolean upload, String rest, Map<String, String> params) {
    List<String> steps =
        rest.isEmpty()
            ? List.of()
            : Arrays.stream(rest.substring(1).split("/", -1)).map(GcsText::decoded).toList();
    String method = request.header("X-HTTP-Method-Override").orElse(request.method());
    String bucket = steps.isEmpty() ? "" : steps.get(0);
    String key = steps.size() > 2 ? steps.get(2) : "";
    GcsOperation operation = GcsOperation.UNKNOWN;
    List<String> target = List.of();
    if (upload) {
      operation = upload(method, params);
      key = params.getOrDefault("name", "");
    } else if (steps.size() <= 1) {
      operation = onBucket(method, bucket);
    } else if (steps.get(1).equals("o")) {
      operation = onObject(method, steps);
      target = steps.size() >= 8 ? List.of(steps.get(5), steps.get(7)) : List.of();
    }
    return new GcsCall(request, operation, true, bucket, key, target, params);
  }

  private static GcsOperation upload(String method, Map<String, String> params) {
    boolean session = params.containsKey("upload_id");
    return switch (method) {
      case "POST", "PUT" -> session ? GcsOperation.RESUMABLE_CHUNK : GcsOperation.OBJECTS_INSERT;
      case "DELETE" -> session ? GcsOperation.RESUMABLE_CANCEL : GcsOperation.UNKNOWN;
      default -> GcsOperation.UNKNOWN;
    };
  }

  private static GcsOperation onBucket(String method, String bucket) {
    return switch (method) {
      case "GET" -> bucket.isEmpty() ? GcsOperation.BUCKETS_LIST : GcsOperation.BUCKETS_GET;
      case "POST" -> bucket.isEmpty() ? GcsOperation.BUCKETS_INSERT : GcsOperation.UNKNOWN;
      case "PATCH" -> GcsOperation.BUCKETS_PATCH;
      case "DELETE" -> GcsOperation.BUCKETS_DELETE;
      default -> GcsOperation.UNKNOWN;
    };
  }

  private static GcsOperation onObject(String method, List<String> steps) {
    if (steps.size() == 2) {
      return method.equals("GET") ? GcsOperation.OBJECTS_LIST : GcsOperation.UNKNOWN;
    }
    if (steps.size() == 3) {
      return switch (method) {
        case "GET" -> GcsOperation.OBJECTS_GET;
        case "PATCH" -> GcsOperation.OBJECTS_PATCH;
        case "DELETE" -> GcsOperation.OBJECTS_DELETE;
        default -> GcsOperation.UNKNOWN;
      };
    }
    if (!method.equals("POST")) {
      return GcsOperation.UNKNOWN;
    }
    return switch (steps.get(3)) {
      case "rewriteTo" -> GcsOperation.OBJECTS_REWRITE;
      case "copyTo" -> GcsOperation.OBJECTS_COPY;
      case "compose" -> GcsOperation.OBJECTS_COMPOSE;
      case "restore" -> GcsOperation.OBJECTS_RESTORE;
      default -> GcsOperation.UNKNOWN;
    };
  }

  private static GcsCall xml(FakeRequest request, Map<String, String> params) {
    String path = GcsText.decoded(request.path()).substring(1);
    int slash = path.indexOf('/');
    String bucket = slash < 0 ? path : path.substring(0, slash);
    String key = slash < 0 ? "" : path.substring(slash + 1);
    GcsOperation operation =
        key.isEmpty() ? xmlBucket(request, params) : xmlObject(request.method(), params);
    return new GcsCall(request, operation, false, bucket, key, List.of(), params);
  }

  private static GcsOperation xmlBucket(FakeRequest request, Map<String, String> params) {
    return switch (request.method()) {
      case "GET" ->
          params.containsKey("uploads") ? GcsOperation.LIST_UPLOADS : GcsOperation.UNKNOWN;
      case "POST" -> GcsOperation.POST_OBJECT;
      default -> GcsOperation.UNKNOWN;
    };
  }

  private static GcsOperation xmlObject(String method, Map<String, String> params) {
    boolean part = params.containsKey("uploadId");
    return switch (method) {
      case "GET" -> part ? GcsOperation.LIST_PARTS : GcsOperation.OBJECTS_GET;
      case "HEAD" -> GcsOperation.OBJECTS_GET;
      case "PUT" ->
          part
              ? GcsOperation.UPLOAD_PART
              : params.containsKey("upload_id")
                  ? GcsOperation.RESUMABLE_CHUNK
                  : GcsOperation.OBJECTS_INSERT;
      case "POST" ->
          params.containsKey("uploads")
              ? GcsOperation.INITIATE_UPLOAD
              : part ? GcsOperation.COMPLETE_UPLOAD : GcsOperation.OBJECTS_INSERT;
      case "DELETE" -> part ? GcsOperation.ABORT_UPLOAD : GcsOperation.OBJECTS_DELETE;
      default -> GcsOperation.UNKNOWN;
    };
  }

  boolean has(String param) {
    return params.containsKey(param);
  }

  Optional<String> param(String name) {
    return Optional.ofNullable(params.get(name));
  }

  Optional<String> header(String name) {
    return request.header(name);
  }

  boolean flag(String param) {
    return "true".equals(params.get(param));
  }
}
