package dev.stowage.spi;

import java.util.Set;

/** What all kinds of providers have in common: the URL schemes they answer to. */
public interface Provider {
  /** Lower-case URL schemes, such as {@code s3}. Two providers of one service may not share one. */
  Set<String> schemes();
}
