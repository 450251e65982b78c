package dev.stowage.gcs;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.ByteRange;
import dev.stowage.blob.GetOptions;
import dev.stowage.gcs.GcsWire.Ask;
import dev.stowage.http.HttpHeaders;
import dev.stowage.http.HttpResponse;
import dev.stowage.spi.BlobDriver.BlobReply;
import dev.stowage.spi.ReadConditions;
import dev.stowage.wire.MalformedReplyException;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Reading objects and what is known of them. */
final class GcsReads {
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final GcsConfig config;
  private final GcsWire wire;

  GcsReads(GcsConfig config, GcsWire wire) {
    this.config = config;
    this.wire = wire;
  }

  BlobReply get(String key, GetOptions options) throws IOException {
    if (options.ifNoneMatch().filter(e -> !Generation.ofEtag(e).isForeign()).isPresent()) {
      return getIfChanged(key, options);
    }
    URI uri = wire.endpoint().xml(config.bucket(), key, version(options));
    HttpResponse reply = wire.send(Ask.of("GET", uri, headers(options)));
    return reply(reply, options, GcsReplies.info(key, closing(reply)));
  }

  /** The headers of a reply that has to be closed when they make no sense. */
  private static HttpHeaders closing(HttpResponse reply) throws IOException {
    if (!reply.headers().contains("x-goog-generation")) {
      reply.close();
    }
    return reply.headers();
  }

  /**
   * Only the JSON API can be asked for a generation other than one; its downloads say nothing of
   * the metadata, so that what did change takes a second request.
   */
  private BlobReply getIfChanged(String key, GetOptions options) throws IOException {
    Map<String, String> query = new LinkedHashMap<>(version(options));
    query.put("alt", "media");
    conditions(options, query);
    URI uri = wire.endpoint().download(config.bucket(), key, query);
    GetOptions range = GetOptions.defaults().withRange(options.range());
    HttpResponse reply = wire.send(Ask.of("GET", uri, headers(range)));
    try {
      GetOptions same = GetOptions.defaults().withVersion(GcsDriver.generation(reply.headers()));
      BlobInfo info = head(key, same);
      ReadConditions.check(info, times(options));
      return reply(reply, options, info);
    } catch (IOException | RuntimeException e) {
      reply.close();
      throw e;
    }
  }

  private static BlobReply reply(HttpResponse reply, GetOptions options, BlobInfo info)
      throws IOException {
    try {
      if (reply.status() == 206) {
        return new BlobReply(info, GcsReplies.served(reply.headers()), reply.body());
      }
      ByteRange whole = ByteRange.of(0, info.size());
      if (!options.range().within(info.size()).equals(whole)) {
        throw new MalformedReplyException("the service answered a range with the whole blob");
      }
      return new BlobReply(info, whole, reply.body());
    } catch (IOException | RuntimeException e) {
      reply.close();
      throw e;
    }
  }

  private static Map<String, String> version(GetOptions options) {
    return options
        .version()
        .map(
            version -> {
              if (!Generation.names(version)) {
                throw StorageException.of(ErrorCode.NOT_FOUND, "no such version");
              }
              return Map.of("generation", version);
            })
        .orElse(Map.of());
  }

  /** Who accepts gzip gets the bytes as they are stored, whatever their encoding is. */
  private static Map<String, String> headers(GetOptions options) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Accept-Encoding", "gzip");
    ByteRange range = options.range();
    if (range.isSuffix()) {
      headers.put("Range", "bytes=-" + range.length().orElseThrow());
    } else if (!range.isAll()) {
      String last =
          range.length().isPresent()
              ? Long.toString(range.offset() + range.length().getAsLong() - 1)
              : "";
      headers.put("Range", "bytes=" + range.offset() + "-" + last);
    }
    options.ifMatch().ifPresent(e -> headers.putAll(Generation.ofEtag(e).headers()));
    if (options.ifMatch().isEmpty()) {
      options.ifUnmodifiedSince().ifPresent(t -> headers.put("If-Unmodified-Since", date(t)));
    }
    if (options.ifNoneMatch().isEmpty()) {
      options.ifModifiedSince().ifPresent(t -> headers.put("If-Modified-Since", date(t)));
    }
    return headers;
  }

  private static String date(Instant time) {
    return HTTP_DATE.format(time);
  }

  private static void conditions(GetOptions options, Map<String, String> query) {
    options.ifMatch().ifPresent(e -> Generation.ofEtag(e).toQuery("if", query));
    options
        .ifNoneMatch()
        .map(Generation::ofEtag)
        .filter(g -> !g.isForeign())
        .ifPresent(g -> query.put("ifGenerationNotMatch", Long.toString(g.generation())));
  }

  /** Times of one answer are compared here: the JSON API knows no conditions on them. */
  BlobInfo head(String key, GetOptions options) throws IOException {
    Map<String, String> query = new LinkedHashMap<>(version(options));
    query.put("fields", GcsResource.FIELDS);
    conditions(options, query);
    String path = GcsEndpoint.object(config.bucket(), key);
    BlobInfo info = GcsResource.info(wire.json(Ask.of("GET", wire.endpoint().json(path, query))));
    ReadConditions.check(info, times(options));
    return info;
  }

  /** The conditions on times that are not overruled by one on an etag. */
  private static GetOptions times(GetOptions options) {
    GetOptions times = GetOptions.defaults();
    if (options.ifMatch().isEmpty() && options.ifUnmodifiedSince().isPresent()) {
      times = times.withIfUnmodifiedSince(options.ifUnmodifiedSince().get());
    }
    if (options.ifNoneMatch().isEmpty() && options.ifModifiedSince().isPresent()) {
      times = times.withIfModifiedSince(options.ifModifiedSince().get());
    }
    return times;
  }
}
