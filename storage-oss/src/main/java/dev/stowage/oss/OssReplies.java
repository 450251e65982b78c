package dev.stowage.oss;

import dev.stowage.blob.BlobHeaders;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.ByteRange;
import dev.stowage.blob.Checksum;
import dev.stowage.blob.ChecksumAlgorithm;
import dev.stowage.blob.PutResult;
import dev.stowage.http.HttpHeaders;
import dev.stowage.wire.MalformedReplyException;
import dev.stowage.wire.WireTimes;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Headers of the protocol as our values. */
final class OssReplies {
  private static final Pattern CONTENT_RANGE = Pattern.compile("bytes ([0-9]+)-([0-9]+)/([0-9]+)");
  private static final Pattern EXPIRY = Pattern.compile("expiry-date=\"([^\"]+)\"");
  private static final String CRC64 = "x-oss-hash-crc64ecma";

  private OssReplies() {}

  static BlobInfo whole(String key, HttpHeaders headers) throws IOException {
    return builder(key, headers, length(headers)).checksums(checksums(headers)).build();
  }

  /** OSS tells the checksum of the whole beside a part too. */
  static BlobInfo partial(String key, HttpHeaders headers) throws IOException {
    Matcher range = contentRange(headers);
    return builder(key, headers, Long.parseLong(range.group(3)))
        .checksums(checksums(headers))
        .build();
  }

  static ByteRange served(HttpHeaders headers) throws IOException {
    Matcher range = contentRange(headers);
    long first = Long.parseLong(range.group(1));
    return ByteRange.of(first, Long.parseLong(range.group(2)) - first + 1);
  }

  private static Matcher contentRange(HttpHeaders headers) throws IOException {
    Matcher range = CONTENT_RANGE.matcher(headers.first("Content-Range").orElse(""));
    if (!range.matches()) {
      throw new MalformedReplyException("a partial reply has no Content-Range");
    }
    return range;
  }

  private static long length(HttpHeaders headers) throws IOException {
    String text = headers.first("Content-Length").orElse("");
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new MalformedReplyException("the reply does not say how long the blob is");
    }
  }

  private static BlobInfo.Builder builder(String key, HttpHeaders headers, long size) {
    return BlobInfo.builder(key, size)
        .etag(headers.first("ETag").orElse(""))
        .modified(WireTimes.httpDate(headers.first("Last-Modified").orElse("")))
        .version(headers.first("x-oss-version-id").orElse(null))
        .headers(standard(headers))
        .metadata(metadata(headers))
        .storageClass(headers.first("x-oss-storage-class").orElse(null))
        .expires(expires(headers));
  }

  private static BlobHeaders standard(HttpHeaders headers) {
    return BlobHeaders.none()
        .withContentType(headers.first("Content-Type").orElse("application/octet-stream"))
        .withContentEncoding(headers.first("Content-Encoding").orElse(null))
        .withContentLanguage(headers.first("Content-Language").orElse(null))
        .withContentDisposition(headers.first("Content-Disposition").orElse(null))
        .withCacheControl(headers.first("Cache-Control").orElse(null));
  }

  private static Map<String, String> metadata(HttpHeaders headers) {
    Map<String, String> metadata = new TreeMap<>();
    headers.forEach(
        (name, value) -> {
          if (name.regionMatches(true, 0, OssRequests.META, 0, OssRequests.META.length())) {
            String bare = name.substring(OssRequests.META.length()).toLowerCase(Locale.ROOT);
            metadata.put(bare, value);
          }
        });
    return metadata;
  }

  private static @Nullable Instant expires(HttpHeaders headers) {
    Matcher expiry = EXPIRY.matcher(headers.first("x-oss-expiration").orElse(""));
    return expiry.find() ? WireTimes.httpDate(expiry.group(1)) : null;
  }

  /** The checksum of the whole object, an unsigned decimal number on the wire. */
  static Map<ChecksumAlgorithm, Checksum> checksums(HttpHeaders headers) {
    return checksums(headers.first(CRC64).orElse(""));
  }

  static Map<ChecksumAlgorithm, Checksum> checksums(String crc64) {
    if (!crc64.matches("[0-9]{1,20}")) {
      return Map.of();
    }
    try {
      return Map.of(ChecksumAlgorithm.CRC64XZ, OssSums.checksum(Long.parseUnsignedLong(crc64)));
    } catch (NumberFormatException e) {
      return Map.of(); // More than 64 bits are no checksum of 64.
    }
  }

  /** What the reply to a write says. */
  static PutResult written(HttpHeaders headers, String etag, long size) {
    return PutResult.of(etag, size)
        .withVersion(headers.first("x-oss-version-id").orElse(null))
        .withChecksums(checksums(headers));
  }
}
