package dev.stowage.local;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.stowage.Credentials;
import dev.stowage.OpenOptions;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.SignRequest;
import dev.stowage.blob.SignedUrl;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SignedUrlHandlerTest {
  private static final Duration LIFE = Duration.ofMinutes(5);

  private final Path root = TestStores.temporary();
  private final HttpServer server = TestStores.server();
  private BlobStore store;
  private AutoCloseable serving;

  @BeforeEach
  void open() {
    String url =
        root.toUri()
            + "?sync=false&public=http://localhost:"
            + server.getAddress().getPort()
            + "/blobs/";
    serving = TestStores.serve(server, url);
    store = BlobStore.open(url);
  }

  @AfterEach
  void close() throws Exception {
    serving.close();
    store.close();
    TempFiles.deleteTree(root);
  }

  private SignedUrl sign(SignRequest request) {
    return store.urlSigner().orElseThrow().sign(request);
  }

  private record Reply(int status, byte[] body, Map<String, java.util.List<String>> headers) {
    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    String header(String name) {
      return headers.getOrDefault(name, java.util.List.of("")).get(0);
    }
  }

  private static Reply send(String method, URI uri, Map<String, String> headers, String body)
      throws IOException {
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    connection.setRequestMethod(method);
    headers.forEach(connection::setRequestProperty);
    if (method.equals("PUT")) {
      connection.setDoOutput(true);
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      connection.setFixedLengthStreamingMode(bytes.length);
      connection.getOutputStream().write(bytes);
    }
    int status = connection.getResponseCode();
    try (var in = status >= 400 ? connection.getErrorStream() : connection.getInputStream()) {
      byte[] answer = in == null ? new byte[0] : in.readAllBytes();
      Map<String, java.util.List<String>> fields =
          new java.util.TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      connection
          .getHeaderFields()
          .forEach((name, values) -> fields.put(String.valueOf(name), values));
      return new Reply(status, answer, fields);
    }
  }

  private static Reply send(SignedUrl url, String body) throws IOException {
    return send(url.method(), url.uri(), url.headers(), body);
  }

  @Test
  void get_rangesAndConditions_areThoseOfHttp() throws IOException {
    byte[] content = new byte[300_000];
    new java.util.Random(1).nextBytes(content);
    store.put("dir/big file.bin", BlobBody.of(content));
    String etag = store.find("dir/big file.bin").orElseThrow().etag();
    URI uri = sign(SignRequest.get("dir/big file.bin", LIFE)).uri();
    assertArrayEquals(content, send("GET", uri, Map.of(), "").body());
    Reply part = send("GET", uri, Map.of("Range", "bytes=10-19"), "");
    assertEquals(206, part.status());
    assertEquals("bytes 10-19/300000", part.header("Content-Range"));
    assertArrayEquals(java.util.Arrays.copyOfRange(content, 10, 20), part.body());
    assertEquals(5, send("GET", uri, Map.of("Range", "bytes=-5"), "").body().length);
    assertEquals(1, send("GET", uri, Map.of("Range", "bytes=299999-"), "").body().length);
    assertEquals(416, send("GET", uri, Map.of("Range", "bytes=300000-"), "").status());
    assertEquals(416, send("GET", uri, Map.of("Range", "bytes=300001-"), "").status());
    assertEquals(200, send("GET", uri, Map.of("Range", "lines=1-2"), "").status());
    String quoted = "\"" + etag + "\"";
    assertEquals(304, send("GET", uri, Map.of("If-None-Match", quoted), "").status());
    assertEquals(200, send("GET", uri, Map.of("If-Match", quoted), "").status());
    assertEquals(412, send("GET", uri, Map.of("If-Match", "\"x\""), "").status());
    Reply head = send(sign(SignRequest.head("dir/big file.bin", LIFE)), "");
    assertEquals("300000", head.header("Content-Length"));
    assertEquals(quoted, head.header("Etag"));
  }

  @Test
  void put_boundValues_areKept() throws IOException {
    SignedUrl url =
        sign(
            SignRequest.put("k", LIFE)
                .withContentType("text/css")
                .withContentLength(4)
                .withCreateOnly());
    assertEquals(403, send("PUT", url.uri(), Map.of("Content-Type", "text/html"), "abcd").status());
    assertEquals(403, send(url, "abcde").status());
    assertFalse(store.exists("k"));
    assertEquals(200, send(url, "abcd").status());
    assertEquals(412, send(url, "efgh").status());
    assertEquals("abcd", store.get("k").text());
    assertEquals("text/css", store.find("k").orElseThrow().contentType());
    assertEquals(204, send(sign(SignRequest.delete("k", LIFE)), "").status());
    assertEquals(404, send(sign(SignRequest.get("k", LIFE)), "").status());
  }

  @Test
  void request_changedInAnyPlace_isRefused() throws IOException {
    store.put("a", BlobBody.of("a"));
    store.put("b", BlobBody.of("b"));
    String url = sign(SignRequest.get("a", LIFE).withResponseType("text/css")).uri().toString();
    assertEquals("text/css", send("GET", URI.create(url), Map.of(), "").header("Content-Type"));
    for (String other :
        new String[] {
          url.replace("/blobs/a", "/blobs/b"),
          url.replace("/blobs/a", "/blobs/x"),
          url.replace("text%2Fcss", "text%2Fhtml"),
          url.replace("stowage-expires=", "stowage-expires=9"),
          url.substring(0, url.length() - 1),
          url + "&stowage-key=b",
          url + "&x=y",
          url.replaceAll("&stowage-response-type=[^&]*", ""),
          url.substring(0, url.indexOf('?')),
        }) {
      assertEquals(403, send("GET", URI.create(other), Map.of(), "").status(), other);
    }
    assertEquals(400, send("GET", URI.create(url + "&broken"), Map.of(), "").status());
    assertEquals(403, send("DELETE", URI.create(url), Map.of(), "").status());
    assertTrue(store.exists("a"));
  }

  @Test
  void keys_thatClientsRewrite_stayOutOfThePath() throws IOException {
    for (String key : new String[] {"../x", "a//b", "/", "a/./b", "..", "a\\b", "x\ny"}) {
      store.put(key, BlobBody.of(key));
      URI uri = sign(SignRequest.get(key, LIFE)).uri();
      assertEquals("/blobs", uri.getRawPath());
      assertEquals(key, send("GET", uri, Map.of(), "").text());
    }
  }

  @Test
  void signingKey_ofTheStore_isForItsOwnerOnly() throws IOException {
    sign(SignRequest.get("k", LIFE));
    Path key = root.resolve(".stowage/signing-key");
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(key)));
  }

  @Test
  void signingKey_ofTheCaller_isUsedInstead() {
    OpenOptions options =
        OpenOptions.defaults()
            .withCredentials(Credentials.of(Map.of("signing_key", "correct horse battery")));
    Path other = TestStores.temporary();
    try (BlobStore mine = BlobStore.open(other.toUri() + "?public=http://localhost/", options)) {
      mine.urlSigner().orElseThrow().sign(SignRequest.get("k", LIFE));
      assertFalse(Files.exists(other.resolve(".stowage")));
    }
  }

  @Test
  void handler_ofAnotherProvider_isRefused() {
    try (BlobStore memory = BlobStore.open("mem:")) {
      assertThrows(StorageException.class, () -> SignedUrlHandler.of(memory));
    }
  }
}
