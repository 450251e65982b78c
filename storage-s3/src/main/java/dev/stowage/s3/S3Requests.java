package dev.stowage.s3;

import dev.stowage.StorageException;
import dev.stowage.blob.BlobHeaders;
import dev.stowage.blob.ByteRange;
import dev.stowage.blob.CopyOptions;
import dev.stowage.blob.GetOptions;
import dev.stowage.blob.PutOptions;
import dev.stowage.blob.WriteCondition;
import dev.stowage.wire.MetadataText;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/** Our options as headers of the protocol, by lower-case name. */
final class S3Requests {
  static final int MAX_METADATA = 2048;
  static final String META = "x-amz-meta-";

  /** Two digits of the day, as RFC 9110 wants and the JDK's formatter of RFC 1123 does not do. */
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final S3Config config;
  private final Sums sums;

  S3Requests(S3Config config, Sums sums) {
    this.config = config;
    this.sums = sums;
  }

  /** What every request about a blob has. */
  Map<String, String> any() {
    Map<String, String> headers = new LinkedHashMap<>();
    if (config.requesterPays()) {
      headers.put("x-amz-request-payer", "requester");
    }
    return headers;
  }

  Map<String, String> put(PutOptions options) {
    Map<String, String> headers = attributes(options);
    condition(headers, options.condition());
    return headers;
  }

  /** Those of a start; S3 checks the condition when the upload is completed. */
  Map<String, String> start(PutOptions options) {
    Map<String, String> headers = attributes(options);
    sums.ofUploads()
        .ifPresent(
            algorithm -> {
              headers.put("x-amz-checksum-algorithm", algorithm.name());
              headers.put(
                  "x-amz-checksum-type", Sums.spansParts(algorithm) ? "FULL_OBJECT" : "COMPOSITE");
            });
    return headers;
  }

  Map<String, String> complete(PutOptions options) {
    Map<String, String> headers = any();
    condition(headers, options.condition());
    options
        .checksum()
        .filter(whole -> Sums.spansParts(whole.algorithm()))
        .filter(whole -> sums.ofUploads().equals(java.util.Optional.of(whole.algorithm())))
        .ifPresent(
            whole -> {
              headers.put(Sums.header(whole.algorithm()), whole.base64());
              headers.put("x-amz-checksum-type", "FULL_OBJECT");
            });
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
    metadata(headers, options.metadata());
    if (!options.tags().isEmpty()) {
      headers.put("x-amz-tagging", tags(options.tags()));
    }
    options.storageClass().ifPresent(v -> headers.put("x-amz-storage-class", v));
    headers.putAll(config.encryption());
    if (config.lockMode().isPresent()) {
      Instant until = Instant.now().plus(config.lockFor()).truncatedTo(ChronoUnit.SECONDS);
      headers.put("x-amz-object-lock-mode", config.lockMode().get());
      headers.put("x-amz-object-lock-retain-until-date", until.toString());
    }
    if (config.legalHold()) {
      headers.put("x-amz-object-lock-legal-hold", "ON");
    }
    return headers;
  }

  /** The limit counts what is sent, which for encoded words is more than what was given. */
  private static void metadata(Map<String, String> headers, Map<String, String> metadata) {
    int bytes = 0;
    for (Map.Entry<String, String> entry : metadata.entrySet()) {
      String value = MetadataText.encode(entry.getValue());
      headers.put(META + entry.getKey(), value);
      bytes += entry.getKey().length() + value.length();
    }
    if (bytes > MAX_METADATA) {
      throw StorageException.invalidArgument(
          "metadata has " + bytes + " bytes as it is sent; at most " + MAX_METADATA);
    }
  }

  static String tags(Map<String, String> tags) {
    StringJoiner query = new StringJoiner("&");
    tags.forEach((k, v) -> query.add(S3Endpoint.encodeAll(k) + "=" + S3Endpoint.encodeAll(v)));
    return query.toString();
  }

  private static void condition(Map<String, String> headers, WriteCondition condition) {
    if (condition.isIfAbsent()) {
      headers.put("if-none-match", "*");
    }
    condition.etag().ifPresent(etag -> headers.put("if-match", quoted(etag)));
  }

  Map<String, String> read(GetOptions options) {
    Map<String, String> headers = any();
    ByteRange range = options.range();
    if (!range.isAll()) {
      headers.put("range", range(range));
    }
    // The checksum of a blob says nothing about a part of it.
    if (range.isAll() && sums.asksForThem()) {
      headers.put("x-amz-checksum-mode", "ENABLED");
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

  Map<String, String> delete(java.util.Optional<String> ifMatch) {
    Map<String, String> headers = any();
    ifMatch.ifPresent(etag -> headers.put("if-match", quoted(etag)));
    return headers;
  }

  /**
   * A copy of a whole blob. With changes of headers or metadata S3 wants all of both, so they are
   * merged with the source's before.
   */
  Map<String, String> copy(String source, CopyOptions options, PutOptions merged) {
    PutOptions changes = options.changes().orElse(PutOptions.defaults());
    boolean replaces = replacesAttributes(changes);
    Map<String, String> headers = attributes(replaces ? merged : PutOptions.defaults());
    if (!replaces) {
      headers.remove("content-type");
    }
    headers.remove("x-amz-tagging");
    headers.put("x-amz-metadata-directive", replaces ? "REPLACE" : "COPY");
    if (!changes.tags().isEmpty()) {
      headers.put("x-amz-tagging", tags(changes.tags()));
      headers.put("x-amz-tagging-directive", "REPLACE");
    }
    changes.storageClass().ifPresent(v -> headers.put("x-amz-storage-class", v));
    source(headers, source, options.sourceIfMatch());
    condition(headers, options.condition());
    sums.ofUploads().ifPresent(a -> headers.put("x-amz-checksum-algorithm", a.name()));
    return headers;
  }

  static boolean replacesAttributes(PutOptions changes) {
    return !changes.headers().equals(BlobHeaders.none()) || !changes.metadata().isEmpty();
  }

  Map<String, String> copyPart(String source, String etag, long first, long last) {
    Map<String, String> headers = any();
    source(headers, source, java.util.Optional.of(etag));
    headers.put("x-amz-copy-source-range", "bytes=" + first + "-" + last);
    return headers;
  }

  private static void source(
      Map<String, String> headers, String source, java.util.Optional<String> etag) {
    headers.put("x-amz-copy-source", source);
    etag.ifPresent(e -> headers.put("x-amz-copy-source-if-match", quoted(e)));
  }

  static String quoted(String etag) {
    return etag.startsWith("\"") || etag.startsWith("W/") ? etag : "\"" + etag + "\"";
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
