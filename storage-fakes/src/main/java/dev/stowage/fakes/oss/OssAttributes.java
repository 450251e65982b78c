package dev.stowage.fakes.oss;

import dev.stowage.fakes.FakeBlob;
import dev.stowage.fakes.FakeBucket;
import dev.stowage.fakes.FakeBytes;
import dev.stowage.fakes.FakeHeaders;
import dev.stowage.fakes.FakeResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What is kept of a write's headers, and how reads give it back. */
final class OssAttributes {
  static final String META = "x-oss-meta-";
  static final String TYPE = "x-oss-object-type";
  static final String STORAGE_CLASS = "x-oss-storage-class";
  static final String RESTORED = "x-oss-restore";
  static final String TARGET = "x-oss-symlink-target";
  static final String WATERMARK = "blind-watermark";

  private static final String ENCRYPTION = "x-oss-server-side-encryption";
  private static final String KMS_KEY = "x-oss-server-side-encryption-key-id";
  private static final int MAX_METADATA = 8 << 10;
  private static final int MAX_KEY = 1023;
  private static final List<String> STANDARD =
      List.of(
          "content-type",
          "cache-control",
          "content-disposition",
          "content-encoding",
          "content-language",
          "expires");
  private static final Set<String> CLASSES =
      Set.of("Standard", "IA", "Archive", "ColdArchive", "DeepColdArchive");

  private OssAttributes() {}

  static void checkKey(String key) {
    int size = key.getBytes(StandardCharsets.UTF_8).length;
    if (size > MAX_KEY) {
      throw new OssError(
          400, "InvalidObjectName", "The length of object name must be less than 1024.");
    }
    if (key.startsWith("/") || key.startsWith("\\")) {
      throw new OssError(400, "InvalidObjectName", "The specified object is not valid.");
    }
  }

  /** An object of the call's key and headers, without content. */
  static FakeBlob.Builder template(OssCall call) {
    return template(call.key(), call.request().headers());
  }

  static FakeBlob.Builder template(String key, FakeHeaders headers) {
    checkKey(key);
    return FakeBlob.builder(key)
        .headers(standard(headers))
        .metadata(metadata(headers))
        .tags(headers.first("x-oss-tagging").map(OssTags::ofQuery).orElse(Map.of()))
        .attributes(attributes(headers));
  }

  private static Map<String, String> standard(FakeHeaders headers) {
    Map<String, String> kept = new TreeMap<>();
    for (String name : STANDARD) {
      headers.first(name).filter(v -> !v.isEmpty()).ifPresent(value -> kept.put(name, value));
    }
    kept.putIfAbsent("content-type", "application/octet-stream");
    return kept;
  }

  private static Map<String, String> metadata(FakeHeaders headers) {
    Map<String, String> metadata = new TreeMap<>();
    int size = 0;
    for (String name : headers.names()) {
      if (name.startsWith(META) && name.length() > META.length()) {
        String value = String.join(",", headers.all(name));
        metadata.put(name.substring(META.length()), value);
        size += name.length() - META.length() + value.length();
      }
    }
    if (size > MAX_METADATA) {
      throw OssError.invalidArgument("The metadata is too large, at most 8192 bytes.");
    }
    return metadata;
  }

  private static Map<String, String> attributes(FakeHeaders headers) {
    Map<String, String> kept = new TreeMap<>();
    String storageClass = headers.first(STORAGE_CLASS).orElse("Standard");
    if (!CLASSES.contains(storageClass)) {
      throw OssError.invalidArgument("The storage class you specified is not valid.");
    }
    kept.put(STORAGE_CLASS, storageClass);
    kept.put(TYPE, "Normal");
    String encryption = headers.first(ENCRYPTION).orElse("");
    if (!Set.of("", "AES256", "KMS", "SM4").contains(encryption)) {
      throw new OssError(
          400, "InvalidEncryptionAlgorithmError", "The encryption algorithm is not supported.");
    }
    if (!encryption.isEmpty()) {
      kept.put(ENCRYPTION, encryption);
      headers.first(KMS_KEY).ifPresent(value -> kept.put(KMS_KEY, value));
    }
    return kept;
  }

  /** An object of one piece, with its content and entity tag. */
  static FakeBlob.Builder filled(FakeBlob.Builder template, FakeBytes content) {
    return template.content(content).etag(OssText.etag(content));
  }

  /** Adds what the answer to a write says of the object. */
  static FakeResponse acknowledged(FakeResponse response, FakeBucket bucket, FakeBlob blob) {
    FakeResponse full =
        response
            .with("ETag", OssText.quoted(blob.etag()))
            .with(Crc64Ecma.HEADER, Crc64Ecma.of(blob.bytes()));
    return OssAccount.withVersion(full, bucket, blob);
  }

  /** Adds what reads say of an object besides its content. */
  static FakeResponse described(FakeResponse response, FakeBlob blob) {
    FakeResponse full =
        response
            .with("ETag", OssText.quoted(blob.etag()))
            .with("Last-Modified", OssText.httpDate(blob.modified()))
            .with("Accept-Ranges", "bytes")
            .with(Crc64Ecma.HEADER, Crc64Ecma.of(checkedContent(blob)));
    for (Map.Entry<String, String> header : blob.headers().entrySet()) {
      full = full.with(canonicalName(header.getKey()), header.getValue());
    }
    for (Map.Entry<String, String> entry : blob.metadata().entrySet()) {
      full = full.with(META + entry.getKey(), entry.getValue());
    }
    for (String name : List.of(TYPE, STORAGE_CLASS, ENCRYPTION, KMS_KEY, RESTORED)) {
      String value = blob.attributes().get(name);
      full = value == null ? full : full.with(name, value);
    }
    return blob.tags().isEmpty()
        ? full
        : full.with("x-oss-tagging-count", Integer.toString(blob.tags().size()));
  }

  /** The bytes as they were written: a bit that flipped at rest does not change their checksum. */
  private static FakeBytes checkedContent(FakeBlob blob) {
    String flipped = blob.attributes().get(FakeOss.FLIPPED);
    if (flipped == null) {
      return blob.bytes();
    }
    return blob.bytes().flipped(Integer.parseInt(flipped));
  }

  private static String canonicalName(String name) {
    return Arrays.stream(name.split("-", -1))
        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
        .collect(Collectors.joining("-"));
  }
}
