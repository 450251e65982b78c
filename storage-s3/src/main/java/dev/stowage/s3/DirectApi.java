package dev.stowage.s3;

import dev.stowage.blob.BlobVersion;
import dev.stowage.blob.ContainerInfo;
import dev.stowage.blob.ListPage;
import dev.stowage.blob.ListRequest;
import dev.stowage.blob.PendingUpload;
import dev.stowage.blob.UploadPart;
import dev.stowage.http.HttpBody;
import dev.stowage.http.HttpHeaders;
import dev.stowage.http.HttpResponse;
import dev.stowage.http.HttpTransport;
import dev.stowage.s3.S3Wire.Unsigned;
import dev.stowage.spi.BlobContent;
import dev.stowage.spi.BlobDriver.Page;
import dev.stowage.wire.MalformedReplyException;
import dev.stowage.wire.XmlNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;

/** The protocol by our own hands: build the request, have it signed, send it, read the reply. */
final class DirectApi implements S3Api {
  private final S3Config config;
  private final S3Wire wire;
  private final HttpTransport transport;
  private final boolean owner;
  private final S3Requests requests;
  private final Sums sums;
  private @Nullable S3Client client;

  DirectApi(S3Config config, S3Wire wire, HttpTransport transport) {
    this(config, wire, transport, true);
  }

