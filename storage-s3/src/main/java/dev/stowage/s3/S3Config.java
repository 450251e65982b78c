package dev.stowage.s3;

import dev.stowage.StorageException;
import dev.stowage.StorageUrl;
import dev.stowage.blob.ChecksumAlgorithm;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How one bucket is reached and written: the parameters of an {@code s3:} URL. Immutable.
 *
 * <p>Credentials are not part of it; they come with the open options. Settings of the AWS SDK that
 * are not named here are had by passing an own client to {@link S3Provider#open(
 * software.amazon.awssdk.services.s3.S3Client, String)}.
 */
public final class S3Config {
  private static final String[] PARAMETERS = {
    "region",
    "endpoint",
    "credential",
    "profile",
    "style",
    "checksum",
    "transport",
    "conditions",
    "versions",
    "requester-pays",
    "sse",
    "sse-kms-key",
    "bucket-key",
    "lock",
    "lock-days",
    "legal-hold"
  };

  /** Which conditional writes the service is trusted to honour. */
  enum Conditions {
    ALL,
    PUT,
    NONE
  }

  private final Builder of;

  private S3Config(Builder from) {
    of = from;
  }

  /** Starts a configuration of a bucket; an empty name stands for the account level. */
  public static Builder builder(String bucket) {
    return new Builder(bucket);
  }

  static S3Config of(StorageUrl url) {
    url.allowParams(PARAMETERS);
    Builder config = builder(url.container());
    url.param("region").ifPresent(config::region);
    url.param("endpoint").ifPresent(e -> config.endpoint(uri(e)));
    url.param("credential").ifPresent(config::credential);
    if (url.param("profile").isPresent()) {
      config.compatible(url.choice("profile", "aws", "aws", "compatible").equals("compatible"));
    }
    if (url.param("style").isPresent()) {
      config.pathStyle(url.choice("style", "path", "path", "virtual").equals("path"));
    }
    config.sdkTransport(url.choice("transport", "direct", "direct", "sdk").equals("sdk"));
    config.requesterPays(flag(url, "requester-pays", false));
    config.versions(flag(url, "versions", true));
    config.legalHold(flag(url, "legal-hold", false));
    if (url.param("checksum").isPresent()) {
      config.checksum(checksum(url));
    }
    if (url.param("conditions").isPresent()) {
      String words = url.choice("conditions", "all", "all", "put", "none");
      config.conditions = Conditions.valueOf(words.toUpperCase(Locale.ROOT));
    }
    String sse = url.choice("sse", "", "", "AES256", "aws:kms", "aws:kms:dsse");
    if (!sse.isEmpty() || url.param("sse-kms-key").isPresent()) {
      config.encryption(sse.isEmpty() ? "aws:kms" : sse, url.param("sse-kms-key").orElse(null));
    }
    config.bucketKey(flag(url, "bucket-key", false));
    retention(url, config);
    return config.build();
  }

  private static void retention(StorageUrl url, Builder config) {
    String lock = url.choice("lock", "", "", "GOVERNANCE", "COMPLIANCE");
    if (lock.isEmpty() != url.param("lock-days").isEmpty()) {
      throw StorageException.invalidArgument("lock= and lock-days= go together");
    }
    if (!lock.isEmpty()) {
      String days = url.param("lock-days").orElse("");
      if (!days.matches("[1-9][0-9]{0,5}")) {
        throw StorageException.invalidArgument(
            "parameter lock-days=" + days + "; a number of days");
      }
      config.retention(lock, Duration.ofDays(Integer.parseInt(days)));
    }
  }

  private static boolean flag(StorageUrl url, String name, boolean byDefault) {
    return url.choice(name, Boolean.toString(byDefault), "true", "false").equals("true");
  }

