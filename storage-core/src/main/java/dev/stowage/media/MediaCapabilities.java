package dev.stowage.media;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a service can do, known without a request.
 *
 * @param kinds requests it takes; any other fails with {@code UNSUPPORTED} before any request
 * @param features what works beside
 */
public record MediaCapabilities(Set<MediaKind> kinds, Set<MediaFeature> features) {
  public MediaCapabilities {
    EnumSet<MediaKind> allKinds = EnumSet.noneOf(MediaKind.class);
    allKinds.addAll(kinds);
    kinds = Collections.unmodifiableSet(allKinds);
    EnumSet<MediaFeature> allFeatures = EnumSet.noneOf(MediaFeature.class);
    allFeatures.addAll(features);
    features = Collections.unmodifiableSet(allFeatures);
  }

  public boolean has(MediaFeature feature) {
    return features.contains(feature);
  }

  public boolean takes(MediaKind kind) {
    return kinds.contains(kind);
  }
}
