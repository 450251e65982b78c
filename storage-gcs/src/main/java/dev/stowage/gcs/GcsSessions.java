package dev.stowage.gcs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stowage.blob.Checksum;
import dev.stowage.blob.ChecksumAlgorithm;
import dev.stowage.blob.PutOptions;
import dev.stowage.blob.PutResult;
import dev.stowage.gcs.GcsWire.Ask;
import dev.stowage.http.HttpBody;
import dev.stowage.http.HttpResponse;
import dev.stowage.spi.BlobContent;
import dev.stowage.wire.MalformedReplyException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.WeakHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Resumable uploads. An attempt that failed is gone on with by the next one of the same call: the
 * service says how much it has, and only the rest is sent.
 *
 * <p>The checksum of a body that is not in memory goes along with its last bytes, which are held
 * back until it is known: so the service compares before it publishes.
 */
final class GcsSessions {
  /** All requests but the last carry a multiple of this. */
  static final int MULTIPLE = 256 << 10;

  private static final Pattern RANGE = Pattern.compile("bytes=0-([0-9]{1,18})");

  private final GcsConfig config;
  private final GcsWire wire;
  private final GcsResource resources;

  /** The uploads under way; the portable layer hands in the same content for every attempt. */
  private final Map<BlobContent, URI> underway = Collections.synchronizedMap(new WeakHashMap<>());

  GcsSessions(GcsConfig config, GcsWire wire, GcsResource resources) {
    this.config = config;
    this.wire = wire;
    this.resources = resources;
  }

  /** What the service has of an upload: all of it, or so many bytes. */
  record State(@Nullable JsonNode done, long persisted) {}

  PutResult put(String key, BlobContent content, PutOptions options) throws IOException {
    Optional<Checksum> known = content.before(ChecksumAlgorithm.CRC32C);
    if (known.isEmpty()) {
      content.require(ChecksumAlgorithm.CRC32C);
    }
    URI session = underway.get(content);
    State state = session == null ? null : stateOf(session, content.size());
    if (session == null || state == null) {
      session = start(key, options, known.orElse(null), content.size());
      state = new State(null, 0);
      underway.put(content, session);
    }
    if (state.done() != null) {
      return GcsResource.written(state.done());
    }
    try (InputStream in = content.open()) {
      skip(in, state.persisted());
      JsonNode done = send(session, in, state.persisted(), content, known.isPresent());
      underway.remove(content);
      PutResult result = GcsResource.written(done);
      return result.withChecksums(GcsResource.acknowledged(result.checksums()));
    }
  }

  /** Starts an upload; its URI is a permission, and good for a week. */
  URI start(String key, PutOptions options, @Nullable Checksum crc32c, long size)
      throws IOException {
    ObjectNode resource = resources.resource(options);
    resource.put("name", key);
    if (crc32c != null) {
      resource.put("crc32c", crc32c.base64());
    }
    Map<String, String> query = new LinkedHashMap<>();
    query.put("uploadType", "resumable");
    query.put("name", key);
    query.put("fields", GcsResource.FIELDS);
    config.kmsKey().ifPresent(k -> query.put("kmsKeyName", k));
    GcsDriver.condition(options.condition()).ifPresent(c -> c.toQuery("if", query));
    Ask plain =
        Ask.json("POST", wire.endpoint().upload(config.bucket(), query), resource.toString());
    Map<String, String> headers = new LinkedHashMap<>(plain.headers());
    headers.put("X-Upload-Content-Type", resource.path("contentType").asText());
    if (size >= 0) {
      headers.put("X-Upload-Content-Length", Long.toString(size));
    }
    Ask ask = new Ask("POST", plain.uri(), headers, plain.body(), true, false);
    try (HttpResponse reply = wire.send(ask)) {
      String location = reply.headers().first("Location").orElse("");
      if (location.isEmpty()) {
        throw new MalformedReplyException("a resumable upload was started but has no location");
      }
      return checked(URI.create(location));
    }
  }

  /** The token goes wherever the session is, so it must be at the service itself. */
  URI checked(URI session) throws IOException {
    String host = String.valueOf(session.getHost());
    boolean own = wire.endpoint().host().equals(session.getRawAuthority());
    boolean google = "https".equals(session.getScheme()) && host.endsWith(".googleapis.com");
    if (!own && !google) {
      throw new MalformedReplyException("the resumable upload is at a foreign host, " + host);
    }
    return session;
  }

