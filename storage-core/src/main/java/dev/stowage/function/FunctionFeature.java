package dev.stowage.function;

/** What a provider may or may not be able to do. What it cannot do fails with UNSUPPORTED. */
public enum FunctionFeature {
  ROLE,
  CPU,
  DISK,
  NETWORK,
  LAYERS,
  TRIGGERS,
  LIST
}