  private static @Nullable ChecksumAlgorithm checksum(StorageUrl url) {
    String word =
        url.choice(
            "checksum", "none", "none", "crc32c", "crc32", "crc64nvme", "sha256", "sha1", "md5");
    return word.equals("none") ? null : ChecksumAlgorithm.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private static URI uri(String text) {
    try {
      return URI.create(text.contains("://") ? text : "https://" + text);
    } catch (IllegalArgumentException e) {
      throw StorageException.invalidArgument("endpoint= is not a URI");
    }
  }

  /** The same for another bucket of the account. */
  S3Config withBucket(String bucket) {
    Builder copy = of.copy();
    copy.bucket = bucket;
    return new S3Config(copy);
  }

  /** The same in this region, which was found outside of the URL. */
  S3Config withRegion(String region) {
    Builder copy = of.copy();
    copy.region = region;
    return new S3Config(copy);
  }

  /** The same as a client of the caller's reaches it. */
  S3Config at(@Nullable URI endpoint, String region, boolean pathStyle) {
    Builder copy = of.copy();
    copy.endpoint = endpoint;
    copy.region = region;
    copy.pathStyle = pathStyle;
    return new S3Config(copy);
  }

  String bucket() {
    return of.bucket;
  }

  Optional<String> region() {
    return Optional.ofNullable(of.region);
  }

  Optional<URI> endpoint() {
    return Optional.ofNullable(of.endpoint);
  }

  Optional<String> credential() {
    return Optional.ofNullable(of.credential);
  }

  /** Whether the endpoint is one of Amazon's own. */
  boolean amazonEndpoint() {
    String host = of.endpoint == null ? null : of.endpoint.getHost();
    return of.endpoint == null
        || host != null && (host.endsWith(".amazonaws.com") || host.endsWith(".amazonaws.com.cn"));
  }

  boolean compatible() {
    return of.compatible != null ? of.compatible : !amazonEndpoint();
  }

  Optional<Boolean> pathStyle() {
    return Optional.ofNullable(of.pathStyle);
  }

  /** What contents are verified with; empty for nothing. MD5 means the ETag. */
  Optional<ChecksumAlgorithm> checksum() {
    return of.checksumSet
        ? Optional.ofNullable(of.checksum)
        : Optional.of(compatible() ? ChecksumAlgorithm.MD5 : ChecksumAlgorithm.CRC32C);
  }

  boolean sdkTransport() {
    return of.sdkTransport;
  }

  Conditions conditions() {
    return of.conditions != null ? of.conditions : compatible() ? Conditions.PUT : Conditions.ALL;
  }

  boolean versions() {
    return of.versions;
  }

  boolean requesterPays() {
    return of.requesterPays;
  }

  Map<String, String> encryption() {
    return of.encryption;
  }

  Optional<String> lockMode() {
    return Optional.ofNullable(of.lockMode);
  }

  Duration lockFor() {
    return of.lockFor;
  }

  boolean legalHold() {
    return of.legalHold;
  }

  /** Copies of more bytes are made in parts. */
  long copyLimit() {
    return of.copyLimit;
  }

  /** Collects the settings. Everything is optional. Not thread-safe. */
  public static final class Builder {
    private String bucket;
    private @Nullable String region;
    private @Nullable URI endpoint;
    private @Nullable String credential;
    private @Nullable Boolean compatible;
    private @Nullable Boolean pathStyle;
    private @Nullable ChecksumAlgorithm checksum;
    private boolean checksumSet;
    private boolean sdkTransport;
    private @Nullable Conditions conditions;
    private boolean versions = true;
    private boolean requesterPays;
    private boolean bucketKey;
    private Map<String, String> encryption = Map.of();
    private @Nullable String lockMode;
    private Duration lockFor = Duration.ZERO;
    private boolean legalHold;
    private long copyLimit = 5L << 30;

    private Builder(String bucket) {
      this.bucket = bucket;
    }

    public Builder region(String value) {
      return with(b -> b.region = value);
    }

    /** Another service than Amazon's; the URI may have a path. */
    public Builder endpoint(URI value) {
      String scheme = value.getScheme();
      boolean web = "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme);
      if (!web || value.getRawAuthority() == null || value.getRawUserInfo() != null) {
        throw StorageException.invalidArgument("the endpoint must be an http or https URI");
      }
      return with(b -> b.endpoint = value);
    }

    /** Where credentials are looked up: {@code env}, {@code profile:NAME}, {@code file:PATH}. */
    public Builder credential(String value) {
      return with(b -> b.credential = value);
    }

    /**
     * Whether to leave out what services other than Amazon's may not know. By default it is so for
     * every endpoint that is not Amazon's.
     */
    public Builder compatible(boolean value) {
      return with(b -> b.compatible = value);
    }

    /** Whether the bucket stands in the path rather than in the host name. */
    public Builder pathStyle(boolean value) {
      return with(b -> b.pathStyle = value);
    }

    /** What contents are verified with; MD5 means an ETag that is one; null for nothing. */
    public Builder checksum(@Nullable ChecksumAlgorithm value) {
      return with(
          b -> {
            b.checksum = value;
            b.checksumSet = true;
          });
    }

    /** Whether requests go through the pipeline of the AWS SDK instead of straight to the wire. */
    public Builder sdkTransport(boolean value) {
      return with(b -> b.sdkTransport = value);
    }

    /** Whether old versions are offered. The bucket decides whether there are any. */
    public Builder versions(boolean value) {
      return with(b -> b.versions = value);
    }

    /** Whether the caller pays for requests and transfer. */
    public Builder requesterPays(boolean value) {
      return with(b -> b.requesterPays = value);
    }

    /** Encryption at the service: {@code AES256}, {@code aws:kms} or {@code aws:kms:dsse}. */
    public Builder encryption(String kind, @Nullable String kmsKey) {
      return with(
          b ->
              b.encryption =
                  kmsKey == null
                      ? Map.of("x-amz-server-side-encryption", kind)
                      : Map.of(
                          "x-amz-server-side-encryption",
                          kind,
                          "x-amz-server-side-encryption-aws-kms-key-id",
                          kmsKey));
    }

    /** Whether the bucket's own key stands between KMS and the blobs. */
    public Builder bucketKey(boolean value) {
      return with(b -> b.bucketKey = value);
    }

    /** Locks what is written, in the mode GOVERNANCE or COMPLIANCE, from then on for so long. */
    public Builder retention(String mode, Duration howLong) {
      return with(
          b -> {
            b.lockMode = mode;
            b.lockFor = howLong;
          });
    }

    /** Puts a legal hold on what is written. */
    public Builder legalHold(boolean value) {
      return with(b -> b.legalHold = value);
    }

    /** For tests, which have no 5 GiB. */
    Builder copyLimit(long bytes) {
      return with(b -> b.copyLimit = bytes);
    }

    public S3Config build() {
      Builder copy = copy();
      if (bucketKey) {
        Map<String, String> more = new java.util.TreeMap<>(encryption);
        more.put("x-amz-server-side-encryption-bucket-key-enabled", "true");
        copy.encryption = Map.copyOf(more);
      }
      return new S3Config(copy);
    }

    private Builder with(Consumer<Builder> change) {
      change.accept(this);
      return this;
    }

    private Builder copy() {
      Builder copy = new Builder(bucket);
      copy.region = region;
      copy.endpoint = endpoint;
      copy.credential = credential;
      copy.compatible = compatible;
      copy.pathStyle = pathStyle;
      copy.checksum = checksum;
      copy.checksumSet = checksumSet;
      copy.sdkTransport = sdkTransport;
      copy.conditions = conditions;
      copy.versions = versions;
      copy.requesterPays = requesterPays;
      copy.encryption = encryption;
      copy.lockMode = lockMode;
      copy.lockFor = lockFor;
      copy.legalHold = legalHold;
      copy.copyLimit = copyLimit;
      return copy;
    }
  }
}
