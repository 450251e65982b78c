package dev.stowage.examples;

import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.BlobReader;
import dev.stowage.blob.BlobStore;
import java.io.IOException;
import java.util.stream.Stream;

/** Opens a store, writes, reads and lists. */
public final class QuickStart {
  private QuickStart() {}

  public static void main(String[] args) throws IOException {
    try (BlobStore store = BlobStore.open(ExampleStore.url(args))) {
      store.put("greetings/hello.txt", BlobBody.of("Hello, world"));
      store.put("greetings/gruss.txt", BlobBody.of("Grüß Gott"));

      try (BlobReader reader = store.get("greetings/hello.txt")) {
        System.out.println(reader.text());
      }
      try (Stream<BlobInfo> blobs = store.list("greetings/")) {
        blobs.forEach(blob -> System.out.println(blob.key() + " " + blob.size()));
      }
      store.delete("greetings/gruss.txt");
      System.out.println(store.exists("greetings/gruss.txt"));
    }
  }
}
