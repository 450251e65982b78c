package dev.stowage.gcs;

import dev.stowage.StorageException;
import dev.stowage.StorageUrl;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How one bucket is reached and written: the parameters of a {@code gs:} URL. Immutable.
 *
 * <p>Credentials are not part of it; they come with the open options. Settings of Google's client
 * that are not named here are had by passing an own client to {@link
 * GcsProvider#open(com.google.cloud.storage.Storage, String)}.
 */
public final class GcsConfig {
  private static final String[] PARAMETERS = {
    "region",
    "endpoint",
    "credential",
    "project",
    "user-project",
    "kms-key",
    "impersonate",
    "iam-endpoint",
    "token-hosts",
    "lock",
    "lock-days"
  };

  private final Builder of;

  private GcsConfig(Builder from) {
    of = from;
  }

  /** Starts a configuration of a bucket; an empty name stands for the account level. */
  public static Builder builder(String bucket) {
    return new Builder(bucket);
  }

  static GcsConfig of(StorageUrl url) {
    url.allowParams(PARAMETERS);
    Builder config = builder(url.container());
    url.param("region").ifPresent(config::region);
    url.param("endpoint").ifPresent(e -> config.endpoint(uri("endpoint", e)));
    url.param("credential").ifPresent(config::credential);
    url.param("project").ifPresent(config::project);
    url.param("user-project").ifPresent(config::userProject);
    url.param("kms-key").ifPresent(config::kmsKey);
    url.param("impersonate").ifPresent(config::impersonate);
    url.param("iam-endpoint").ifPresent(e -> config.iamEndpoint(uri("iam-endpoint", e)));
    url.param("token-hosts").ifPresent(h -> config.tokenHosts(Set.of(h.split(","))));
    String lock = url.choice("lock", "", "", "Unlocked", "Locked");
    if (lock.isEmpty() != url.param("lock-days").isEmpty()) {
      throw StorageException.invalidArgument("lock= and lock-days= go together");
    }
    if (!lock.isEmpty()) {
      String days = url.param("lock-days").orElse("");
      if (!days.matches("[1-9][0-9]{0,4}")) {
        throw StorageException.invalidArgument(
            "parameter lock-days=" + days + "; a number of days");
      }
      config.retention(lock, Duration.ofDays(Integer.parseInt(days)));
    }
    return config.build();
  }

  private static URI uri(String name, String text) {
    try {
      return URI.create(text.contains("://") ? text : "https://" + text);
    } catch (IllegalArgumentException e) {
      throw StorageException.invalidArgument(name + "= is not a URI");
    }
  }

  /** The same for another bucket of the account. */
  GcsConfig withBucket(String bucket) {
    Builder copy = of.copy();
    copy.bucket = bucket;
    return new GcsConfig(copy);
  }

  GcsConfig withEndpoint(URI endpoint) {
    Builder copy = of.copy();
    copy.endpoint = endpoint;
    return new GcsConfig(copy);
  }

  String bucket() {
    return of.bucket;
  }

  Optional<String> region() {
    return Optional.ofNullable(of.region);
  }

  /** Empty for Google's own. */
  Optional<URI> endpoint() {
    return Optional.ofNullable(of.endpoint);
  }

  Optional<String> credential() {
    return Optional.ofNullable(of.credential);
  }

  Optional<String> project() {
    return Optional.ofNullable(of.project);
  }

  Optional<String> userProject() {
    return Optional.ofNullable(of.userProject);
  }

  Optional<String> kmsKey() {
    return Optional.ofNullable(of.kmsKey);
  }

  Optional<String> impersonate() {
    return Optional.ofNullable(of.impersonate);
  }

  Optional<URI> iamEndpoint() {
    return Optional.ofNullable(of.iamEndpoint);
  }

  Set<String> tokenHosts() {
    return of.tokenHosts;
  }

  Optional<String> lockMode() {
    return Optional.ofNullable(of.lockMode);
  }

  Duration lockFor() {
    return of.lockFor;
  }

  /** Bodies of more bytes go out through a resumable upload. */
  long resumableAbove() {
    return of.resumableAbove;
  }

  /** How much one call of a rewrite may move; 0 for as much as the service likes. */
  long rewriteStep() {
    return of.rewriteStep;
  }

  /** Collects the settings. Everything is optional. Not thread-safe. */
  public static final class Builder {
    private String bucket;
    private @Nullable String region;
    private @Nullable URI endpoint;
    private @Nullable String credential;
    private @Nullable String project;
    private @Nullable String userProject;
    private @Nullable String kmsKey;
    private @Nullable String impersonate;
    private @Nullable URI iamEndpoint;
    private Set<String> tokenHosts = Set.of();
    private @Nullable String lockMode;
    private Duration lockFor = Duration.ZERO;
    private long resumableAbove = 16L << 20;
    private long rewriteStep;

    private Builder(String bucket) {
      this.bucket = bucket;
    }

    /** The location of buckets that are created, such as {@code EUROPE-WEST3} or {@code EU}. */
    public Builder region(String value) {
      return with(b -> b.region = value);
    }

    /** Another service than Google's, such as an emulator; the URI may have a path. */
    public Builder endpoint(URI value) {
      return with(b -> b.endpoint = web("the endpoint", value));
    }

    /** Where credentials are looked up: {@code env}, {@code file:PATH}, {@code anonymous}. */
    public Builder credential(String value) {
      return with(b -> b.credential = value);
    }

    /** The project of the account level; buckets are listed and created in it. */
    public Builder project(String value) {
      return with(b -> b.project = value);
    }

    /** The project that pays for requests, as buckets where the requester pays demand. */
    public Builder userProject(String value) {
      return with(b -> b.userProject = value);
    }

    /** The name of the key of Cloud KMS that encrypts what is written. */
    public Builder kmsKey(String value) {
      return with(b -> b.kmsKey = value);
    }

    /** The service account to act as. */
    public Builder impersonate(String email) {
      return with(b -> b.impersonate = email);
    }

    /** Another IAM credentials service than Google's; for tests. */
    public Builder iamEndpoint(URI value) {
      return with(b -> b.iamEndpoint = web("the IAM endpoint", value));
    }

    /**
     * Hosts, besides Google's and the endpoint's own, that a credentials file may send us to for
     * tokens.
     */
    public Builder tokenHosts(Set<String> hosts) {
      Set<String> copy = Set.copyOf(hosts);
      return with(b -> b.tokenHosts = copy);
    }

    /** Retains what is written, in the mode Unlocked or Locked, from then on for so long. */
    public Builder retention(String mode, Duration howLong) {
      if (!List.of("Unlocked", "Locked").contains(mode)) {
        throw StorageException.invalidArgument(
            "retention mode " + mode + "; it is Unlocked or Locked");
      }
      return with(
          b -> {
            b.lockMode = mode;
            b.lockFor = howLong;
          });
    }

    /** For tests, which like it small. */
    Builder resumableAbove(long bytes) {
      return with(b -> b.resumableAbove = bytes);
    }

    /** For tests: how much one call of a rewrite may move. */
    Builder rewriteStep(long bytes) {
      return with(b -> b.rewriteStep = bytes);
    }

    public GcsConfig build() {
      return new GcsConfig(copy());
    }

    private static URI web(String what, URI value) {
      String scheme = value.getScheme();
      boolean web = "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme);
      if (!web || value.getRawAuthority() == null || value.getRawUserInfo() != null) {
        throw StorageException.invalidArgument(what + " must be an http or https URI");
      }
      return value;
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
      copy.project = project;
      copy.userProject = userProject;
      copy.kmsKey = kmsKey;
      copy.impersonate = impersonate;
      copy.iamEndpoint = iamEndpoint;
      copy.tokenHosts = tokenHosts;
      copy.lockMode = lockMode;
      copy.lockFor = lockFor;
      copy.resumableAbove = resumableAbove;
      copy.rewriteStep = rewriteStep;
      return copy;
    }
  }
}
