package dev.stowage.conformance.blob;

import java.util.List;
import java.util.Map;

/**
 * The container as another program sees it: through the provider's own client, or for an embedded
 * store through a driver that was opened on its own. Knows no portable layer, no fault and no log.
 */
public interface RawBlobs {
  void write(String key, byte[] bytes, String contentType, Map<String, String> metadata);

  byte[] read(String key);

  /** User metadata by lower-case name, what the portable layer hides included. */
  Map<String, String> metadata(String key);

  /** Every object of the container in any order, auxiliary ones included. */
  List<String> keys();

  void delete(String key);
}
