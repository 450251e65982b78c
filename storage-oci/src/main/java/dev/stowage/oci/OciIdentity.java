package dev.stowage.oci;

import com.oracle.bmc.auth.BasicAuthenticationDetailsProvider;
import com.oracle.bmc.auth.RefreshableOnNotAuthenticatedProvider;
import com.oracle.bmc.auth.RegionProvider;
import com.oracle.bmc.http.signing.DefaultRequestSigner;
import com.oracle.bmc.http.signing.RequestSigner;
import com.oracle.bmc.http.signing.SigningStrategy;
import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who sends the requests: a provider of the SDK's and its signers, or nobody. Thread-safe. */
final class OciIdentity {
  static final OciIdentity NOBODY = new OciIdentity(null, null, "anonymous");

  private final @Nullable BasicAuthenticationDetailsProvider provider;
  private final @Nullable String region;
  private final String source;
  private @Nullable RequestSigner documents;
  private @Nullable RequestSigner contents;
  private int generation;

  private OciIdentity(
      @Nullable BasicAuthenticationDetailsProvider provider,
      @Nullable String region,
      String source) {
    this.provider = provider;
    this.region = region;
    this.source = source;
  }

  /**
   * An identity of a provider.
   *
   * @param region empty to ask the provider, if it knows
   * @param source where it was found, for messages
   */
  static OciIdentity of(
      BasicAuthenticationDetailsProvider provider, Optional<String> region, String source) {
    String known = region.orElse(null);
    if (known == null
        && provider instanceof RegionProvider regional
        && regional.getRegion() != null) {
      known = regional.getRegion().getRegionId();
    }
    return new OciIdentity(provider, known, source);
  }

  Optional<String> region() {
    return Optional.ofNullable(region);
  }

  Optional<BasicAuthenticationDetailsProvider> provider() {
    return Optional.ofNullable(provider);
  }

  /**
   * The signer of a request, or null for requests without a signature. The key is read once, unless
   * the provider says that it changes.
   */
  synchronized @Nullable RequestSigner signer(boolean signsBody) {
    BasicAuthenticationDetailsProvider who = provider;
    if (who == null) {
      return null;
    }
    RequestSigner made = signsBody ? documents : contents;
    if (made == null) {
      made = make(who, signsBody ? SigningStrategy.STANDARD : SigningStrategy.EXCLUDE_BODY);
      if (signsBody) {
        documents = made;
      } else {
        contents = made;
      }
    }
    return made;
  }

  private RequestSigner make(BasicAuthenticationDetailsProvider who, SigningStrategy strategy) {
    try {
      return DefaultRequestSigner.createRequestSigner(who, strategy);
    } catch (StorageException e) {
      throw e;
    } catch (RuntimeException e) {
      throw StorageException.builder(
              ErrorCode.UNAUTHENTICATED,
              "the private key of "
                  + source
                  + " cannot be used: it must be an RSA key in PEM form, and a locked one needs its"
                  + " pass phrase")
          .cause(e)
          .build();
    }
  }

  /** Changes with every renewal. */
  synchronized int generation() {
    return generation;
  }

  /**
   * Renews what the service no longer accepts, once for all who were refused with the same.
   *
   * @param refused the generation that was refused
   * @return whether there is something newer to try
   */
  synchronized boolean renew(int refused) {
    if (refused != generation) {
      return true;
    }
    if (!(provider instanceof RefreshableOnNotAuthenticatedProvider<?> renewable)) {
      return false;
    }
    String before = provider.getKeyId();
    renewable.refresh();
    generation++;
    return !before.equals(provider.getKeyId());
  }
}
