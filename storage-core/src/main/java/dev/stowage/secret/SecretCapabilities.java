package dev.stowage.secret;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a store can do and its limits, known without a request.
 *
 * @param features what works; everything else fails with {@code UNSUPPORTED} before any request
 * @param limits sizes and spans
 */
public record SecretCapabilities(Set<SecretFeature> features, SecretLimits limits) {
  public SecretCapabilities {
    EnumSet<SecretFeature> copy = EnumSet.noneOf(SecretFeature.class);
    copy.addAll(features);
    features = Collections.unmodifiableSet(copy);
  }

  public boolean has(SecretFeature feature) {
    return features.contains(feature);
  }
}
