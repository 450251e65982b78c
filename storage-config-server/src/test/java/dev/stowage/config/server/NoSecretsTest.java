package dev.stowage.config.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.fakes.gcs.FakeGcs;
import dev.stowage.fakes.s3.FakeS3;
import dev.stowage.kv.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The service before S3 and Google Cloud Storage, with tables on disk: nothing secret is in an
 * answer, on the disk, or in the log, which has everything at TRACE of all tests so far.
 */
@Timeout(300)
class NoSecretsTest {
  private static final Logger LOG = LoggerFactory.getLogger(NoSecretsTest.class);
  private static final Path TRACE = Path.of("target", "trace.log");
  private static final Pattern SIGNATURE =
      Pattern.compile(
          "(?i)(signature=|goog-signature=|bearer |authorization: (token|basic)"
              + " )[A-Za-z0-9%/+=_-]{16,}");

  @TempDir Path directory;

  private final List<String> answers = new ArrayList<>();

  @Test
  @DisplayName("CFG-MODEL-1, X5 no credential, token or signature in answers, data or log")
  void nothingSecret_anywhere() throws Exception {
    String tables = directory.toUri().toString().replaceAll("/$", "") + "/";
    try (FakeS3 s3 = FakeS3.start();
        FakeGcs gcs = FakeGcs.start();
        Service service = new Service(ServerOptions.defaults(), tables, tables + "?key=file")) {
      s3.createBucket("my-bucket");
      gcs.createBucket("my-bucket");
      exercise(service, s3Body(s3), gcsBody(gcs));
      String gcsKey = Document.fromJson(gcs.keyFile()).string("private_key").orElseThrow();
      List<String> secrets = new ArrayList<>(Service.allSecrets());
      secrets.add(s3.secretKey());
      secrets.add(gcs.accessToken());
      // Any line of it would do.
      secrets.addAll(gcsKey.lines().filter(line -> line.length() > 40).toList());
      assertTrue(s3.keys("my-bucket").isEmpty() && gcs.keys("my-bucket").isEmpty(), "cleaned up");
      assertTrue(secrets.size() > 20);
      for (String answer : answers) {
        check("an answer", answer, secrets);
      }
      int files = 0;
      try (Stream<Path> all = Files.walk(directory)) {
        for (Path file : all.filter(Files::isRegularFile).toList()) {
          check(file.toString(), Files.readString(file, ISO_8859_1), secrets);
          files++;
        }
      }
      assertTrue(files >= 3, "files: " + files);
      checkLog(secrets);
    }
  }

  private void exercise(Service service, String s3, String gcs) throws IOException {
    for (String body : List.of(s3, gcs)) {
      Document made = answer(service.post("/configs/storage", body)).json();
      String id = made.string("id").orElseThrow();
      Document config = service.tested(id);
      assertEquals("valid", config.string("state").orElseThrow(), config.toJson());
      String path = "/configs/storage/" + id;
      answer(service.call("POST", path + "/test", Map.of("Ricloud-Await", "10")));
      answer(service.post(path, body));
      answer(service.post("/configs/storage", body));
      answer(service.post("/configs/storage", body.substring(0, body.length() - 1)));
      answer(service.get(path));
      answer(service.call("GET", path, Map.of("Authorization", "Token " + service.token + "x")));
    }
    String pair = Base64.getEncoder().encodeToString(("me:" + service.token).getBytes(UTF_8));
    Service.secret(pair);
    assertEquals(
        200, answer(service.call("GET", "/", Map.of("Authorization", "Basic " + pair))).status());
    for (String path : List.of("/configs/storage", "/organisation", "/nowhere")) {
      answer(service.get(path));
    }
    for (String id : ids(service)) {
      answer(service.call("DELETE", "/configs/storage/" + id, Map.of()));
    }
  }

  private static List<String> ids(Service service) throws IOException {
    return service.get("/configs/storage").json().list("data").orElseThrow().stream()
        .map(one -> ((Document) one).string("id").orElseThrow())
        .toList();
  }

  private Wire.Reply answer(Wire.Reply reply) {
    answers.add(reply.toString());
    return reply;
  }

  private static String s3Body(FakeS3 s3) {
    Map<String, Object> fields = new HashMap<>();
    fields.put("url", "s3://my-bucket/results");
    fields.put("signed_urls_enabled", true);
    fields.put("settings", Map.of("endpoint", s3.endpoint().toString(), "region", s3.region()));
    fields.put(
        "credentials",
        Map.of(
            "user_name", "me",
            "access_key_id", s3.accessKey(),
            "secret_access_key", s3.secretKey()));
    return Document.of(fields).toJson();
  }

  private static String gcsBody(FakeGcs gcs) {
    Map<String, Object> fields = new HashMap<>();
    fields.put("url", "gs://my-bucket/results");
    fields.put("signed_urls_enabled", true);
    fields.put("settings", Map.of("endpoint", gcs.endpoint().toString()));
    fields.put("credentials", Document.fromJson(gcs.keyFile()));
    return Document.of(fields).toJson();
  }

  private static void checkLog(List<String> secrets) throws IOException {
    String mark = "mark-" + System.nanoTime();
    LOG.trace(mark);
    String log = Files.readString(TRACE);
    assertTrue(log.contains(mark), "this is the log, and TRACE is on");
    assertTrue(log.contains("POST /configs/storage 201"), "requests are in it");
    assertTrue(log.contains("PUT http://127.0.0.1"), "what goes to the stores is in it");
    check("the log", log, secrets);
    Optional<String> signature =
        log.lines().filter(line -> SIGNATURE.matcher(line).find()).findFirst();
    assertEquals(Optional.empty(), signature);
  }

  private static void check(String what, String text, List<String> secrets) {
    for (String secret : secrets) {
      assertFalse(text.contains(secret), () -> what + " has a secret: " + secret);
    }
  }
}
