package dev.stowage.examples.shelf;

import dev.stowage.blob.BlobInfo;
import dev.stowage.spi.KeyOrder;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** The "service": blobs in a map, in the order of their keys' UTF-8 bytes. */
final class Shelf {
  /** A stored blob never changes; writing replaces it whole. */
  record Item(BlobInfo info, byte[] bytes) {}

  final ConcurrentNavigableMap<String, Item> items = new ConcurrentSkipListMap<>(KeyOrder.UTF8);
}
