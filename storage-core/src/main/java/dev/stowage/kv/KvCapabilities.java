package dev.stowage.kv;

import java.util.Set;

/** What a store can do and how much it takes. */
public record KvCapabilities(Set<KvFeature> features, KvLimits limits) {
  public KvCapabilities {
    features = Set.copyOf(features);
  }

  public boolean has(KvFeature feature) {
    return features.contains(feature);
  }
}
