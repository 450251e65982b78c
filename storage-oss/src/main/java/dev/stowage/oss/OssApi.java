package dev.stowage.oss;

import dev.stowage.blob.BlobVersion;
import dev.stowage.blob.ContainerInfo;
import dev.stowage.blob.ListPage;
import dev.stowage.blob.ListRequest;
import dev.stowage.blob.PendingUpload;
import dev.stowage.blob.UploadPart;
import dev.stowage.http.HttpHeaders;
import dev.stowage.http.HttpResponse;
import dev.stowage.spi.BlobDriver.Page;
import dev.stowage.wire.MalformedReplyException;
import dev.stowage.wire.WireTimes;
import dev.stowage.wire.XmlNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The operations of the protocol on one bucket, each one request. */
final class OssApi {
  private final OssWire wire;
  private final OssRequests requests;
  private final String bucket;

  OssApi(OssWire wire, OssRequests requests, String bucket) {
    this.wire = wire;
    this.requests = requests;
    this.bucket = bucket;
  }

  /** The answer to a request whose reply may be an error document inside a 200. */
  record Document(HttpHeaders headers, XmlNode root) {}

  OssApi forBucket(String other) {
    return new OssApi(wire, requests, other);
  }

  OssWire wire() {
    return wire;
  }

  private static Map<String, String> query(String... pairs) {
    Map<String, String> query = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      query.put(pairs[i], pairs[i + 1]);
    }
    return query;
  }

  private static Map<String, String> version(@Nullable String version) {
    return version == null ? Map.of() : Map.of("versionId", version);
  }

  private OssRequest request(
      String method, @Nullable String key, Map<String, String> query, Map<String, String> headers) {
    return new OssRequest(method, bucket, key, query, headers, null);
  }

  private HttpHeaders plain(OssRequest request) throws IOException {
    try (HttpResponse reply = wire.send(request)) {
      return reply.headers();
    }
  }

  private Document document(OssRequest request) throws IOException {
    try (HttpResponse reply = wire.send(request)) {
      XmlNode root = XmlNode.parse(reply.body());
      if (root.name().equals("Error")) {
        throw OssErrors.inside(reply, request, root);
      }
      return new Document(reply.headers(), root);
    }
  }

  private XmlNode read(@Nullable String key, Map<String, String> query) throws IOException {
    return document(request("GET", key, query, requests.any())).root();
  }

  HttpHeaders put(String key, Map<String, String> headers, OssBody body) throws IOException {
    return plain(request("PUT", key, Map.of(), headers).withBody(body));
  }

  HttpHeaders append(String key, long position, Map<String, String> headers, OssBody body)
      throws IOException {
    Map<String, String> query = query("append", "", "position", Long.toString(position));
    return plain(request("POST", key, query, headers).withBody(body));
  }

  HttpResponse get(String key, @Nullable String version, Map<String, String> headers)
      throws IOException {
    return wire.send(request("GET", key, version(version), headers));
  }

  HttpHeaders head(String key, @Nullable String version, Map<String, String> headers)
      throws IOException {
    return plain(request("HEAD", key, version(version), headers));
  }

  Map<String, String> tags(String key, @Nullable String version) throws IOException {
    Map<String, String> query = query("tagging", "");
    query.putAll(version(version));
    return OssXml.tags(read(key, query));
  }

  void delete(String key, @Nullable String version) throws IOException {
    plain(request("DELETE", key, version(version), requests.any()));
  }

  /** The keys that were deleted. */
  Set<String> deleteMany(List<String> keys) throws IOException {
    byte[] body = OssXml.deleteRequest(keys).getBytes(StandardCharsets.UTF_8);
    Map<String, String> headers = requests.any();
    headers.put("content-md5", md5(body));
    headers.put("content-type", "application/xml");
    Map<String, String> query = query("delete", "", "encoding-type", "url");
    return OssXml.deleted(
        document(request("POST", null, query, headers).withBody(OssBody.of(body))).root());
  }

  static String md5(byte[] bytes) {
    try {
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("MD5").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has MD5", e);
    }
  }

  ListPage list(ListRequest request) throws IOException {
    return OssXml.list(listing(request).root());
  }

  private Document listing(ListRequest request) throws IOException {
    Map<String, String> query = query("list-type", "2", "encoding-type", "url");
    query.put("max-keys", Integer.toString(request.pageSize()));
    if (!request.prefix().isEmpty()) {
      query.put("prefix", request.prefix());
    }
    request.delimiter().ifPresent(d -> query.put("delimiter", d));
    request.startAfter().ifPresent(s -> query.put("start-after", s));
    request.cursor().ifPresent(c -> query.put("continuation-token", c));
    return document(request("GET", null, query, requests.any()));
  }

  /**
   * A page, and when the service made it.
   *
   * @param at the service's time, in whole seconds
   */
  record Seen(ListPage page, Instant at) {}

  Seen seen(ListRequest request) throws IOException {
    Document reply = listing(request);
    Instant at = WireTimes.httpDate(reply.headers().first("Date").orElse(""));
    return new Seen(OssXml.list(reply.root()), at);
  }

  Page<BlobVersion> versions(String prefix, @Nullable String cursor) throws IOException {
    return OssXml.versions(read(null, marked("versions", prefix, cursor)));
  }

  Page<PendingUpload> uploads(String prefix, @Nullable String cursor) throws IOException {
    return OssXml.uploads(read(null, marked("uploads", prefix, cursor)));
  }

  private static Map<String, String> marked(String what, String prefix, @Nullable String cursor) {
    boolean versions = what.equals("versions");
    Map<String, String> query = query(what, "", "encoding-type", "url");
    query.put(versions ? "max-keys" : "max-uploads", "1000");
    if (!prefix.isEmpty()) {
      query.put("prefix", prefix);
    }
    List<String> markers = OssXml.markers(cursor == null ? "" : cursor);
    if (!markers.get(0).isEmpty()) {
      query.put("key-marker", markers.get(0));
    }
    if (!markers.get(1).isEmpty()) {
      query.put(versions ? "version-id-marker" : "upload-id-marker", markers.get(1));
    }
    return query;
  }

  Document copy(String key, Map<String, String> headers) throws IOException {
    return document(request("PUT", key, Map.of(), headers).withBody(OssBody.empty()));
  }

  String start(String key, Map<String, String> headers) throws IOException {
    OssRequest request =
        request("POST", key, query("uploads", ""), headers).withBody(OssBody.empty());
    String id = document(request).root().of("UploadId");
    if (id.isEmpty()) {
      throw new MalformedReplyException("an upload was started but has no id");
    }
    return id;
  }

  private static Map<String, String> part(String uploadId, int number) {
    return query("partNumber", Integer.toString(number), "uploadId", uploadId);
  }

  HttpHeaders putPart(String key, String uploadId, int number, OssBody body) throws IOException {
    Map<String, String> headers = requests.any();
    headers.put("content-type", "application/octet-stream");
    return plain(request("PUT", key, part(uploadId, number), headers).withBody(body));
  }

  Document copyPart(String key, String uploadId, int number, Map<String, String> headers)
      throws IOException {
    return document(request("PUT", key, part(uploadId, number), headers).withBody(OssBody.empty()));
  }

  Document complete(
      String key, String uploadId, List<UploadPart> parts, Map<String, String> headers)
      throws IOException {
    headers.put("content-type", "application/xml");
    OssBody body = OssBody.of(OssXml.completeRequest(parts));
    return document(request("POST", key, query("uploadId", uploadId), headers).withBody(body));
  }

  void abort(String key, String uploadId) throws IOException {
    plain(request("DELETE", key, query("uploadId", uploadId), requests.any()));
  }

  Page<UploadPart> parts(String key, String uploadId, int after) throws IOException {
    Map<String, String> query = query("uploadId", uploadId, "max-parts", "1000");
    if (after > 0) {
      query.put("part-number-marker", Integer.toString(after));
    }
    return OssXml.parts(read(key, query));
  }

  /** Whether the bucket keeps versions, or did. */
  boolean keepsVersions() throws IOException {
    return !read(null, query("versioning", "")).of("Status").isEmpty();
  }

  /** Fails when there is no such bucket, or it may not be asked for. */
  void bucketInfo() throws IOException {
    read(null, query("bucketInfo", ""));
  }

  Page<ContainerInfo> buckets(@Nullable String cursor) throws IOException {
    Map<String, String> query = query("max-keys", "1000");
    if (cursor != null) {
      query.put("marker", cursor);
    }
    return OssXml.buckets(forBucket("").read(null, query));
  }

  void createBucket() throws IOException {
    plain(request("PUT", null, Map.of(), Map.of()).withBody(OssBody.empty()));
  }

  void deleteBucket() throws IOException {
    plain(request("DELETE", null, Map.of(), Map.of()));
  }

  void restore(String key, int days) throws IOException {
    Map<String, String> headers = requests.any();
    headers.put("content-type", "application/xml");
    OssBody body = OssBody.of("<RestoreRequest><Days>" + days + "</Days></RestoreRequest>");
    plain(request("POST", key, query("restore", ""), headers).withBody(body));
  }

  /** What a symlink points at, still encoded. */
  Optional<String> symlink(String key) throws IOException {
    return plain(request("GET", key, query("symlink", ""), requests.any()))
        .first("x-oss-symlink-target");
  }

  /**
   * Hands in an instruction.
   *
   * @param sub {@code x-oss-process} or {@code x-oss-async-process}
   */
  HttpResponse process(String key, String sub, String instruction) throws IOException {
    byte[] body = (sub + "=" + instruction).getBytes(StandardCharsets.UTF_8);
    Map<String, String> headers = requests.any();
    headers.put("content-type", "application/xml");
    headers.put("content-md5", md5(body));
    return wire.send(request("POST", key, query(sub, ""), headers).withBody(OssBody.of(body)));
  }
}
