package dev.stowage.examples;

import dev.stowage.StorageException;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.PutOptions;
import dev.stowage.gcs.GcsObjects;
import dev.stowage.gcs.GcsUpload;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * An upload to Google Cloud Storage that survives its process: the session lives at the service,
 * and its URI in a file beside the one that is uploaded. Kill it and start it again; it sends what
 * the service does not have.
 *
 * <pre>
 * ResumableUpload gs://my-bucket large.bin backups/large.bin
 * </pre>
 *
 * <p>{@code Transfers.upload}, in {@link LargeUpload}, does it in parallel parts on any provider.
 */
public final class ResumableUpload {
  private ResumableUpload() {}

  public static void main(String[] args) throws IOException {
    if (args.length != 3) {
      System.err.println("usage: ResumableUpload gs://bucket FILE KEY");
      System.exit(2);
    }
    Path file = Path.of(args[1]);
    Path note = Path.of(args[1] + ".session");
    try (BlobStore store = BlobStore.open(args[0])) {
      GcsObjects objects = store.unwrap(GcsObjects.class).orElseThrow();
      GcsUpload upload = upload(objects, args[2], note);
      System.out.println(
          "at the service: " + upload.persisted() + " of " + Files.size(file) + " bytes");
      long size = upload.send(BlobBody.of(file)).size();
      Files.delete(note);
      System.out.println("done: " + size + " bytes");
    } catch (StorageException e) {
      if (!e.retryable()) {
        throw e;
      }
      System.out.println("interrupted; run it again");
    }
  }

  private static GcsUpload upload(GcsObjects objects, String key, Path note) throws IOException {
    if (Files.exists(note)) {
      return objects.resumeUpload(key, URI.create(Files.readString(note)));
    }
    GcsUpload upload = objects.startUpload(key, PutOptions.defaults());
    // Whoever has the URI may write the object.
    Files.createFile(
        note, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(note, upload.session().toString());
    return upload;
  }
}
