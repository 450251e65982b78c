package dev.stowage.examples;

import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.FormRequest;
import dev.stowage.blob.SignedForm;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/**
 * Lets a browser upload a picture of at most one mebibyte straight to the bucket, past one's own
 * server: the page has a signed form in it, and the service itself refuses what is too large or of
 * another type.
 *
 * <pre>
 * BrowserForm s3://my-bucket/inbox?region=eu-west-1
 * </pre>
 */
public final class BrowserForm {
  private static final int LIMIT = 1 << 20;
  private static final String BOUNDARY = "----the-form-of-the-example";

  private BrowserForm() {}

  public static void main(String[] args) throws IOException {
    if (args.length != 1) {
      System.err.println("usage: BrowserForm s3://bucket/prefix");
      System.exit(2);
    }
    try (BlobStore store = BlobStore.open(args[0])) {
      SignedForm form =
          store
              .urlSigner()
              .orElseThrow()
              .signForm(
                  new FormRequest("portrait.png", Duration.ofMinutes(15), 1, LIMIT, "image/png"));
      System.out.println("a page of " + page(form).lines().count() + " lines");
      System.out.println("too large: " + submit(form, new byte[LIMIT + 1]));
      System.out.println("uploaded: " + submit(form, new byte[LIMIT]));
      BlobInfo stored = store.find("portrait.png").orElseThrow();
      System.out.println("stored: " + stored.size() + " bytes of " + stored.contentType());
    }
  }

  /** What one's own server sends to the browser; the file has to be the last field. */
  static String page(SignedForm form) {
    StringBuilder html = new StringBuilder("<!doctype html>\n<title>Your picture</title>\n");
    html.append("<form method=\"post\" enctype=\"multipart/form-data\" action=\"");
    html.append(escaped(form.uri().toString())).append("\">\n");
    form.fields()
        .forEach(
            (name, value) ->
                html.append("  <input type=\"hidden\" name=\"")
                    .append(escaped(name))
                    .append("\" value=\"")
                    .append(escaped(value))
                    .append("\">\n"));
    html.append("  <input type=\"file\" name=\"file\" accept=\"image/png\">\n");
    return html.append("  <button>Upload</button>\n</form>\n").toString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;");
  }

  /** What the browser does with it. */
  private static int submit(SignedForm form, byte[] file) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (Map.Entry<String, String> field : form.fields().entrySet()) {
      part(
          body,
          "name=\"" + field.getKey() + "\"\r\n",
          field.getValue().getBytes(StandardCharsets.UTF_8));
    }
    part(body, "name=\"file\"; filename=\"me.png\"\r\nContent-Type: image/png\r\n", file);
    body.write(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.US_ASCII));
    HttpURLConnection connection = (HttpURLConnection) form.uri().toURL().openConnection();
    connection.setRequestMethod("POST");
    connection.setRequestProperty("Content-Type", "multipart/form-data; boundary=" + BOUNDARY);
    connection.setDoOutput(true);
    try (OutputStream out = connection.getOutputStream()) {
      body.writeTo(out);
    }
    return connection.getResponseCode();
  }

  private static void part(ByteArrayOutputStream body, String header, byte[] content)
      throws IOException {
    String opening = "--" + BOUNDARY + "\r\nContent-Disposition: form-data; " + header + "\r\n";
    body.write(opening.getBytes(StandardCharsets.US_ASCII));
    body.write(content);
    body.write("\r\n".getBytes(StandardCharsets.US_ASCII));
  }
}
