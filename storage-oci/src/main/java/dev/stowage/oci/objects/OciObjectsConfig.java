package dev.stowage.oci.objects;

import dev.stowage.StorageException;
import dev.stowage.StorageUrl;
import dev.stowage.oci.OciConfig;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How one bucket is reached: the parameters of an {@code oci:} URL. Immutable. */
public final class OciObjectsConfig {
  private final State state;

  private OciObjectsConfig(State state) {
    this.state = state;
  }

  /** A bucket; an empty name stands for the account level. */
  public static OciObjectsConfig of(String bucket) {
    State state = new State();
    state.bucket = bucket;
    return new OciObjectsConfig(state);
  }

  static OciObjectsConfig of(StorageUrl url) {
    url.allowParams(OciConfig.parametersAnd("namespace", "compartment", "tier", "versions"));
    String name = url.container();
    int at = name.lastIndexOf('@');
    OciObjectsConfig config =
        of(at < 0 ? name : name.substring(0, at)).withConnection(OciConfig.of(url));
    Optional<String> namespace = url.param("namespace");
    if (at >= 0) {
      if (namespace.isPresent() || at == name.length() - 1) {
        throw StorageException.invalidArgument(
            "the namespace stands once: behind the @, or in namespace=");
      }
      namespace = Optional.of(name.substring(at + 1));
    }
    if (namespace.isPresent()) {
      config = config.withNamespace(namespace.get());
    }
    if (url.param("compartment").isPresent()) {
      config = config.withCompartment(url.param("compartment").get());
    }
    if (url.param("tier").isPresent()) {
      config = config.withTier(url.choice("tier", "", "Standard", "InfrequentAccess", "Archive"));
    }
    return config.withVersions(url.choice("versions", "true", "true", "false").equals("true"));
  }

  /** Where and as whom. */
  public OciObjectsConfig withConnection(OciConfig value) {
    return with(s -> s.connection = value);
  }

  /** The tenancy's namespace; without it the service is asked once for the caller's own. */
  public OciObjectsConfig withNamespace(String value) {
    return with(s -> s.namespace = value);
  }

  /** Where buckets are made and listed; without it, in the tenancy's root. */
  public OciObjectsConfig withCompartment(String value) {
    return with(s -> s.compartment = value);
  }

  /** Of blobs that are written without saying one; without it, the bucket's own. */
  public OciObjectsConfig withTier(String value) {
    return with(s -> s.tier = value);
  }

  /** Whether old versions are offered. The bucket decides whether there are any. */
  public OciObjectsConfig withVersions(boolean value) {
    return with(s -> s.versions = value);
  }

  OciObjectsConfig withBucket(String value) {
    return with(s -> s.bucket = value);
  }

  String bucket() {
    return state.bucket;
  }

  OciConfig connection() {
    return state.connection;
  }

  Optional<String> namespace() {
    return Optional.ofNullable(state.namespace);
  }

  Optional<String> compartment() {
    return Optional.ofNullable(state.compartment);
  }

  Optional<String> tier() {
    return Optional.ofNullable(state.tier);
  }

  boolean versions() {
    return state.versions;
  }

  @Override
  public String toString() {
    return "OciObjectsConfig["
        + state.bucket
        + "@"
        + state.namespace
        + ", "
        + state.connection
        + "]";
  }

  private OciObjectsConfig with(Consumer<State> change) {
    State copy = new State();
    copy.bucket = state.bucket;
    copy.connection = state.connection;
    copy.namespace = state.namespace;
    copy.compartment = state.compartment;
    copy.tier = state.tier;
    copy.versions = state.versions;
    change.accept(copy);
    return new OciObjectsConfig(copy);
  }

  private static final class State {
    private String bucket = "";
    private OciConfig connection = OciConfig.defaults();
    private @Nullable String namespace;
    private @Nullable String compartment;
    private @Nullable String tier;
    private boolean versions = true;
  }
}
