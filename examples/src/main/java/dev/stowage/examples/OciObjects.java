package dev.stowage.examples;

import dev.stowage.StorageException;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.BlobReader;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.PutOptions;
import dev.stowage.blob.SignRequest;
import dev.stowage.blob.SignedUrl;
import dev.stowage.oci.objects.OciBucket;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A video goes into a bucket of OCI, what was found in it is read as JSON, and somebody without an
 * account gets a link. In a function of OCI the URL is all there is: the resource principal and its
 * region are found by themselves.
 *
 * <pre>
 * OciObjects oci://media@namespace
 * </pre>
 */
public final class OciObjects {
  private OciObjects() {}

  public static void main(String[] args) throws IOException {
    if (args.length != 1) {
      System.err.println("usage: OciObjects oci://bucket@namespace");
      System.exit(2);
    }
    Path file = video();
    try (BlobStore store = BlobStore.open(args[0])) {
      PutOptions once = PutOptions.ifAbsent().withContentTypeByName();
      store.put(
          "in/sample.mp4", BlobBody.of(file), once); // streamed from the disk, never in memory
      BlobInfo stored = store.find("in/sample.mp4").orElseThrow();
      System.out.println("stored " + stored.size() + " bytes of " + stored.contentType());
      try {
        store.put("in/sample.mp4", BlobBody.of("another"), once);
      } catch (StorageException e) {
        System.out.println("second writer: " + e.code());
      }

      store.put("out/sample_analysis.json", BlobBody.of("{\"speech\":[{\"text\":\"hello\"}]}"));
      try (BlobReader reader = store.get("out/sample_analysis.json")) {
        System.out.println("analysis: " + reader.text());
      }
      try (Stream<BlobInfo> blobs = store.list("")) {
        blobs.forEach(
            blob ->
                System.out.println(
                    blob.key() + " " + blob.size() + " " + blob.storageClass().orElse("")));
      }

      OciBucket bucket = store.unwrap(OciBucket.class).orElseThrow();
      bucket.rename("in/sample.mp4", "done/sample.mp4"); // one step at the service
      System.out.println("renamed: " + store.exists("done/sample.mp4"));

      SignedUrl link =
          store
              .urlSigner()
              .orElseThrow()
              .sign(SignRequest.get("done/sample.mp4", Duration.ofMinutes(10)));
      try (InputStream in = link.uri().toURL().openStream()) {
        System.out.println("a plain client read " + in.readAllBytes().length + " bytes");
      }
      bucket
          .preauthenticatedRequests()
          .forEach(request -> bucket.deletePreauthenticatedRequest(request.id()));
    } finally {
      Files.delete(file);
    }
  }

  private static Path video() throws IOException {
    byte[] bytes = new byte[1 << 20];
    new Random(0).nextBytes(bytes);
    return Files.write(Files.createTempFile("stowage-video", ".mp4"), bytes);
  }
}
