package dev.stowage.gcs;

import dev.stowage.blob.BlobHeaders;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.ByteRange;
import dev.stowage.http.HttpHeaders;
import dev.stowage.wire.MalformedReplyException;
import dev.stowage.wire.MetadataText;
import dev.stowage.wire.WireTimes;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Headers of the XML API as our values. */
final class GcsReplies {
  private static final String META = "x-goog-meta-";
  private static final Pattern CONTENT_RANGE = Pattern.compile("bytes ([0-9]+)-([0-9]+)/([0-9]+)");

  /** What the service says when nothing is stored. */
  static final Set<String> DEFAULT_CACHING =
      Set.of("private, max-age=0", "public, max-age=3600", "private,max-age=0");

  private GcsReplies() {}

  static BlobInfo info(String key, HttpHeaders headers) throws IOException {
    String generation =
        headers
            .first("x-goog-generation")
            .orElseThrow(() -> new MalformedReplyException("the reply names no generation"));
    return BlobInfo.builder(key, size(headers))
        .etag(generation)
        .version(generation)
        .modified(WireTimes.httpDate(headers.first("Last-Modified").orElse("")))
        .headers(standard(headers))
        .metadata(metadata(headers))
        .storageClass(headers.first("x-goog-storage-class").orElse(null))
        .checksums(GcsResource.hashes(headers))
        .build();
  }

  /** Of the whole object, also when a part of it is served. */
  private static long size(HttpHeaders headers) throws IOException {
    if (headers.contains("Content-Range")) {
      return Long.parseLong(contentRange(headers).group(3));
    }
    String text =
        headers
            .first("x-goog-stored-content-length")
            .or(() -> headers.first("Content-Length"))
            .orElse("");
    if (!text.matches("[0-9]{1,18}")) {
      throw new MalformedReplyException("the reply does not say how long the blob is");
    }
    return Long.parseLong(text);
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

  private static BlobHeaders standard(HttpHeaders headers) {
    return BlobHeaders.none()
        .withContentType(headers.first("Content-Type").orElse("application/octet-stream"))
        .withContentEncoding(encoding(headers))
        .withContentLanguage(headers.first("Content-Language").orElse(null))
        .withContentDisposition(headers.first("Content-Disposition").orElse(null))
        .withCacheControl(
            headers
                .first("Cache-Control")
                .filter(
                    value ->
                        !DEFAULT_CACHING.contains(value) || explicit(headers, GcsResource.CACHING))
                .orElse(null));
  }

  private static boolean explicit(HttpHeaders headers, String name) {
    return headers
        .first(META + GcsResource.EXPLICIT)
        .map(names -> List.of(names.split(",")).contains(name))
        .orElse(false);
  }

  private static @Nullable String encoding(HttpHeaders headers) {
    return headers
        .first("x-goog-stored-content-encoding")
        .or(() -> headers.first("Content-Encoding"))
        .filter(value -> !value.equals("identity") || explicit(headers, GcsResource.ENCODING))
        .orElse(null);
  }

  private static Map<String, String> metadata(HttpHeaders headers) {
    Map<String, String> metadata = new TreeMap<>();
    headers.forEach(
        (name, value) -> {
          if (name.regionMatches(true, 0, META, 0, META.length())) {
            String bare = name.substring(META.length()).toLowerCase(Locale.ROOT);
            metadata.put(bare, MetadataText.decode(value));
          }
        });
    metadata.remove(GcsResource.EXPLICIT);
    return metadata;
  }
}
