package dev.stowage.function;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a service can do and its limits, known without a request.
 *
 * @param features what works; everything else fails with {@code UNSUPPORTED} before any request
 * @param code where code may come from
 * @param limits sizes, spans and names
 */
public record FunctionCapabilities(
    Set<FunctionFeature> features, Set<CodeKind> code, FunctionLimits limits) {
  public FunctionCapabilities {
    EnumSet<FunctionFeature> allFeatures = EnumSet.noneOf(FunctionFeature.class);
    allFeatures.addAll(features);
    features = Collections.unmodifiableSet(allFeatures);
    EnumSet<CodeKind> allCode = EnumSet.noneOf(CodeKind.class);
    allCode.addAll(code);
    code = Collections.unmodifiableSet(allCode);
  }

  public boolean has(FunctionFeature feature) {
    return features.contains(feature);
  }

  public boolean takes(CodeKind kind) {
    return code.contains(kind);
  }
}
