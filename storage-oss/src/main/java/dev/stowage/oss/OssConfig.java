package dev.stowage.oss;

import dev.stowage.StorageException;
import dev.stowage.StorageUrl;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How one bucket is reached and written: the parameters of an {@code oss:} URL. Immutable.
 *
 * <p>Credentials are not part of it; they come with the open options. Settings of the SDK that are
 * not named here are had by passing an own client to {@link OssProvider}.
 */
public final class OssConfig {
  private static final List<String> PARAMETERS =
      List.of(
          "region",
          "endpoint",
          "internal",
          "credential",
          "style",
          "transport",
          "versions",
          "requester-pays",
          "sse",
          "sse-kms-key");

  /** Where the name of the bucket stands. */
  enum Style {
    PATH,
    VIRTUAL,
    /** Nowhere: the host is the bucket's own. */
    CNAME
  }

  private final Builder of;

  private OssConfig(Builder from) {
    of = from;
  }

  /** Starts a configuration of a bucket; an empty name stands for the account level. */
  public static Builder builder(String bucket) {
    return new Builder(bucket);
  }

  /** Reads a URL that may have more parameters than those of a bucket. */
  static OssConfig of(StorageUrl url, String... more) {
    List<String> all = new ArrayList<>(PARAMETERS);
    all.addAll(List.of(more));
    url.allowParams(all.toArray(String[]::new));
    Builder config = builder(url.container());
    url.param("region").ifPresent(config::region);
    url.param("endpoint").ifPresent(e -> config.endpoint(uri("endpoint", e)));
    url.param("credential").ifPresent(config::credential);
    if (url.param("style").isPresent()) {
      String style = url.choice("style", "path", "path", "virtual", "cname");
      config.style = Style.valueOf(style.toUpperCase(Locale.ROOT));
    }
    config.internal(flag(url, "internal"));
    config.versions(flag(url, "versions"));
    config.requesterPays(flag(url, "requester-pays"));
    config.sdkTransport(url.choice("transport", "direct", "direct", "sdk").equals("sdk"));
    String sse = url.choice("sse", "", "", "AES256", "KMS", "SM4");
    if (!sse.isEmpty() || url.param("sse-kms-key").isPresent()) {
      config.encryption(sse.isEmpty() ? "KMS" : sse, url.param("sse-kms-key").orElse(null));
    }
    return config.build();
  }

  static boolean flag(StorageUrl url, String name) {
    return url.choice(name, "false", "true", "false").equals("true");
  }

  static URI uri(String parameter, String text) {
    try {
      return URI.create(text.contains("://") ? text : "https://" + text);
    } catch (IllegalArgumentException e) {
      throw StorageException.invalidArgument(parameter + "= is not a URI");
    }
  }

  /** The same for another bucket of the account. */
  OssConfig withBucket(String bucket) {
    Builder copy = of.copy();
    copy.bucket = bucket;
    return new OssConfig(copy);
  }

  /** The same in this region, which was found outside of the URL. */
  OssConfig withRegion(String region) {
    Builder copy = of.copy();
    copy.region = region;
    return new OssConfig(copy);
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

  /** Whether the endpoint is the one within Alibaba's network. */
  boolean internal() {
    return of.internal;
  }

  Optional<String> credential() {
    return Optional.ofNullable(of.credential);
  }

  Optional<Style> style() {
    return Optional.ofNullable(of.style);
  }

  boolean sdkTransport() {
    return of.sdkTransport;
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

  /** Copies of more bytes are made in parts. */
  long copyLimit() {
    return of.copyLimit;
  }

  /** Collects the settings. Everything is optional. Not thread-safe. */
  public static final class Builder {
    private String bucket;
    private @Nullable String region;
    private @Nullable URI endpoint;
    private boolean internal;
    private @Nullable String credential;
    private @Nullable Style style;
    private boolean sdkTransport;
    private boolean versions;
    private boolean requesterPays;
    private Map<String, String> encryption = Map.of();
    private long copyLimit = 5L << 30;

    private Builder(String bucket) {
      this.bucket = bucket;
    }

    /** Such as {@code cn-hangzhou}; signatures of version 4 name it. */
    public Builder region(String value) {
      if (!value.matches("[a-z0-9-]+")) {
        throw StorageException.invalidArgument(
            "region \"" + value + "\"; write it as in cn-hangzhou");
      }
      return with(b -> b.region = value);
    }

    /** Another endpoint than the region's own; it wins over {@link #internal}. */
    public Builder endpoint(URI value) {
      String scheme = value.getScheme();
      boolean web = "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme);
      if (!web || value.getRawAuthority() == null || value.getRawUserInfo() != null) {
        throw StorageException.invalidArgument("the endpoint must be an http or https URI");
      }
      return with(b -> b.endpoint = value);
    }

    /** Whether requests stay in Alibaba's network, which is free, and only works from within. */
    public Builder internal(boolean value) {
      return with(b -> b.internal = value);
    }

    /** Where credentials are looked up: {@code env}, {@code profile:NAME}, {@code file:PATH}. */
    public Builder credential(String value) {
      return with(b -> b.credential = value);
    }

    /** Whether the bucket stands in the path rather than in the host name. */
    public Builder pathStyle(boolean value) {
      return with(b -> b.style = value ? Style.PATH : Style.VIRTUAL);
    }

    /** Says that the endpoint is a domain name of the bucket's own. */
    public Builder cname() {
      return with(b -> b.style = Style.CNAME);
    }

    /** Whether requests go through the SDK's client instead of straight to the wire. */
    public Builder sdkTransport(boolean value) {
      return with(b -> b.sdkTransport = value);
    }

    /**
     * Says that the bucket keeps versions, or did. Old versions are offered then, and create-only
     * writes are not: OSS does not honour them there.
     */
    public Builder versions(boolean value) {
      return with(b -> b.versions = value);
    }

    /** Whether the caller pays for requests and transfer. */
    public Builder requesterPays(boolean value) {
      return with(b -> b.requesterPays = value);
    }

    /** Encryption at the service: {@code AES256}, {@code KMS} or {@code SM4}. */
    public Builder encryption(String kind, @Nullable String kmsKey) {
      Map<String, String> headers = new TreeMap<>();
      headers.put("x-oss-server-side-encryption", kind);
      if (kmsKey != null) {
        headers.put("x-oss-server-side-encryption-key-id", kmsKey);
      }
      return with(b -> b.encryption = Map.copyOf(headers));
    }

    /** For tests, which have no 5 GiB. */
    Builder copyLimit(long bytes) {
      return with(b -> b.copyLimit = bytes);
    }

    public OssConfig build() {
      return new OssConfig(copy());
    }

    private Builder with(Consumer<Builder> change) {
      change.accept(this);
      return this;
    }

    private Builder copy() {
      Builder copy = new Builder(bucket);
      copy.region = region;
      copy.endpoint = endpoint;
      copy.internal = internal;
      copy.credential = credential;
      copy.style = style;
      copy.sdkTransport = sdkTransport;
      copy.versions = versions;
      copy.requesterPays = requesterPays;
      copy.encryption = encryption;
      copy.copyLimit = copyLimit;
      return copy;
    }
  }
}
