package dev.stowage.cli;

import dev.stowage.Credentials;
import dev.stowage.OpenOptions;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobStore;
import dev.stowage.kv.Document;
import dev.stowage.kv.KvStore;
import dev.stowage.kv.Row;
import dev.stowage.kv.RowKey;
import dev.stowage.kv.ScanRequest;
import dev.stowage.media.Animation;
import dev.stowage.media.Frames;
import dev.stowage.media.MediaBlob;
import dev.stowage.media.MediaJob;
import dev.stowage.media.MediaJobs;
import dev.stowage.secret.SecretStore;
import dev.stowage.secret.SecretValue;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** The part of the demo that is about rows, secrets and media jobs. */
final class DemoServices {
  private final String url;
  private final Output out;

  /**
   * @param url of the directory, with a slash at its end
   */
  DemoServices(String url, Output out) {
    this.url = url;
    this.out = out;
  }

  void run() {
    rows();
    secrets();
    media();
  }

  private void rows() {
    try (KvStore jobs = KvStore.open(url + "jobs")) {
      jobs.create(RowKey.of("job-1"), Document.empty().with("state", "new").with("tries", 0));
      Row updated = jobs.update(RowKey.of("job-1"), row -> row.with("state", "running"));
      Number tries = jobs.increment(RowKey.of("job-1"), "tries", 3);
      try (Stream<Row> rows = jobs.scan(ScanRequest.all())) {
        out.line(
            "rows:     "
                + rows.count()
                + " row, updated under its revision to "
                + updated.document().toJson()
                + ", tries now "
                + tries
                + ".");
      }
    }
  }

  private void secrets() {
    OpenOptions passphrase =
        OpenOptions.defaults()
            .withCredentials(Credentials.of(Map.of("passphrase", UUID.randomUUID().toString())));
    try (SecretStore secrets = SecretStore.open(url + "?key=passphrase", passphrase);
        SecretValue first = SecretValue.of("hunter2");
        SecretValue second = SecretValue.of("correct horse")) {
      secrets.create("db/password", first);
      secrets.put("db/password", second);
      try (SecretValue current = secrets.get("db/password")) {
        out.line(
            "secrets:  "
                + secrets.versions("db/password").size()
                + " versions of db/password, sealed on disk; a value prints itself as "
                + current
                + ".");
      }
    }
  }

  /** The input is a small picture, since a demo brings no video. */
  private void media() {
    try (BlobStore store = BlobStore.open(url);
        MediaJobs jobs = MediaJobs.open(url)) {
      store.put("pictures/red.ppm", BlobBody.of(picture()));
      MediaJob job =
          jobs.submit(
              Animation.builder(
                      MediaBlob.of("pictures/red.ppm"), MediaBlob.of("pictures/red.gif"), "gif")
                  .frames(Frames.all())
                  .build());
      job.await(Duration.ofMinutes(1));
      out.line(
          "media:    ffmpeg turned a picture into " + job.outputs() + ", " + job.state() + ".");
    } catch (StorageException e) {
      out.line("media:    not here: " + e.reason());
    }
  }

  private static byte[] picture() {
    byte[] header = "P6 64 64 255\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    byte[] image = java.util.Arrays.copyOf(header, header.length + 64 * 64 * 3);
    for (int i = header.length; i < image.length; i += 3) {
      image[i] = (byte) 0xff;
    }
    return image;
  }
}
