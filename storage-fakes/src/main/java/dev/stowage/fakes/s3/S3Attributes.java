package dev.stowage.fakes.s3;

import dev.stowage.fakes.FakeBlob;
import dev.stowage.fakes.FakeBytes;
import dev.stowage.fakes.FakeHeaders;
import dev.stowage.fakes.FakeResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What is kept of a write's headers, and how reads give it back. */
final class S3Attributes {

  static final String STORAGE_CLASS = "x-amz-storage-class";
  static final String ENCRYPTION = "x-amz-server-side-encryption";
  static final String KMS_KEY = "x-amz-server-side-encryption-aws-kms-key-id";
  static final String CUSTOMER_ALGORITHM = "x-amz-server-side-encryption-customer-algorithm";
  static final String CUSTOMER_KEY = "x-amz-server-side-encryption-customer-key";
  static final String CUSTOMER_KEY_MD5 = "x-amz-server-side-encryption-customer-key-md5";
  static final String META = "x-amz-meta-";

  private static final String BUCKET_KEY = "x-amz-server-side-encryption-bucket-key-enabled";
  private static final String REDIRECT = "x-amz-website-redirect-location";
  private static final int MAX_METADATA = 2 << 10;
  private static final int MAX_KEY = 1024;
  private static final List<String> STANDARD =
      List.of(
          "content-type",
          "cache-control",
          "content-disposition",
          "content-encoding",
          "content-language",
          "expires");
  private static final Set<String> CLASSES =
      Set.of(
          "STANDARD",
          "REDUCED_REDUNDANCY",
          "STANDARD_IA",
          "ONEZONE_IA",
          "INTELLIGENT_TIERING",
          "GLACIER",
          "DEEP_ARCHIVE",
          "GLACIER_IR");

  private S3Attributes() {}

  static void checkKey(String key) {
    int size = key.getBytes(StandardCharsets.UTF_8).length;
    if (size > MAX_KEY) {
      throw new S3Error(400, "KeyTooLongError", "Your key is too long")
          .element("Size", Integer.toString(size))
          .element("MaxSizeAllowed", Integer.toString(MAX_KEY));
    }
  }

  /** An object of the call's key and headers, without content. */
  static FakeBlob.Builder template(S3Call call) {
    return template(call.key(), call.request().headers());
  }

  static FakeBlob.Builder template(String key, FakeHeaders headers) {
    checkKey(key);
    return FakeBlob.builder(key)
        .headers(standard(headers))
        .metadata(metadata(headers))
        .tags(headers.first("x-amz-tagging").map(S3Tags::ofQuery).orElse(Map.of()))
        .attributes(attributes(headers));
  }

  static Map<String, String> standard(FakeHeaders headers) {
    Map<String, String> kept = new TreeMap<>();
    for (String name : STANDARD) {
      headers.first(name).ifPresent(value -> kept.put(name, value));
    }
    String coding =
        Arrays.stream(kept.getOrDefault("content-encoding", "").split(",", -1))
            .map(String::strip)
            .filter(c -> !c.isEmpty() && !c.equalsIgnoreCase("aws-chunked"))
            .collect(Collectors.joining(","));
    kept.remove("content-encoding");
    if (!coding.isEmpty()) {
      kept.put("content-encoding", coding);
    }
    kept.putIfAbsent("content-type", "binary/octet-stream");
    return kept;
  }

  static Map<String, String> metadata(FakeHeaders headers) {
    Map<String, String> metadata = new TreeMap<>();
    int size = 0;
    for (String name : headers.names()) {
      if (name.startsWith(META) && name.length() > META.length()) {
        String value = S3Metadata.read(String.join(",", headers.all(name)));
        metadata.put(name.substring(META.length()), value);
        size += name.length() - META.length() + value.getBytes(StandardCharsets.UTF_8).length;
      }
    }
    if (size > MAX_METADATA) {
      throw new S3Error(
              400,
              "MetadataTooLarge",
              "Your metadata headers exceed the maximum allowed metadata size")
          .element("Size", Integer.toString(size))
          .element("MaxSizeAllowed", Integer.toString(MAX_METADATA));
    }
    return metadata;
  }

  private static Map<String, String> attributes(FakeHeaders headers) {
    Map<String, String> kept = new TreeMap<>();
    headers.first(STORAGE_CLASS).ifPresent(value -> kept.put(STORAGE_CLASS, value));
    if (!CLASSES.contains(kept.getOrDefault(STORAGE_CLASS, "STANDARD"))) {
      throw new S3Error(400, "InvalidStorageClass", "The storage class you specified is not valid");
    }
    headers.first(REDIRECT).ifPresent(value -> kept.put(REDIRECT, value));
    kept.putAll(encryption(headers));
    kept.putAll(S3Locks.ofHeaders(headers));
    return kept;
  }