  private DirectApi(S3Config config, S3Wire wire, HttpTransport transport, boolean owner) {
    this.config = config;
    this.wire = wire;
    this.transport = transport;
    this.sums = new Sums(config);
    this.requests = new S3Requests(config, sums);
    this.owner = owner;
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

  private String path(@Nullable String key) {
    return wire.endpoint().path(key);
  }

  /** Sends what has no body and is answered without one that matters. */
  private HttpHeaders plain(
      String method, @Nullable String key, Map<String, String> query, Map<String, String> headers)
      throws IOException {
    try (HttpResponse reply =
        wire.send(new Unsigned(method, path(key), query, headers), null, false)) {
      return reply.headers();
    }
  }

  /** Sends what is answered by a document. An error document is an error whatever the status. */
  private Assembled document(Unsigned request) throws IOException {
    try (HttpResponse reply = wire.send(request, null, false)) {
      XmlNode root = XmlNode.parse(reply.body());
      if (root.name().equals("Error")) {
        throw S3Errors.inside(reply, root);
      }
      return new Assembled(reply.headers(), S3Xml.fields(root));
    }
  }

  private XmlNode tree(Unsigned request) throws IOException {
    try (HttpResponse reply = wire.send(request, null, false)) {
      XmlNode root = XmlNode.parse(reply.body());
      if (root.name().equals("Error")) {
        throw S3Errors.inside(reply, root);
      }
      return root;
    }
  }

  private XmlNode listing(Map<String, String> query) throws IOException {
    return tree(new Unsigned("GET", path(null), query, requests.any()));
  }

  private static HttpBody xml(String text) {
    return HttpBody.of(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void headBucket() throws IOException {
    plain("HEAD", null, Map.of(), requests.any());
  }

  @Override
  public HttpHeaders put(
      Target target, Map<String, String> headers, BlobContent content, Sums.Plan plan)
      throws IOException {
    headers.putAll(plan.headers());
    Unsigned request =
        new Unsigned(
            "PUT", path(target.key()), part(target), headers, new ContentBody(content, plan));
    try (HttpResponse reply = wire.send(request, plan, !content.replayable())) {
      return reply.headers();
    }
  }

  private static Map<String, String> part(Target target) {
    String id = target.uploadId();
    return id == null
        ? Map.of()
        : query("partNumber", Integer.toString(target.part()), "uploadId", id);
  }

  private static Map<String, String> upload(Target target) {
    return query("uploadId", java.util.Objects.requireNonNull(target.uploadId()));
  }

  @Override
  public Opened get(String key, @Nullable String version, Map<String, String> headers)
      throws IOException {
    Unsigned request = new Unsigned("GET", path(key), version(version), headers);
    HttpResponse reply = wire.send(request, null, false);
    return new Opened(reply.status(), reply.headers(), reply.body());
  }

  @Override
  public HttpHeaders head(String key, @Nullable String version, Map<String, String> headers)
      throws IOException {
    return plain("HEAD", key, version(version), headers);
  }

  @Override
  public Map<String, String> tags(String key, @Nullable String version) throws IOException {
    Map<String, String> query = query("tagging", "");
    query.putAll(version(version));
    return S3Xml.tags(tree(new Unsigned("GET", path(key), query, requests.any())));
  }

  @Override
  public void delete(String key, @Nullable String version, Map<String, String> headers)
      throws IOException {
    plain("DELETE", key, version(version), headers);
  }

  @Override
  public Map<String, List<String>> deleteMany(List<String> keys) throws IOException {
    byte[] body = S3Xml.deleteRequest(keys).getBytes(StandardCharsets.UTF_8);
    Map<String, String> headers = requests.any();
    headers.put("content-md5", md5(body));
    headers.put("content-type", "application/xml");
    return S3Xml.deleteErrors(
        tree(new Unsigned("POST", path(null), query("delete", ""), headers, HttpBody.of(body))));
  }

  static String md5(byte[] bytes) {
    try {
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("MD5").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has MD5", e);
    }
  }

  @Override
  public ListPage list(ListRequest request) throws IOException {
    Map<String, String> query = query("list-type", "2", "encoding-type", "url");
    query.put("max-keys", Integer.toString(request.pageSize()));
    if (!request.prefix().isEmpty()) {
      query.put("prefix", request.prefix());
    }
    request.delimiter().ifPresent(d -> query.put("delimiter", d));
    request.startAfter().ifPresent(s -> query.put("start-after", s));
    request.cursor().ifPresent(c -> query.put("continuation-token", c));
    return S3Xml.list(listing(query));
  }

  @Override
  public Page<BlobVersion> versions(String prefix, @Nullable String cursor) throws IOException {
    return S3Xml.versions(listing(marked("versions", prefix, cursor, "version-id-marker")));
  }

  private static Map<String, String> marked(
      String what, String prefix, @Nullable String cursor, String idMarker) {
    Map<String, String> query = query(what, "", "encoding-type", "url");
    if (!prefix.isEmpty()) {
      query.put("prefix", prefix);
    }
    String[] markers = S3Xml.markers(cursor == null ? "" : cursor);
    if (!markers[0].isEmpty()) {
      query.put("key-marker", markers[0]);
    }
    if (!markers[1].isEmpty()) {
      query.put(idMarker, markers[1]);
    }
    return query;
  }

  @Override
  public Assembled copy(String key, Map<String, String> headers) throws IOException {
    return document(new Unsigned("PUT", path(key), Map.of(), headers, HttpBody.empty()));
  }

  @Override
  public String start(String key, Map<String, String> headers) throws IOException {
    Unsigned request =
        new Unsigned("POST", path(key), query("uploads", ""), headers, HttpBody.empty());
    String id = document(request).fields().getOrDefault("UploadId", "");
    if (id.isEmpty()) {
      throw new MalformedReplyException("an upload was started but has no id");
    }
    return id;
  }

  @Override
  public Assembled copyPart(Target target, Map<String, String> headers) throws IOException {
    return document(
        new Unsigned("PUT", path(target.key()), part(target), headers, HttpBody.empty()));
  }

  @Override
  public Assembled complete(Target target, List<UploadPart> parts, Map<String, String> headers)
      throws IOException {
    headers.put("content-type", "application/xml");
    return document(
        new Unsigned(
            "POST",
            path(target.key()),
            upload(target),
            headers,
            xml(S3Xml.completeRequest(parts, sums))));
  }

  @Override
  public void abort(Target target) throws IOException {
    plain("DELETE", target.key(), upload(target), requests.any());
  }

  @Override
  public Page<UploadPart> parts(Target target, int after) throws IOException {
    Map<String, String> query = upload(target);
    if (after > 0) {
      query.put("part-number-marker", Integer.toString(after));
    }
    return S3Xml.parts(tree(new Unsigned("GET", path(target.key()), query, requests.any())), sums);
  }

  @Override
  public Page<PendingUpload> uploads(String prefix, @Nullable String cursor) throws IOException {
    return S3Xml.uploads(listing(marked("uploads", prefix, cursor, "upload-id-marker")));
  }

  @Override
  public Page<ContainerInfo> buckets(@Nullable String cursor) throws IOException {
    Map<String, String> query = cursor == null ? Map.of() : query("continuation-token", cursor);
    return S3Xml.buckets(tree(new Unsigned("GET", path(null), query, Map.of())));
  }

  @Override
  public void createBucket(String bucket, @Nullable String location) throws IOException {
    HttpBody body = location == null ? HttpBody.empty() : xml(S3Xml.bucketRequest(location));
    DirectApi there = (DirectApi) forBucket(bucket);
    there
        .wire
        .send(new Unsigned("PUT", there.path(null), Map.of(), Map.of(), body), null, false)
        .close();
  }

  @Override
  public void deleteBucket(String bucket) throws IOException {
    ((DirectApi) forBucket(bucket)).plain("DELETE", null, Map.of(), Map.of());
  }

  @Override
  public S3Api forBucket(String bucket) {
    S3Config there = config.withBucket(bucket);
    return new DirectApi(there, wire.at(S3Endpoint.of(there, wire.region())), transport, false);
  }

  @Override
  public boolean sameAccount(S3Api other) {
    return other instanceof DirectApi that
        && config.endpoint().equals(that.config.endpoint())
        && wire.region().equals(that.wire.region())
        && wire.credentials().sameAs(that.wire.credentials());
  }

  @Override
  public <T> @Nullable T unwrap(Class<T> type) {
    return type == S3Client.class ? type.cast(client()) : null;
  }

  /** Made when it is asked for: it costs more to start than all the rest. */
  private synchronized S3Client client() {
    S3Client made = client;
    if (made == null) {
      made = S3Clients.client(config, wire, transport);
      client = made;
    }
    return made;
  }

  @Override
  public void close() {
    synchronized (this) {
      if (client != null) {
        client.close();
      }
    }
    if (owner) {
      transport.close();
    }
  }
}
