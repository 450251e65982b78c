package dev.stowage.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

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
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Arrays;
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

  /** The input is two seconds of video, made here since a demo brings none. */
  private void media() {
    try (BlobStore store = BlobStore.open(url);
        MediaJobs jobs = MediaJobs.open(url)) {
      store.put("video/fade.y4m", BlobBody.of(video()));
      MediaJob job =
          jobs.submit(
              Animation.builder(
                      MediaBlob.of("video/fade.y4m"), MediaBlob.of("video/fade.gif"), "gif")
                  .frames(Frames.all())
                  .build());
      job.await(Duration.ofMinutes(1));
      String outcome =
          job.failure().map(Object::toString).orElseGet(() -> job.outputs().toString());
      out.line(
          "media:    ffmpeg made an animation of a video: " + job.state() + ", " + outcome + ".");
    } catch (StorageException e) {
      out.line("media:    not here: " + e.reason());
    }
  }

  /** A grey picture that gets lighter, in the raw format of the mjpegtools. */
  private static byte[] video() {
    ByteArrayOutputStream video = new ByteArrayOutputStream();
    video.writeBytes("YUV4MPEG2 W64 H64 F10:1 Ip A1:1 C420jpeg\n".getBytes(US_ASCII));
    byte[] frame = new byte[64 * 64 * 3 / 2];
    for (int i = 0; i < 20; i++) {
      video.writeBytes("FRAME\n".getBytes(US_ASCII));
      Arrays.fill(frame, 0, 64 * 64, (byte) (i * 12));
      Arrays.fill(frame, 64 * 64, frame.length, (byte) 128);
      video.writeBytes(frame);
    }
    return video.toByteArray();
  }
}
