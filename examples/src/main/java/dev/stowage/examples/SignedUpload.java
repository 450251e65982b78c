package dev.stowage.examples;

import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.SignRequest;
import dev.stowage.blob.SignedUrl;
import dev.stowage.blob.UrlSigner;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.time.Duration;

/**
 * Lets somebody without credentials upload one file, of one size and type, once; and download it.
 * The client needs no library: the signed URL, its method and its headers are all there is.
 *
 * <pre>
 * SignedUpload gs://my-bucket/inbox
 * </pre>
 */
public final class SignedUpload {
  private static final int SIZE = 2 << 20;

  private SignedUpload() {}

  public static void main(String[] args) throws IOException {
    if (args.length != 1) {
      System.err.println("usage: SignedUpload gs://bucket/prefix");
      System.exit(2);
    }
    try (BlobStore store = BlobStore.open(args[0])) {
      UrlSigner signer = store.urlSigner().orElseThrow();
      SignedUrl upload =
          signer.sign(
              SignRequest.put("application.pdf", Duration.ofMinutes(15))
                  .withContentType("application/pdf")
                  .withContentLength(SIZE)
                  .withCreateOnly());
      System.out.println("uploaded without credentials: " + put(upload));
      BlobInfo stored = store.find("application.pdf").orElseThrow();
      System.out.println("stored: " + (stored.size() >> 20) + " MiB of " + stored.contentType());
      System.out.println("once more: " + put(upload));
      SignedUrl download = signer.sign(SignRequest.get("application.pdf", Duration.ofMinutes(15)));
      System.out.println("downloaded without credentials: " + (get(download) >> 20) + " MiB");
    }
  }

  /** What a browser or a script of somebody else would do. */
  private static int put(SignedUrl url) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) url.uri().toURL().openConnection();
    connection.setRequestMethod(url.method());
    url.headers().forEach(connection::setRequestProperty);
    connection.setDoOutput(true);
    connection.setFixedLengthStreamingMode(SIZE);
    try (OutputStream out = connection.getOutputStream()) {
      out.write(new byte[SIZE]);
    }
    return connection.getResponseCode();
  }

  private static long get(SignedUrl url) throws IOException {
    try (InputStream in = url.uri().toURL().openStream()) {
      return in.transferTo(OutputStream.nullOutputStream());
    }
  }
}
