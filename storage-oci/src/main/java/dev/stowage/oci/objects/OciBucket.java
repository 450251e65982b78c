package dev.stowage.oci.objects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.oracle.bmc.model.BmcException;
import dev.stowage.StorageException;
import dev.stowage.blob.PutResult;
import dev.stowage.blob.SignedUrl;
import dev.stowage.http.HttpResponse;
import dev.stowage.oci.OciCall;
import dev.stowage.oci.OciWire;
import dev.stowage.spi.Failure;
import dev.stowage.wire.MalformedReplyException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What Object Storage can do beyond the portable API. It is had with {@code
 * store.unwrap(OciBucket.class)}, is closed with that store, and takes whole keys: the prefix of a
 * view is not put in front. One request each, not retried. Thread-safe.
 *
 * <p>Every method throws {@link StorageException}.
 */
public final class OciBucket {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What the holder of a pre-authenticated request may do. */
  public enum Access {
    /** Read one object, with GET or HEAD. */
    READ("ObjectRead"),
    /** Write one object, replacing what is there. */
    WRITE("ObjectWrite"),
    /** Both. */
    READ_WRITE("ObjectReadWrite"),
    /** Read every object whose name starts with the key. */
    READ_ANY("AnyObjectRead"),
    /** Write every object whose name starts with the key. */
    WRITE_ANY("AnyObjectWrite"),
    /** Both. */
    READ_WRITE_ANY("AnyObjectReadWrite");

    private final String word;

    Access(String word) {
      this.word = word;
    }
  }

  /**
   * A pre-authenticated request as the service lists it; its URL is told when it is made, and never
   * again.
   *
   * @param key what it is for; empty for the whole bucket
   * @param access the service's own word
   */
  public record PreauthenticatedRequest(String id, String key, String access, Instant expires) {}

  private final BucketPaths paths;

  OciBucket(BucketPaths paths) {
    this.paths = paths;
  }

  private interface Work<T> {
    T run() throws IOException;
  }

  private <T> T run(String operation, String key, Work<T> work) {
    try {
      return work.run();
    } catch (StorageException e) {
      throw e;
    } catch (IOException | BmcException e) {
      Failure failure = ObjectFailures.classify(e);
      throw StorageException.builder(failure.code(), failure.message())
          .retryable(failure.retryable())
          .operation(operation)
          .provider("oci")
          .container(paths.bucket())
          .key(key)
          .httpStatus(failure.httpStatus())
          .requestId(failure.requestId().orElse(null))
          .cause(e)
          .build();
    }
  }

  private OciCall action(String name, ObjectNode body) throws IOException {
    return paths.inBucket("POST", "actions/" + name).json(JSON.writeValueAsBytes(body));
  }

  /** The tenancy's namespace. */
  public String namespace() {
    return run("namespace", "", paths::namespace);
  }

  /**
   * Gives an object another name, in one step at the service and without copying; what has the new
   * name is replaced.
   */
  public PutResult rename(String from, String to) {
    return run(
        "rename",
        from,
        () -> {
          ObjectNode body = JSON.createObjectNode().put("sourceName", from).put("newName", to);
          try (HttpResponse reply = paths.wire().send(action("renameObject", body))) {
            return ObjectHeaders.written(reply.headers(), -1);
          }
        });
  }

  /**
   * Begins to bring an archived object back for a time; reading it works when that is done, mostly
   * within an hour.
   *
   * @param hours for how long, from 1 to 240
   */
  public void restore(String key, int hours) {
    if (hours < 1 || hours > 240) {
      throw StorageException.invalidArgument("restored for " + hours + " hours; from 1 to 240");
    }
    run(
        "restore",
        key,
        () -> {
          ObjectNode body = JSON.createObjectNode().put("objectName", key).put("hours", hours);
          paths.wire().done(action("restoreObjects", body));
          return key;
        });
  }

  /**
   * Moves an object to another storage tier.
   *
   * @param tier {@code Standard}, {@code InfrequentAccess} or {@code Archive}
   */
  public void changeTier(String key, String tier) {
    run(
        "change the tier",
        key,
        () -> {
          ObjectNode body =
              JSON.createObjectNode()
                  .put("objectName", key)
                  .put("storageTier", ObjectHeaders.tier(tier));
          paths.wire().done(action("updateObjectStorageTier", body));
          return key;
        });
  }

  /**
   * {@code Archived}, {@code Restoring} or {@code Restored}; empty for an object that can be read
   * as ever.
   */
  public Optional<String> archivalState(String key) {
    return run(
        "stat",
        key,
        () -> {
          try (HttpResponse reply = paths.wire().send(paths.ofObject("HEAD", key))) {
            return reply.headers().first("archival-state").filter(s -> !s.equals("Available"));
          }
        });
  }

  /**
   * Makes a pre-authenticated request. It lives at the service until it expires or is deleted, and
   * as long as its maker may do what it allows.
   *
   * @param key an object, a prefix for the {@code _ANY} kinds, or empty for the whole bucket
   * @return for {@link Access#WRITE} a URL for PUT, else for GET
   */
  public SignedUrl preauthenticate(Access access, String key, Duration life) {
    return run("sign", key, () -> create(access, key, life));
  }

  SignedUrl create(Access access, String key, Duration life) throws IOException {
    Instant expires = paths.wire().now().plus(life).truncatedTo(ChronoUnit.MILLIS);
    ObjectNode body =
        JSON.createObjectNode()
            .put("name", "stowage-" + UUID.randomUUID())
            .put("accessType", access.word)
            .put("timeExpires", expires.toString());
    if (!key.isEmpty()) {
      body.put("objectName", key);
    }
    JsonNode made =
        paths.wire().document(paths.inBucket("POST", "p").json(JSON.writeValueAsBytes(body)));
    String path = made.path("accessUri").asText("");
    if (!path.startsWith("/p/")) {
      throw new MalformedReplyException("a pre-authenticated request was made but has no URI");
    }
    String method = access == Access.WRITE || access == Access.WRITE_ANY ? "PUT" : "GET";
    URI uri = URI.create(paths.wire().endpoint().toString().replaceAll("/$", "") + path);
    return new SignedUrl(method, uri, Map.of(), expires);
  }

  /** The pre-authenticated requests of this bucket, expired ones too. */
  public List<PreauthenticatedRequest> preauthenticatedRequests() {
    return run(
        "list pre-authenticated requests",
        "",
        () -> {
          List<PreauthenticatedRequest> all = new ArrayList<>();
          Optional<String> page = Optional.empty();
          do {
            OciCall call = paths.inBucket("GET", "p").query("limit", "1000");
            page.ifPresent(p -> call.query("page", p));
            try (HttpResponse reply = paths.wire().send(call)) {
              page = reply.headers().first("opc-next-page");
              for (JsonNode entry : OciWire.document(reply)) {
                all.add(
                    new PreauthenticatedRequest(
                        entry.path("id").asText(),
                        Listings.text(entry, "objectName").orElse(""),
                        entry.path("accessType").asText(),
                        Listings.time(entry.path("timeExpires").asText())));
              }
            }
          } while (page.isPresent());
          return List.copyOf(all);
        });
  }

  /** Ends a pre-authenticated request. */
  public void deletePreauthenticatedRequest(String id) {
    run(
        "delete a pre-authenticated request",
        "",
        () -> {
          paths.wire().done(paths.inBucket("DELETE", "p/" + dev.stowage.oci.OciText.segment(id)));
          return id;
        });
  }
}
