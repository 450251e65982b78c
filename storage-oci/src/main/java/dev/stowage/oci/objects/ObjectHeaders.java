package dev.stowage.oci.objects;

import dev.stowage.StorageException;
import dev.stowage.blob.BlobHeaders;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.ByteRange;
import dev.stowage.blob.Checksum;
import dev.stowage.blob.ChecksumAlgorithm;
import dev.stowage.blob.GetOptions;
import dev.stowage.blob.PutOptions;
import dev.stowage.blob.PutResult;
import dev.stowage.blob.WriteCondition;
import dev.stowage.http.HttpHeaders;
import dev.stowage.oci.OciCall;
import dev.stowage.spi.BlobContent;
import dev.stowage.wire.MalformedReplyException;
import dev.stowage.wire.WireTimes;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Our options as headers of requests, and headers of replies as our values. */
final class ObjectHeaders {
  static final String META = "opc-meta-";
  private static final String CRC32C = "opc-content-crc32c";
  private static final Pattern CONTENT_RANGE = Pattern.compile("bytes ([0-9]+)-([0-9]+)/([0-9]+)");

  private ObjectHeaders() {}

  /** What a blob is to have, on a request that carries its content. */
  static void attributes(OciCall call, PutOptions options, Optional<String> usualTier) {
    BlobHeaders headers = options.headers();
    call.header("content-type", headers.contentType().orElse("application/octet-stream"));
    headers.contentEncoding().ifPresent(v -> call.header("content-encoding", v));
    headers.contentLanguage().ifPresent(v -> call.header("content-language", v));
    headers.contentDisposition().ifPresent(v -> call.header("content-disposition", v));
    headers.cacheControl().ifPresent(v -> call.header("cache-control", v));
    options.storageClass().or(() -> usualTier).ifPresent(v -> call.header("storage-tier", tier(v)));
    options
        .checksum()
        .filter(sum -> sum.algorithm() == ChecksumAlgorithm.MD5)
        .ifPresent(sum -> call.header("content-md5", sum.base64()));
    options.metadata().forEach((name, value) -> call.header(META + name, metadata(name, value)));
  }

  /** A header loses spaces at its ends, and whether it is empty or absent. */
  static String metadata(String name, String value) {
    if (value.isEmpty() || value.startsWith(" ") || value.endsWith(" ")) {
      throw StorageException.invalidArgument(
          "metadata value of "
              + name
              + " would not survive: a header is not empty and has no spaces at its ends");
    }
    return value;
  }

