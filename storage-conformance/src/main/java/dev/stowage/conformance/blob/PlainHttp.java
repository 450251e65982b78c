package dev.stowage.conformance.blob;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.SignedForm;
import dev.stowage.blob.SignedUrl;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.function.Executable;

/** An HTTP client as any user of a signed URL has one. */
final class PlainHttp {
  /** What came back. */
  record Reply(int status, Map<String, List<String>> headers, byte[] body) {
    String header(String name) {
      for (Map.Entry<String, List<String>> header : headers.entrySet()) {
        if (name.equalsIgnoreCase(header.getKey())) {
          return header.getValue().get(0);
        }
      }
      return "";
    }
  }

  private PlainHttp() {}

  static Reply send(SignedUrl url, byte[] body) {
    return send(url.method(), url.uri(), url.headers(), body);
  }

  static Reply send(String method, URI uri, Map<String, String> headers, byte[] body) {
    try {
      HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
      connection.setRequestMethod(method);
      connection.setInstanceFollowRedirects(false);
      headers.forEach(connection::setRequestProperty);
      if (method.equals("PUT") || method.equals("POST")) {
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(body.length);
        try (OutputStream out = connection.getOutputStream()) {
          out.write(body);
        }
      }
      int status = connection.getResponseCode();
      try (InputStream in =
          status >= 400 ? connection.getErrorStream() : connection.getInputStream()) {
        byte[] answer = in == null ? new byte[0] : in.readAllBytes();
        return new Reply(status, connection.getHeaderFields(), answer);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Posts a form as a browser does. */
  static Reply post(SignedForm form, byte[] file) {
    String boundary = "kit-boundary-7MA4YWxkTrZu0gW";
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    form.fields()
        .forEach(
            (name, value) ->
                body.writeBytes(
                    utf8(
                        "--"
                            + boundary
                            + "\r\nContent-Disposition: form-data; name=\""
                            + name
                            + "\"\r\n\r\n"
                            + value
                            + "\r\n")));
    body.writeBytes(
        utf8(
            "--"
                + boundary
                + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\""
                + "\r\nContent-Type: text/plain\r\n\r\n"));
    body.writeBytes(file);
    body.writeBytes(utf8("\r\n--" + boundary + "--\r\n"));
    return send(
        "POST",
        form.uri(),
        Map.of("Content-Type", "multipart/form-data; boundary=" + boundary),
        body.toByteArray());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static URI withoutQuery(URI uri) {
    String text = uri.toString();
    return URI.create(text.contains("?") ? text.substring(0, text.indexOf('?')) : text);
  }

  /** The headers with the one of this name, if it is there, changed to another legal value. */
  static Map<String, String> changed(Map<String, String> headers, String name) {
    Map<String, String> changed = new HashMap<>(headers);
    changed.replaceAll(
        (header, value) ->
            header.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))
                    && name.equals("Content-Type")
                ? "text/html"
                : value);
    changed.keySet().removeIf(header -> header.equalsIgnoreCase("Content-Length"));
    return changed;
  }

  /** Whether the provider can bind something: it signs, or says INVALID_ARGUMENT, nothing else. */
  static boolean canBind(Executable signing) {
    try {
      signing.execute();
      return true;
    } catch (StorageException e) {
      if (e.code() == ErrorCode.INVALID_ARGUMENT || e.code() == ErrorCode.UNSUPPORTED) {
        return false;
      }
      throw e;
    } catch (Throwable e) {
      throw new AssertionError("signing failed otherwise", e);
    }
  }
}
