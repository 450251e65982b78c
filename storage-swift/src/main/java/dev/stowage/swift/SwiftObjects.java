package dev.stowage.swift;

import dev.stowage.StorageException;
import dev.stowage.StorageUrl;
import dev.stowage.blob.PutOptions;
import dev.stowage.http.HttpHeaders;
import dev.stowage.http.HttpResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One container as Swift knows it: large objects by their segments, expiry, metadata, access,
 * quotas and directory markers. The same rules as for {@link SwiftClient}.
 */
public final class SwiftObjects {
  private final SwiftClient client;
  private final SwiftWire wire;
  private final String container;

  SwiftObjects(SwiftClient client, String container) {
    this.client = client;
    this.wire = client.wire();
    this.container = container;
  }

  /** The segments of a static large object in their order; empty for any other object. */
  public List<Segment> segments(String key) throws IOException {
    return Manifests.find(wire, container, key).map(Manifests.Manifest::segments).orElse(List.of());
  }

  /**
   * Makes a static large object of segments that are there already, wherever they are.
   *
   * @return its etag, which is that of the segments' etags
   * @throws SloValidationException when a segment is missing or is not what is said of it
   */
  public String putManifest(String key, List<Segment> segments, PutOptions options)
      throws IOException {
    if (segments.isEmpty()) {
      throw StorageException.invalidArgument("a large object needs a segment");
    }
    if (segments.size() > client.info().maxManifestSegments()) {
      throw StorageException.invalidArgument(
          segments.size()
              + " segments; at most "
              + client.info().maxManifestSegments()
              + ", so make them larger");
    }
    SwiftCall put = Manifests.put(container, key, segments);
    SwiftHeaders.attributes(put, options);
    SwiftHeaders.condition(put, options);
    return SwiftHeaders.etag(Manifests.send(wire, put, segments));
  }

  /**
   * Deletes a static large object with all its segments, whoever made them, in one request.
   *
   * @return how many objects are gone, the manifest among them
   * @throws IOException also when Swift answered 200 and said in the body that it failed; after a
   *     failure segments may be left that no manifest names: {@link #segments} before, to know them
   */
  public int deleteWithSegments(String key) throws IOException {
    SwiftCall delete =
        SwiftCall.object("DELETE", container, key)
            .query("multipart-manifest=delete")
            .header("Accept", "application/json");
    try (HttpResponse response = wire.expect(delete)) {
      String text = new String(response.body().readAllBytes(), StandardCharsets.UTF_8).strip();
      String id = SwiftException.requestId(response.headers());
      if (!text.startsWith("{")) {
        throw new SwiftException(501, "the service does not know large objects", id, null);
      }
      BulkDeletes.Outcome outcome = BulkDeletes.parse(text);
      if (outcome.status() >= 300 || !outcome.failures().isEmpty()) {
        int status = outcome.status() >= 300 ? outcome.status() : 500;
        throw new SwiftException(status, outcome.words(), id, null);
      }
      if (outcome.deleted() == 0) {
        throw new SwiftException(404, "there is no such object", id, null);
      }
      return outcome.deleted();
    }
  }

  /**
   * Makes a dynamic large object: whatever is in a container under a prefix, in the order of names,
   * so numbers in them need leading zeros.
   */
  public void putDynamic(String key, String segments, String prefix, PutOptions options)
      throws IOException {
    SwiftCall put = SwiftCall.object("PUT", container, key).empty();
    SwiftHeaders.attributes(put, options);
    put.header(SwiftHeaders.DYNAMIC, SwiftCall.pathOf(segments, prefix).substring(1));
    wire.expect(put).close();
  }

  /**
   * Where the parts of a dynamic large object are.
   *
   * @param prefix what their names start with
   */
  public record Dynamic(String container, String prefix) {}

  /** Empty when the object is not a dynamic large one. */
  public Optional<Dynamic> dynamic(String key) throws IOException {
    Optional<String> manifest = head(key).first(SwiftHeaders.DYNAMIC);
    return manifest.map(
        value -> {
          String plain = URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
          int slash = plain.indexOf('/');
          return new Dynamic(
              slash < 0 ? plain : plain.substring(0, slash),
              slash < 0 ? "" : plain.substring(slash + 1));
        });
  }

  /** Deletes a dynamic large object, and what its manifest points at. */
  public void deleteDynamic(String key) throws IOException {
    Dynamic dynamic =
        dynamic(key)
            .orElseThrow(() -> StorageException.invalidArgument("no dynamic large object: " + key));
    wire.expect(SwiftCall.object("DELETE", container, key)).close();
    List<String> paths = new ArrayList<>();
    for (var entry : Listings.all(wire, dynamic.container(), dynamic.prefix())) {
      paths.add("/" + dynamic.container() + "/" + Listings.nameOf(entry));
    }
    new Generations(wire, client.settings(), container, new BulkDeletes(wire), client.pacer())
        .remove(paths);
  }

