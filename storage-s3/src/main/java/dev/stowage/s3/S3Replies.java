package dev.stowage.s3;

import dev.stowage.blob.BlobHeaders;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.ByteRange;
import dev.stowage.http.HttpHeaders;
import dev.stowage.wire.MalformedReplyException;
import dev.stowage.wire.MetadataText;
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
final class S3Replies {
  private static final Pattern CONTENT_RANGE = Pattern.compile("bytes ([0-9]+)-([0-9]+)/([0-9]+)");
  private static final Pattern EXPIRY = Pattern.compile("expiry-date=\"([^\"]+)\"");

  private final Sums sums;

  S3Replies(Sums sums) {
    this.sums = sums;
  }

  BlobInfo whole(String key, HttpHeaders headers) throws IOException {
    return builder(key, headers, length(headers)).checksums(sums.of(headers)).build();
  }

  /** A reply of 206 is about a part, and so may be its checksum. */
  BlobInfo partial(String key, HttpHeaders headers) throws IOException {
    Matcher range = contentRange(headers);
    return builder(key, headers, Long.parseLong(range.group(3))).build();
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

  private BlobInfo.Builder builder(String key, HttpHeaders headers, long size) {
    return BlobInfo.builder(key, size)
        .etag(headers.first("ETag").orElse(""))
        .modified(WireTimes.httpDate(headers.first("Last-Modified").orElse("")))
        .version(headers.first("x-amz-version-id").orElse(null))
        .headers(standard(headers))
        .metadata(metadata(headers))
        .storageClass(headers.first("x-amz-storage-class").orElse(null))
        .expires(expires(headers));
  }

  private static BlobHeaders standard(HttpHeaders headers) {
    return BlobHeaders.none()
        .withContentType(headers.first("Content-Type").orElse("application/octet-stream"))
        .withContentEncoding(encoding(headers.first("Content-Encoding").orElse("")))
        .withContentLanguage(headers.first("Content-Language").orElse(null))
        .withContentDisposition(headers.first("Content-Disposition").orElse(null))
        .withCacheControl(headers.first("Cache-Control").orElse(null));
  }

  /** Some services keep the framing of the upload as if it were the blob's. */
  private static @Nullable String encoding(String value) {
    if (!value.contains("aws-chunked")) {
      return value.isEmpty() ? null : value;
    }
    String rest = value.replaceAll("\\s*,?\\s*aws-chunked\\s*,?\\s*", "");
    return rest.isEmpty() ? null : rest;
  }

  private static Map<String, String> metadata(HttpHeaders headers) {
    Map<String, String> metadata = new TreeMap<>();
    headers.forEach(
        (name, value) -> {
          if (name.regionMatches(true, 0, S3Requests.META, 0, S3Requests.META.length())) {
            String bare = name.substring(S3Requests.META.length()).toLowerCase(Locale.ROOT);
            metadata.put(bare, MetadataText.decode(value));
          }
        });
    return metadata;
  }

  private static @Nullable Instant expires(HttpHeaders headers) {
    Matcher expiry = EXPIRY.matcher(headers.first("x-amz-expiration").orElse(""));
    return expiry.find() ? WireTimes.httpDate(expiry.group(1)) : null;
  }
}
