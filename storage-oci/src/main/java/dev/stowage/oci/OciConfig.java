package dev.stowage.oci;

import com.oracle.bmc.auth.BasicAuthenticationDetailsProvider;
import dev.stowage.StorageException;
import dev.stowage.StorageUrl;
import java.net.URI;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where and as whom a service of OCI is called: the parameters that the URLs of all four have in
 * common. Immutable; everything is optional.
 *
 * <p>Without a region, it is the one that the credentials know: of the profile, of the resource
 * principal or of the instance.
 */
public final class OciConfig {
  private static final OciConfig DEFAULTS = new OciConfig(new State());

  /** The names of the URL parameters that {@link #of} reads. */
  private static final String[] PARAMETERS = {"region", "endpoint", "credential"};

  private final State state;

  private OciConfig(State state) {
    this.state = state;
  }

  /** The region and the credentials that the environment gives. */
  public static OciConfig defaults() {
    return DEFAULTS;
  }

  /** Reads {@code region}, {@code endpoint} and {@code credential}; refuses no other parameter. */
  public static OciConfig of(StorageUrl url) {
    OciConfig config = DEFAULTS;
    if (url.param("region").isPresent()) {
      config = config.withRegion(url.param("region").get());
    }
    if (url.param("endpoint").isPresent()) {
      config = config.withEndpoint(uri(url.param("endpoint").get()));
    }
    if (url.param("credential").isPresent()) {
      config = config.withCredential(url.param("credential").get());
    }
    return config;
  }

  /** The parameters of {@link #of} and these, for {@link StorageUrl#allowParams}. */
  public static String[] parametersAnd(String... more) {
    String[] all = new String[PARAMETERS.length + more.length];
    System.arraycopy(PARAMETERS, 0, all, 0, PARAMETERS.length);
    System.arraycopy(more, 0, all, PARAMETERS.length, more.length);
    return all;
  }

  private static URI uri(String text) {
    try {
      return URI.create(text.contains("://") ? text : "https://" + text);
    } catch (IllegalArgumentException e) {
      throw StorageException.invalidArgument("endpoint= is not a URI");
    }
  }

  /** A region by its identifier, such as {@code eu-frankfurt-1}, or its short code. */
  public OciConfig withRegion(String value) {
    return with(s -> s.region = value);
  }

  /**
   * The service's address without a path, for a private endpoint, a namespace's own host, or a
   * fake. The services of one endpoint parameter are not told apart: it is taken as it is.
   */
  public OciConfig withEndpoint(URI value) {
    String scheme = value.getScheme();
    boolean web = "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme);
    boolean path = value.getRawPath() != null && value.getRawPath().length() > 1;
    if (!web || path || value.getRawAuthority() == null || value.getRawUserInfo() != null) {
      throw StorageException.invalidArgument(
          "the endpoint must be an http or https URI without a path");
    }
    return with(s -> s.endpoint = value);
  }

  /**
   * Where credentials are looked up: {@code env}, {@code profile:NAME}, {@code file:PATH}, {@code
   * api_key}, {@code security_token}, {@code resource_principal}, {@code instance_principal} or
   * {@code anonymous}.
   */
  public OciConfig withCredential(String value) {
    return with(s -> s.credential = value);
  }

  /** The caller's own provider of the SDK instead of one found by us; it stays the caller's. */
  public OciConfig withProvider(BasicAuthenticationDetailsProvider value) {
    return with(s -> s.provider = value);
  }

  /** Where tokens are issued, when that is not the region's own place. */
  OciConfig withAuthEndpoint(URI value) {
    return with(s -> s.authEndpoint = value);
  }

  public Optional<String> region() {
    return Optional.ofNullable(state.region);
  }

  public Optional<URI> endpoint() {
    return Optional.ofNullable(state.endpoint);
  }

  public Optional<String> credential() {
    return Optional.ofNullable(state.credential);
  }

  public Optional<BasicAuthenticationDetailsProvider> provider() {
    return Optional.ofNullable(state.provider);
  }

  Optional<URI> authEndpoint() {
    return Optional.ofNullable(state.authEndpoint);
  }

  /** Where, and how credentials are found; never a credential. */
  @Override
  public String toString() {
    return "OciConfig[region="
        + state.region
        + ", endpoint="
        + state.endpoint
        + ", credential="
        + state.credential
        + "]";
  }

  private OciConfig with(Consumer<State> change) {
    State copy = state.copy();
    change.accept(copy);
    return new OciConfig(copy);
  }

  private static final class State {
    private @Nullable String region;
    private @Nullable URI endpoint;
    private @Nullable String credential;
    private @Nullable BasicAuthenticationDetailsProvider provider;
    private @Nullable URI authEndpoint;

    State copy() {
      State copy = new State();
      copy.region = region;
      copy.endpoint = endpoint;
      copy.credential = credential;
      copy.provider = provider;
      copy.authEndpoint = authEndpoint;
      return copy;
    }
  }
}