  /** An empty object that other tools show as a directory. The name is taken as it is. */
  public void putDirectory(String key) throws IOException {
    wire.expect(
            SwiftCall.object("PUT", container, key)
                .header("Content-Type", "application/directory")
                .empty())
        .close();
  }

  /** Lets Swift delete an object at a time; empty takes that back. */
  public void setExpiry(String key, Optional<Instant> at) throws IOException {
    SwiftCall post = keeping(key);
    at.ifPresentOrElse(
        time -> post.header("X-Delete-At", String.valueOf(time.getEpochSecond())),
        () -> post.header("X-Remove-Delete-At", "x"));
    wire.expect(post).close();
  }

  /** Replaces all user metadata of an object; its other attributes stay. */
  public void setMetadata(String key, Map<String, String> metadata) throws IOException {
    HttpHeaders now = head(key);
    SwiftCall post = SwiftCall.object("POST", container, key).empty();
    SwiftMetadata.encode(metadata)
        .forEach((name, value) -> post.header(SwiftMetadata.HEADER + name, value));
    keepMarks(now, post);
    keepHeaders(now, post);
    now.first("X-Delete-At").ifPresent(at -> post.header("X-Delete-At", at));
    wire.expect(post).close();
  }

  /** A POST that changes nothing yet: Swift drops what it does not repeat. */
  private SwiftCall keeping(String key) throws IOException {
    HttpHeaders now = head(key);
    SwiftCall post = SwiftCall.object("POST", container, key).empty();
    SwiftHeaders.rawMetadata(now)
        .forEach((name, value) -> post.header(SwiftMetadata.HEADER + name, value));
    keepHeaders(now, post);
    return post;
  }

  /** What this library notes of a large object. */
  private static void keepMarks(HttpHeaders now, SwiftCall post) {
    SwiftHeaders.rawMetadata(now)
        .forEach(
            (name, value) -> {
              if (name.equals(SwiftHeaders.OWNER) || name.equals(SwiftHeaders.CRC32C)) {
                post.header(SwiftMetadata.HEADER + name, value);
              }
            });
  }

  private static void keepHeaders(HttpHeaders now, SwiftCall post) {
    for (String name :
        List.of(
            "Content-Encoding",
            "Content-Disposition",
            "Content-Language",
            "Cache-Control",
            SwiftHeaders.DYNAMIC)) {
      now.first(name).ifPresent(value -> post.header(name, value));
    }
  }

  private HttpHeaders head(String key) throws IOException {
    try (HttpResponse response = wire.expect(SwiftCall.object("HEAD", container, key))) {
      return response.headers();
    }
  }

  /** What the container holds; Swift counts a moment late. */
  public SwiftClient.Usage usage() throws IOException {
    try (HttpResponse response = wire.expect(SwiftCall.container("HEAD", container))) {
      HttpHeaders headers = response.headers();
      return new SwiftClient.Usage(
          1,
          SwiftClient.number(headers, "X-Container-Object-Count"),
          SwiftClient.number(headers, "X-Container-Bytes-Used"),
          ContainerHeaders.metadata(headers, "x-container-meta-"));
    }
  }

  /** Sets metadata of the container, such as {@code Temp-URL-Key}; an empty value removes one. */
  public void setContainerMetadata(Map<String, String> metadata) throws IOException {
    SwiftCall post = SwiftCall.container("POST", container).empty();
    metadata.forEach((name, value) -> post.header("X-Container-Meta-" + name, value));
    wire.expect(post).close();
  }

  /** Limits the container; 0 takes a limit away. */
  public void setQuota(long bytes, long objects) throws IOException {
    setContainerMetadata(
        Map.of(
            "Quota-Bytes", bytes == 0 ? "" : String.valueOf(bytes),
            "Quota-Count", objects == 0 ? "" : String.valueOf(objects)));
  }

  /** Who may read and who may write, in Swift's words, such as {@code .r:*,.rlistings}. */
  public void setAccess(String read, String write) throws IOException {
    wire.expect(
            SwiftCall.container("POST", container)
                .empty()
                .header("X-Container-Read", read)
                .header("X-Container-Write", write))
        .close();
  }

  /**
   * A temporary URL for every object whose name starts with a prefix: put the rest of the name into
   * its path. It carries its own permission: treat it as a secret.
   */
  public URI temporaryUrls(String method, String prefix, Instant expires) throws IOException {
    return new TempUrls(client, container, client.pacer()).url(method, prefix, expires, true, "");
  }

  /** Where an object is, without any permission. */
  public URI location(String key) throws IOException {
    String account = wire.sessions().current().storageUrl();
    return URI.create(
        account + "/" + StorageUrl.encodeKey(container) + "/" + StorageUrl.encodeKey(key));
  }
}