  /**
   * Null when the service does not know the upload any more.
   *
   * @param size of the whole, or -1 when it is not known
   */
  @Nullable State stateOf(URI session, long size) throws IOException {
    String range = "bytes */" + (size < 0 ? "*" : Long.toString(size));
    Ask ask =
        new Ask("PUT", session, Map.of("Content-Range", range), HttpBody.empty(), true, false);
    try (HttpResponse reply = wire.sendResumable(ask)) {
      return reply.status() == 308
          ? new State(null, persisted(reply))
          : new State(GcsWire.document(reply), 0);
    } catch (GcsException e) {
      if (e.status() == 404 || e.status() == 410) {
        return null;
      }
      throw e;
    }
  }

  private static long persisted(HttpResponse reply) {
    Matcher range = RANGE.matcher(reply.headers().first("Range").orElse(""));
    return range.matches() ? Long.parseLong(range.group(1)) + 1 : 0;
  }

  private static void skip(InputStream in, long bytes) throws IOException {
    byte[] buffer = new byte[64 * 1024];
    for (long left = bytes; left > 0; ) {
      int n = in.read(buffer, 0, (int) Math.min(left, buffer.length));
      if (n < 0) {
        throw new EOFException("the body is shorter than what was uploaded of it");
      }
      left -= n;
    }
  }

  private JsonNode send(
      URI session, InputStream in, long from, BlobContent content, boolean sumKnown)
      throws IOException {
    long size = content.size();
    if (sumKnown) {
      return end(session, from, size, new StreamBody(in, size - from), Map.of());
    }
    long held = Math.max(from, (size - 1) / MULTIPLE * MULTIPLE);
    if (held > from) {
      String range = "bytes " + from + "-" + (held - 1) + "/" + size;
      Ask ask =
          new Ask(
              "PUT",
              session,
              Map.of("Content-Range", range),
              new StreamBody(in, held - from),
              false,
              false);
      try (HttpResponse reply = wire.sendResumable(ask)) {
        if (reply.status() != 308 || persisted(reply) != held) {
          throw new IOException("the service kept only a part of what was sent");
        }
      }
    }
    byte[] last = in.readNBytes((int) (size - held));
    int beyond = in.read(); // Lets the content see its own end, and with it the checksum.
    if (last.length != size - held || beyond >= 0) {
      throw new EOFException("the body does not have the size it said");
    }
    String sum = "crc32c=" + content.after(ChecksumAlgorithm.CRC32C).base64();
    return end(session, held, size, HttpBody.of(last), Map.of("x-goog-hash", sum));
  }

  private JsonNode end(URI session, long from, long size, HttpBody body, Map<String, String> more)
      throws IOException {
    Map<String, String> headers = new LinkedHashMap<>(more);
    headers.put(
        "Content-Range",
        from == size ? "bytes */" + size : "bytes " + from + "-" + (size - 1) + "/" + size);
    Ask ask = new Ask("PUT", session, headers, body, false, false);
    try (HttpResponse reply = wire.sendResumable(ask)) {
      if (reply.status() == 308) {
        throw new IOException("the service kept only a part of what was sent");
      }
      return GcsWire.document(reply);
    }
  }

  /** Sends one piece of an upload whose end may not be known; empty while it goes on. */
  State piece(URI session, byte[] bytes, int length, long from, OptionalLong size)
      throws IOException {
    String total = size.isPresent() ? Long.toString(size.getAsLong()) : "*";
    String range =
        length == 0
            ? "bytes */" + total
            : "bytes " + from + "-" + (from + length - 1) + "/" + total;
    Ask ask =
        new Ask(
            "PUT",
            session,
            Map.of("Content-Range", range),
            HttpBody.of(bytes, 0, length),
            true,
            false);
    try (HttpResponse reply = wire.sendResumable(ask)) {
      return reply.status() == 308
          ? new State(null, persisted(reply))
          : new State(GcsWire.document(reply), from + length);
    }
  }

  /** Gives an upload up; one that is gone is no failure. */
  void cancel(URI session) throws IOException {
    try {
      wire.send(Ask.of("DELETE", session)).close();
    } catch (GcsException e) {
      // Google answers 499 to say that it is done.
      if (e.status() != 499 && e.status() != 404 && e.status() != 410) {
        throw e;
      }
    }
  }

  /** So many bytes of a stream. */
  private record StreamBody(InputStream in, long length) implements HttpBody {
    @Override
    public void writeTo(OutputStream out) throws IOException {
      byte[] buffer = new byte[128 * 1024];
      for (long left = length; left > 0; ) {
        int n = in.read(buffer, 0, (int) Math.min(left, buffer.length));
        if (n < 0) {
          throw new EOFException("the body ended early");
        }
        out.write(buffer, 0, n);
        left -= n;
      }
    }
  }
}
