package dev.stowage.blob;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a store can do and its limits, known without a request.
 *
 * @param features what works; everything else fails with {@code UNSUPPORTED} before any request
 * @param limits sizes and counts
 */
public record BlobCapabilities(Set<BlobFeature> features, BlobLimits limits) {
  public BlobCapabilities {
    EnumSet<BlobFeature> copy = EnumSet.noneOf(BlobFeature.class);
    copy.addAll(features);
    features = Collections.unmodifiableSet(copy);
  }

  public boolean has(BlobFeature feature) {
    return features.contains(feature);
  }
}
