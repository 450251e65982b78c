package dev.stowage.oss;

import dev.stowage.StorageException;
import dev.stowage.blob.BlobHeaders;
import dev.stowage.blob.ByteRange;
import dev.stowage.blob.ChecksumAlgorithm;
import dev.stowage.blob.CopyOptions;
import dev.stowage.blob.GetOptions;
import dev.stowage.blob.PutOptions;
import dev.stowage.blob.WriteCondition;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/** Our options as headers of the protocol, by lower-case name. */
final class OssRequests {
  static final int MAX_METADATA = 8192;
  static final String META = "x-oss-meta-";

  /** Two digits of the day, as RFC 9110 wants and the JDK's formatter of RFC 1123 does not do. */
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final OssConfig config;

  OssRequests(OssConfig config) {
    this.config = config;
  }

  /** What every request about a blob has. */
  Map<String, String> any() {
    Map<String, String> headers = new LinkedHashMap<>();
    if (config.requesterPays()) {
      headers.put("x-oss-request-payer", "requester");
    }
    return headers;
  }

  Map<String, String> put(PutOptions options) {
    Map<String, String> headers = start(options);
    options
        .checksum()
        .filter(sum -> sum.algorithm() == ChecksumAlgorithm.MD5)
        .ifPresent(sum -> headers.put("content-md5", sum.base64()));
    return headers;
  }

  /** Those of the start of an upload in parts. */
  Map<String, String> start(PutOptions options) {
    Map<String, String> headers = attributes(options);
    condition(headers, options.condition());
    return headers;
  }

  Map<String, String> complete(PutOptions options) {
    Map<String, String> headers = any();
    condition(headers, options.condition());
    return headers;
  }

  private Map<String, String> attributes(PutOptions options) {
    Map<String, String> headers = any();
    BlobHeaders standard = options.headers();
    headers.put("content-type", standard.contentType().orElse("application/octet-stream"));
    standard.contentEncoding().ifPresent(v -> headers.put("content-encoding", v));
    standard.contentLanguage().ifPresent(v -> headers.put("content-language", v));
    standard.contentDisposition().ifPresent(v -> headers.put("content-disposition", v));
    standard.cacheControl().ifPresent(v -> headers.put("cache-control", v));
    options.metadata().forEach((name, value) -> headers.put(META + name, metadata(name, value)));
    if (!options.tags().isEmpty()) {
      headers.put("x-oss-tagging", tags(options.tags()));
    }
    options.storageClass().ifPresent(v -> headers.put("x-oss-storage-class", v));
    headers.putAll(config.encryption());
    return headers;
  }

  /** A header without a value is signed by the SDK in another way than the service reads it. */
  private static String metadata(String name, String value) {
    if (value.isEmpty()) {
      throw StorageException.invalidArgument(
          "the metadata value of " + name + " is empty, which the service does not keep");
    }
    return value;
  }

  static String tags(Map<String, String> tags) {
    StringJoiner query = new StringJoiner("&");
    tags.forEach((k, v) -> query.add(OssEndpoint.encodeAll(k) + "=" + OssEndpoint.encodeAll(v)));
    return query.toString();
  }

  /** The only condition that OSS has on writes. */
  private static void condition(Map<String, String> headers, WriteCondition condition) {
    if (condition.isIfAbsent()) {
      headers.put("x-oss-forbid-overwrite", "true");
    }
  }

  /** Without the last header OSS answers a range that is not all there with the whole object. */
  Map<String, String> read(GetOptions options) {
    Map<String, String> headers = any();
    ByteRange range = options.range();
    if (!range.isAll()) {
      headers.put("range", range(range));
      headers.put("x-oss-range-behavior", "standard");
    }
    options.ifMatch().ifPresent(etag -> headers.put("if-match", quoted(etag)));
    options.ifNoneMatch().ifPresent(etag -> headers.put("if-none-match", quoted(etag)));
    options.ifModifiedSince().ifPresent(t -> headers.put("if-modified-since", date(t)));
    options.ifUnmodifiedSince().ifPresent(t -> headers.put("if-unmodified-since", date(t)));
    return headers;
  }

  private static String range(ByteRange range) {
    long length = range.length().orElse(-1);
    if (range.isSuffix()) {
      return "bytes=-" + length;
    }
    return "bytes=" + range.offset() + "-" + (length < 0 ? "" : range.offset() + length - 1);
  }

  /**
   * A copy of a whole blob. With changes of headers or metadata OSS wants all of both, so they are
   * merged with the source's before.
   */
  Map<String, String> copy(String source, CopyOptions options, PutOptions merged) {
    PutOptions changes = options.changes().orElse(PutOptions.defaults());
    boolean replaces = replacesAttributes(changes);
    Map<String, String> headers = attributes(replaces ? merged : PutOptions.defaults());
    if (!replaces) {
      headers.remove("content-type");
    }
    headers.remove("x-oss-tagging");
    headers.put("x-oss-metadata-directive", replaces ? "REPLACE" : "COPY");
    if (!changes.tags().isEmpty()) {
      headers.put("x-oss-tagging", tags(changes.tags()));
      headers.put("x-oss-tagging-directive", "Replace");
    }
    changes.storageClass().ifPresent(v -> headers.put("x-oss-storage-class", v));
    source(headers, source, options.sourceIfMatch());
    condition(headers, options.condition());
    return headers;
  }

  static boolean replacesAttributes(PutOptions changes) {
    return !changes.headers().equals(BlobHeaders.none()) || !changes.metadata().isEmpty();
  }

  Map<String, String> copyPart(String source, String etag, long first, long last) {
    Map<String, String> headers = any();
    source(headers, source, Optional.of(etag));
    headers.put("x-oss-copy-source-range", "bytes=" + first + "-" + last);
    return headers;
  }

  private static void source(Map<String, String> headers, String source, Optional<String> etag) {
    headers.put("x-oss-copy-source", source);
    etag.ifPresent(e -> headers.put("x-oss-copy-source-if-match", quoted(e)));
  }

  static String quoted(String etag) {
    return etag.startsWith("\"") ? etag : "\"" + etag + "\"";
  }

  static String date(Instant time) {
    return HTTP_DATE.format(time);
  }

  /** Whether an XML 1.0 document can name this key. */
  static boolean fitsXml(String key) {
    return key.codePoints()
        .allMatch(
            c -> c >= ' ' && c != 0xFFFE && c != 0xFFFF || c == '\t' || c == '\n' || c == '\r');
  }
}
