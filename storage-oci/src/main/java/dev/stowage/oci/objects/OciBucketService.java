package dev.stowage.oci.objects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.oracle.bmc.auth.AuthenticationDetailsProvider;
import com.oracle.bmc.auth.BasicAuthenticationDetailsProvider;
import com.oracle.bmc.auth.ResourcePrincipalAuthenticationDetailsProvider;
import dev.stowage.StorageException;
import dev.stowage.blob.ContainerInfo;
import dev.stowage.http.HttpResponse;
import dev.stowage.oci.OciCall;
import dev.stowage.oci.OciException;
import dev.stowage.oci.OciWire;
import dev.stowage.spi.BlobDriver;
import dev.stowage.spi.BlobServiceDriver;
import dev.stowage.spi.Failure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The namespace: the buckets of one compartment. */
final class OciBucketService implements BlobServiceDriver {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,256}");

  private final BucketPaths paths;
  private final OciObjectsConfig config;
  private final Function<OciObjectsConfig, BlobDriver> opener;

  OciBucketService(
      BucketPaths paths, OciObjectsConfig config, Function<OciObjectsConfig, BlobDriver> opener) {
    this.paths = paths;
    this.config = config;
    this.opener = opener;
  }

  @Override
  public String scheme() {
    return "oci";
  }

  @Override
  public Failure classify(Throwable thrown) {
    return ObjectFailures.classify(thrown);
  }

  /** The root compartment has the tenancy's own id. */
  private String compartment() {
    return config
        .compartment()
        .or(() -> paths.wire().provider().flatMap(OciBucketService::root))
        .orElseThrow(
            () ->
                StorageException.invalidArgument(
                    "the credentials do not say which compartment; write compartment=OCID"));
  }

  private static Optional<String> root(BasicAuthenticationDetailsProvider provider) {
    if (provider instanceof AuthenticationDetailsProvider user) {
      return Optional.ofNullable(user.getTenantId());
    }
    return provider instanceof ResourcePrincipalAuthenticationDetailsProvider resource
        ? Optional.ofNullable(resource.getStringClaim("res_compartment"))
        : Optional.empty();
  }

  @Override
  public BlobDriver.Page<ContainerInfo> list(@Nullable String cursor) throws IOException {
    OciCall call =
        paths.ofBuckets("GET").query("compartmentId", compartment()).query("limit", "1000");
    if (cursor != null) {
      call.query("page", cursor);
    }
    try (HttpResponse reply = paths.wire().send(call)) {
      List<ContainerInfo> buckets = new ArrayList<>();
      for (JsonNode entry : OciWire.document(reply)) {
        buckets.add(
            new ContainerInfo(
                entry.path("name").asText(),
                Listings.text(entry, "timeCreated").map(Listings::time)));
      }
      return new BlobDriver.Page<>(buckets, reply.headers().first("opc-next-page"));
    }
  }

  /** A bucket may be named as in a URL, {@code bucket@namespace}; no bucket has an @ of its own. */
  private OciObjectsConfig named(String container) {
    int at = container.indexOf('@');
    return at < 0
        ? config.withBucket(container)
        : config.withBucket(container.substring(0, at)).withNamespace(container.substring(at + 1));
  }

  private BucketPaths of(String container) {
    return container.indexOf('@') < 0 ? paths : new BucketPaths(named(container), paths.wire());
  }

  private OciCall bucket(String method, String container) throws IOException {
    return of(container).ofBucket(method, named(container).bucket());
  }

  @Override
  public boolean exists(String container) throws IOException {
    try {
      paths.wire().done(bucket("HEAD", container));
      return true;
    } catch (OciException e) {
      if (e.getStatusCode() == 404) {
        return false;
      }
      throw e;
    }
  }

  /**
   * A name that is taken is the caller's own if the caller can see it there: a namespace belongs to
   * one tenancy.
   */
  @Override
  public boolean create(String container) throws IOException {
    ObjectNode body =
        JSON.createObjectNode()
            .put("name", named(container).bucket())
            .put("compartmentId", compartment());
    config
        .tier()
        .filter(tier -> !tier.equals("InfrequentAccess"))
        .ifPresent(tier -> body.put("storageTier", tier));
    try {
      paths.wire().done(of(container).ofBuckets("POST").json(JSON.writeValueAsBytes(body)));
      return true;
    } catch (OciException e) {
      if (e.getStatusCode() == 409 && exists(container)) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public boolean delete(String container) throws IOException {
    try {
      paths.wire().done(bucket("DELETE", container));
      return true;
    } catch (OciException e) {
      if (e.getStatusCode() == 404) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public BlobDriver open(String container) {
    return opener.apply(named(container));
  }

  @Override
  public Optional<String> nameProblem(String container) {
    int at = container.indexOf('@');
    boolean elsewhere =
        at >= 0 && config.namespace().filter(n -> !container.endsWith("@" + n)).isPresent();
    if (elsewhere || at >= 0 && at == container.length() - 1) {
      return Optional.of("what stands behind the @ is not the namespace that was opened");
    }
    return NAME.matcher(named(container).bucket()).matches()
        ? Optional.empty()
        : Optional.of(
            "a bucket's name has 1 to 256 letters, digits, hyphens, underscores and dots");
  }

  @Override
  public void close() {
    paths.wire().close();
  }
}