  /** The service answers a wrong tier with a word about JSON on some of its paths. */
  static String tier(String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "standard" -> "Standard";
      case "infrequentaccess" -> "InfrequentAccess";
      case "archive" -> "Archive";
      default ->
          throw StorageException.invalidArgument(
              "storage class " + value + "; OCI has Standard, InfrequentAccess, Archive");
    };
  }

  static void condition(OciCall call, WriteCondition condition) {
    if (condition.isIfAbsent()) {
      call.header("if-none-match", "*");
    }
    condition.etag().ifPresent(etag -> call.header("if-match", etag));
  }

  /**
   * Has the service check what it gets: a checksum that is known before goes along, and otherwise
   * the one in its answer is compared. It costs a hundredth of the MD5 that is computed anyway
   * there.
   */
  static void checksum(OciCall call, BlobContent content) {
    call.header("opc-checksum-algorithm", "CRC32C");
    Optional<Checksum> known = content.before(ChecksumAlgorithm.CRC32C);
    if (known.isPresent()) {
      call.header(CRC32C, known.get().base64());
    } else {
      content.require(ChecksumAlgorithm.CRC32C);
    }
  }

  static OciCall read(OciCall call, GetOptions options) {
    options.version().ifPresent(v -> call.query("versionId", v));
    options.ifMatch().ifPresent(v -> call.header("if-match", v));
    options.ifNoneMatch().ifPresent(v -> call.header("if-none-match", v));
    return call;
  }

  /** The header of a range, or nothing for all. */
  static void range(OciCall call, ByteRange range) {
    if (range.isAll()) {
      return;
    }
    String value;
    if (range.isSuffix()) {
      value = "bytes=-" + range.length().orElse(0);
    } else {
      long first = range.offset();
      value =
          "bytes="
              + first
              + "-"
              + (range.length().isPresent()
                  ? Long.toString(first + range.length().getAsLong() - 1)
                  : "");
    }
    call.header("range", value);
  }

  /** What the service says of a write. One that says nothing has not happened. */
  static PutResult written(HttpHeaders reply, long size) throws IOException {
    return PutResult.of(etag(reply), size)
        .withVersion(reply.first("version-id").orElse(null))
        .withModified(reply.first("last-modified").map(WireTimes::httpDate).orElse(null))
        .withChecksums(acknowledged(reply));
  }

  static String etag(HttpHeaders reply) throws IOException {
    return reply
        .first("etag")
        .filter(e -> !e.isEmpty())
        .orElseThrow(() -> new MalformedReplyException("the answer to a write has no etag"));
  }

  /** The cheapest checksum that an answer acknowledges; it is compared with what was sent. */
  static Map<ChecksumAlgorithm, Checksum> acknowledged(HttpHeaders reply) {
    Map<ChecksumAlgorithm, Checksum> all = sums(reply, "opc-content-md5");
    Checksum crc = all.get(ChecksumAlgorithm.CRC32C);
    return crc == null ? all : Map.of(ChecksumAlgorithm.CRC32C, crc);
  }

  /** The checksums of a whole content; the MD5 of parts' MD5s says nothing of it. */
  private static Map<ChecksumAlgorithm, Checksum> sums(HttpHeaders reply, String md5) {
    Map<ChecksumAlgorithm, Checksum> all = new EnumMap<>(ChecksumAlgorithm.class);
    reply
        .first(CRC32C)
        .flatMap(v -> sum(ChecksumAlgorithm.CRC32C, v))
        .ifPresent(s -> all.put(s.algorithm(), s));
    reply
        .first(md5)
        .flatMap(v -> sum(ChecksumAlgorithm.MD5, v))
        .ifPresent(s -> all.put(s.algorithm(), s));
    return all;
  }

  static Optional<Checksum> sum(ChecksumAlgorithm algorithm, String base64) {
    return base64.length() == (algorithm.length() + 2) / 3 * 4
        ? Optional.of(Checksum.ofBase64(algorithm, base64))
        : Optional.empty();
  }

  static BlobInfo whole(String key, HttpHeaders headers) throws IOException {
    String length = headers.first("content-length").orElse("");
    if (!length.matches("[0-9]{1,18}")) {
      throw new MalformedReplyException("the reply does not say how long the blob is");
    }
    return builder(key, headers, Long.parseLong(length))
        .checksums(sums(headers, "content-md5"))
        .build();
  }

  /** What a range says of the whole: its checksums are not trusted to be the whole's. */
  static BlobInfo partial(String key, HttpHeaders headers) throws IOException {
    return builder(key, headers, Long.parseLong(contentRange(headers).group(3))).build();
  }

  static ByteRange served(HttpHeaders headers) throws IOException {
    Matcher range = contentRange(headers);
    long first = Long.parseLong(range.group(1));
    return ByteRange.of(first, Long.parseLong(range.group(2)) - first + 1);
  }

  private static Matcher contentRange(HttpHeaders headers) throws IOException {
    Matcher range = CONTENT_RANGE.matcher(headers.first("content-range").orElse(""));
    if (!range.matches()) {
      throw new MalformedReplyException("a partial reply has no Content-Range");
    }
    return range;
  }

  private static BlobInfo.Builder builder(String key, HttpHeaders headers, long size) {
    return BlobInfo.builder(key, size)
        .etag(headers.first("etag").orElse(""))
        .modified(WireTimes.httpDate(headers.first("last-modified").orElse("")))
        .version(headers.first("version-id").orElse(null))
        .headers(standard(headers))
        .metadata(metadata(headers))
        .storageClass(headers.first("storage-tier").orElse(null));
  }

  private static BlobHeaders standard(HttpHeaders headers) {
    return BlobHeaders.none()
        .withContentType(headers.first("content-type").orElse("application/octet-stream"))
        .withContentEncoding(headers.first("content-encoding").orElse(null))
        .withContentLanguage(headers.first("content-language").orElse(null))
        .withContentDisposition(headers.first("content-disposition").orElse(null))
        .withCacheControl(headers.first("cache-control").orElse(null));
  }

  private static Map<String, String> metadata(HttpHeaders headers) {
    Map<String, String> metadata = new TreeMap<>();
    headers.forEach(
        (name, value) -> {
          if (name.regionMatches(true, 0, META, 0, META.length())) {
            metadata.put(name.substring(META.length()).toLowerCase(Locale.ROOT), value);
          }
        });
    return metadata;
  }
}