  private static Map<String, String> encryption(FakeHeaders headers) {
    Map<String, String> kept = new TreeMap<>();
    if (headers.has(CUSTOMER_ALGORITHM)) {
      kept.put(CUSTOMER_ALGORITHM, headers.first(CUSTOMER_ALGORITHM).orElse(""));
      kept.put(CUSTOMER_KEY_MD5, customerKey(headers));
      return kept;
    }
    String kind = headers.first(ENCRYPTION).orElse("AES256");
    if (!Set.of("AES256", "aws:kms", "aws:kms:dsse").contains(kind)) {
      throw S3Error.invalidArgument(
          ENCRYPTION, kind, "The encryption method specified is not supported");
    }
    kept.put(ENCRYPTION, kind);
    if (!kind.equals("AES256")) {
      kept.put(KMS_KEY, headers.first(KMS_KEY).orElse("arn:aws:kms:us-east-1:000000000000:key/s3"));
      headers.first(BUCKET_KEY).ifPresent(value -> kept.put(BUCKET_KEY, value));
    }
    return kept;
  }

  /** Checks a customer's key, and gives its digest: the key itself is never kept. */
  private static String customerKey(FakeHeaders headers) {
    String md5 = headers.first(CUSTOMER_KEY_MD5).orElse("");
    byte[] key;
    try {
      key = Base64.getDecoder().decode(headers.first(CUSTOMER_KEY).orElse(""));
    } catch (IllegalArgumentException e) {
      key = new byte[0];
    }
    if (key.length != 32
        || !md5.equals(Base64.getEncoder().encodeToString(S3Text.digest("MD5", key)))) {
      throw S3Error.invalidArgument(
          CUSTOMER_KEY,
          "",
          "The calculated MD5 hash of the key did not match the hash that was provided.");
    }
    return md5;
  }

  /** Refuses a read that does not bring the key the object was written with. */
  static void checkCustomerKey(FakeBlob blob, FakeHeaders headers) {
    String wanted = blob.attributes().get(CUSTOMER_KEY_MD5);
    if (wanted == null && headers.has(CUSTOMER_ALGORITHM)) {
      throw S3Error.invalidRequest("The encryption parameters are not applicable to this object.");
    }
    if (wanted != null) {
      if (!headers.has(CUSTOMER_ALGORITHM)) {
        throw S3Error.invalidRequest(
            "The object was stored using a form of Server Side Encryption. The correct parameters"
                + " must be provided to retrieve the object.");
      }
      if (!wanted.equals(customerKey(headers))) {
        throw S3Error.accessDenied();
      }
    }
  }

  /** The entity tag of an object of one piece: its MD5, unless a key of its owner's is involved. */
  static String etag(Map<String, String> attributes, FakeBytes content) {
    byte[] md5 = content.digest("MD5");
    boolean plain = "AES256".equals(attributes.get(ENCRYPTION));
    return S3Text.hex(plain ? md5 : S3Text.digest("MD5", md5, new byte[] {1}));
  }

  /** Adds what every answer says of an object's encryption. */
  static FakeResponse withEncryption(FakeResponse response, FakeBlob blob) {
    FakeResponse full = response;
    for (String name :
        List.of(ENCRYPTION, KMS_KEY, BUCKET_KEY, CUSTOMER_ALGORITHM, CUSTOMER_KEY_MD5)) {
      String value = blob.attributes().get(name);
      full = value == null ? full : full.with(name, value);
    }
    return full;
  }

  /** Adds an object's checksum and the type of it. */
  static FakeResponse withChecksum(FakeResponse response, FakeBlob blob) {
    FakeResponse full = response;
    for (S3Checksum algorithm : S3Checksum.values()) {
      String value = blob.attributes().get(algorithm.header());
      if (value != null) {
        full =
            full.with(algorithm.header(), value)
                .with(
                    "x-amz-checksum-type",
                    blob.attribute(S3Checksum.TYPE).orElse(S3Checksum.FULL_OBJECT));
      }
    }
    return full;
  }

  /** Adds what reads say of an object besides its content. */
  static FakeResponse described(FakeResponse response, FakeBlob blob) {
    FakeResponse full = response;
    for (Map.Entry<String, String> header : blob.headers().entrySet()) {
      full = full.with(canonicalName(header.getKey()), header.getValue());
    }
    full = S3Metadata.write(full, blob.metadata());
    String storageClass = blob.attribute(STORAGE_CLASS).orElse("STANDARD");
    if (!storageClass.equals("STANDARD")) {
      full = full.with(STORAGE_CLASS, storageClass);
    }
    if (!blob.tags().isEmpty()) {
      full = full.with("x-amz-tagging-count", Integer.toString(blob.tags().size()));
    }
    String redirect = blob.attributes().get(REDIRECT);
    full = redirect == null ? full : full.with(REDIRECT, redirect);
    return S3Locks.described(withEncryption(full, blob), blob);
  }

  private static String canonicalName(String name) {
    return Arrays.stream(name.split("-", -1))
        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
        .collect(Collectors.joining("-"));
  }
}
