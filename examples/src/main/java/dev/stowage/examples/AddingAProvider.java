package dev.stowage.examples;

import dev.stowage.StorageException;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.PutOptions;

/**
 * Uses the toy provider in {@code dev.stowage.examples.shelf}. It is found by its scheme, like any
 * other, and what it does not support is refused before it is asked. {@code
 * docs/adding-a-provider.md} tells how it is made.
 */
public final class AddingAProvider {
  private AddingAProvider() {}

  /** Takes no arguments. */
  public static void main(String[] args) {
    try (BlobStore shelf = BlobStore.open("shelf://books/novels/")) {
      shelf.put("emma.txt", BlobBody.of("Emma Woodhouse"));
      try (var all = shelf.list("")) {
        all.forEach(blob -> System.out.println(blob.key() + ": " + blob.size() + " bytes"));
      }
      System.out.println("it can: " + shelf.capabilities().features());
      try {
        shelf.put("emma.txt", BlobBody.of(new byte[0]), PutOptions.ifAbsent());
      } catch (StorageException e) {
        System.out.println("it cannot: " + e.getMessage());
      }
    }
  }
}
