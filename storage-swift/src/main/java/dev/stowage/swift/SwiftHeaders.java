package dev.stowage.swift;

import dev.stowage.blob.BlobHeaders;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.ByteRange;
import dev.stowage.blob.Checksum;
import dev.stowage.blob.ChecksumAlgorithm;
import dev.stowage.blob.GetOptions;
import dev.stowage.blob.PutOptions;
import dev.stowage.http.HttpHeaders;
import dev.stowage.wire.WireTimes;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Options as headers, and headers as what is known of a blob. */
final class SwiftHeaders {
  static final String LARGE = "X-Static-Large-Object";
  static final String DYNAMIC = "X-Object-Manifest";

  /** Where the checksum of a large object's bytes is kept; Swift itself knows none. */
  static final String CRC32C = SwiftMetadata.RESERVED + "crc32c";

  /** Which object the segments were made for. */
  static final String OWNER = SwiftMetadata.RESERVED + "owner";

  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d+)-(\\d+)/(\\d+)");

  private SwiftHeaders() {}

  static void attributes(SwiftCall call, PutOptions options) {
    BlobHeaders headers = options.headers();
    // Swift guesses from the key's extension where nothing is said.
    call.header("Content-Type", headers.contentType().orElse("application/octet-stream"));
    headers.contentEncoding().ifPresent(value -> call.header("Content-Encoding", value));
    headers.contentLanguage().ifPresent(value -> call.header("Content-Language", value));
    headers.contentDisposition().ifPresent(value -> call.header("Content-Disposition", value));
    headers.cacheControl().ifPresent(value -> call.header("Cache-Control", value));
    SwiftMetadata.encode(options.metadata())
        .forEach((name, value) -> call.header(SwiftMetadata.HEADER + name, value));
  }

  static void condition(SwiftCall call, PutOptions options) {
    if (options.condition().isIfAbsent()) {
      call.header("If-None-Match", "*");
    }
  }

  static void conditions(SwiftCall call, GetOptions options) {
    options.ifMatch().ifPresent(etag -> call.header("If-Match", quoted(etag)));
    options.ifNoneMatch().ifPresent(etag -> call.header("If-None-Match", quoted(etag)));
    options
        .ifModifiedSince()
        .ifPresent(at -> call.header("If-Modified-Since", HTTP_DATE.format(at)));
    options
        .ifUnmodifiedSince()
        .ifPresent(at -> call.header("If-Unmodified-Since", HTTP_DATE.format(at)));
  }

  static void range(SwiftCall call, ByteRange range) {
    if (range.isAll()) {
      return;
    }
    long length = range.length().orElse(-1);
    String value;
    if (range.isSuffix()) {
      value = "-" + length;
    } else {
      value = range.offset() + "-" + (length < 0 ? "" : range.offset() + length - 1);
    }
    call.header("Range", "bytes=" + value);
  }

  static String quoted(String etag) {
    return etag.startsWith("\"") ? etag : '"' + etag + '"';
  }

  static String unquoted(String etag) {
    return etag.length() >= 2 && etag.startsWith("\"") && etag.endsWith("\"")
        ? etag.substring(1, etag.length() - 1)
        : etag;
  }

  static String etag(HttpHeaders headers) {
    return unquoted(headers.first("Etag").orElse(""));
  }

  static boolean isLarge(HttpHeaders headers) {
    return headers.first(LARGE).map(value -> value.equalsIgnoreCase("true")).orElse(false);
  }

  static Map<String, String> rawMetadata(HttpHeaders headers) {
    Map<String, String> raw = new HashMap<>();
    headers.forEach(
        (name, value) -> {
          String user = SwiftMetadata.nameOf(name);
          if (!user.isEmpty()) {
            raw.put(user, value);
          }
        });
    return raw;
  }

  static BlobInfo info(String key, long size, HttpHeaders headers) {
    Map<String, String> raw = rawMetadata(headers);
    String etag = etag(headers);
    return BlobInfo.builder(key, size)
        .etag(etag)
        .modified(headers.first("Last-Modified").map(WireTimes::httpDate).orElse(Instant.EPOCH))
        .headers(
            BlobHeaders.none()
                .withContentType(headers.first("Content-Type").orElse(null))
                .withContentEncoding(headers.first("Content-Encoding").orElse(null))
                .withContentLanguage(headers.first("Content-Language").orElse(null))
                .withContentDisposition(headers.first("Content-Disposition").orElse(null))
                .withCacheControl(headers.first("Cache-Control").orElse(null)))
        .metadata(SwiftMetadata.decode(raw))
        .checksums(checksums(headers, raw, etag))
        .expires(headers.first("X-Delete-At").map(SwiftHeaders::epoch).orElse(null))
        .build();
  }

  private static Map<ChecksumAlgorithm, Checksum> checksums(
      HttpHeaders headers, Map<String, String> raw, String etag) {
    if (!isLarge(headers) && !headers.contains(DYNAMIC)) {
      return md5(etag);
    }
    String crc = raw.getOrDefault(CRC32C, "");
    return isLarge(headers) && crc.matches("[0-9a-f]{8}")
        ? Map.of(ChecksumAlgorithm.CRC32C, new Checksum(ChecksumAlgorithm.CRC32C, crc))
        : Map.of();
  }

  /** The etag of a plain object is the MD5 of its bytes. */
  static Map<ChecksumAlgorithm, Checksum> md5(String etag) {
    return etag.matches("[0-9a-f]{32}")
        ? Map.of(ChecksumAlgorithm.MD5, new Checksum(ChecksumAlgorithm.MD5, etag))
        : Map.of();
  }

  static long length(HttpHeaders headers) throws IOException {
    String length = headers.first("Content-Length").orElse("");
    if (!length.matches("[0-9]{1,18}")) {
      throw new IOException("Swift did not say how long the object is");
    }
    return Long.parseLong(length);
  }

  /** What was served of how much. */
  record Served(ByteRange range, long size) {}

  static Served served(int status, HttpHeaders headers) throws IOException {
    if (status != 206) {
      long size = length(headers);
      return new Served(ByteRange.of(0, size), size);
    }
    Matcher range = CONTENT_RANGE.matcher(headers.first("Content-Range").orElse(""));
    if (!range.matches()) {
      throw new IOException("Swift did not say which range it serves");
    }
    long first = Long.parseLong(range.group(1));
    long last = Long.parseLong(range.group(2));
    return new Served(ByteRange.of(first, last - first + 1), Long.parseLong(range.group(3)));
  }

  private static @Nullable Instant epoch(String seconds) {
    return seconds.matches("[0-9]{1,11}") ? Instant.ofEpochSecond(Long.parseLong(seconds)) : null;
  }

  /** The time of a listing, in whole seconds rounded up as {@code Last-Modified} has them. */
  static Instant listed(String text) {
    Instant exact = exactly(text);
    return exact.getNano() == 0 ? exact : Instant.ofEpochSecond(exact.getEpochSecond() + 1);
  }

  /** The time of a listing. */
  static Instant exactly(String text) {
    try {
      return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      return Instant.EPOCH;
    }
  }
}
