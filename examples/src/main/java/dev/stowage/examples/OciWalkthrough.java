package dev.stowage.examples;

import dev.stowage.OpenOptions;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobReader;
import dev.stowage.blob.BlobStore;
import dev.stowage.kv.Document;
import dev.stowage.kv.KvStore;
import dev.stowage.kv.RowKey;
import dev.stowage.kv.Statement;
import dev.stowage.media.MediaJob;
import dev.stowage.media.MediaJobs;
import dev.stowage.media.MediaState;
import dev.stowage.media.RunWorkflow;
import dev.stowage.media.SubmitOptions;
import dev.stowage.secret.SecretStore;
import dev.stowage.secret.SecretValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a function on OCI usually does with four services: reads a secret of the Vault, works on
 * rows of NoSQL, puts and reads an object, and starts a media workflow on it. Everything it needs
 * to know stands in the variables that such functions are configured with: {@code SECRET_OCID},
 * {@code TABLE_NAME}, {@code COMPARTMENT_OCID}, {@code BUCKET_NAME_SPACE}, {@code BUCKET_NAME},
 * {@code COMPARTMENT_ID} and {@code MEDIA_WORKFLOW_ID}; {@code OCI_ENDPOINT} leads to another
 * server than Oracle's. Credentials and region are those of the function, the instance, or {@code
 * ~/.oci/config}.
 *
 * <p>The table is that of {@code create table users (tpc string, userName string, isActive boolean,
 * age string, primary key(tpc))}.
 */
public final class OciWalkthrough {
  private final Map<String, String> env;
  private final OpenOptions options;

  OciWalkthrough(Map<String, String> env, OpenOptions options) {
    this.env = env;
    this.options = options;
  }

  public static void main(String[] args) throws IOException {
    new OciWalkthrough(System.getenv(), OpenOptions.defaults()).run();
  }

  private String variable(String name) {
    return Optional.ofNullable(env.get(name))
        .orElseThrow(() -> new IllegalArgumentException("variable " + name + " is not set"));
  }

  private String url(String start) {
    String endpoint = env.getOrDefault("OCI_ENDPOINT", "");
    char mark = start.contains("?") ? '&' : '?';
    return endpoint.isEmpty() ? start : start + mark + "endpoint=" + endpoint;
  }

  void run() throws IOException {
    secret();
    rows();
    object();
    mediaJob();
  }

  private void secret() {
    // The version in force, and not the latest: that one may not have been promoted yet.
    try (SecretStore vault = SecretStore.open(url("oci-vault:"), options);
        SecretValue secret = vault.get(variable("SECRET_OCID"))) {
      System.out.println("secret of " + secret.size() + " bytes");
    }
  }

  private void rows() {
    String name = variable("TABLE_NAME");
    String table = "oci-nosql://" + name + "?compartment=" + variable("COMPARTMENT_OCID");
    try (KvStore users = KvStore.open(url(table), options)) {
      RowKey key = RowKey.of("U123456789");
      users.put(key, Document.empty().with("userName", "Taro").with("isActive", false));

      // Variables in SET work because each is declared by the type of its value.
      Statement activate =
          Statement.of(
                  "update " + name + " set isActive = $active where tpc = $id and isActive = false")
              .bind("active", true)
              .bind("id", "U123456789");
      try (Stream<Document> done = users.query(activate)) {
        System.out.println("update: " + done.toList());
      }

      // Read, change, write if nobody else did meanwhile; the other columns stay.
      users.update(key, row -> row.with("age", "20"));

      // All pages, not just the first.
      try (Stream<Document> active =
          users.query(
              Statement.of("select tpc, userName from " + name + " where isActive = $yes")
                  .bind("yes", true))) {
        System.out.println("active: " + active.toList());
      }
      System.out.println("row: " + users.get(key).orElseThrow().document());
      users.delete(key);
      System.out.println("row is gone: " + users.get(key).isEmpty());
    }
  }

  private void object() throws IOException {
    String bucket = "oci://" + variable("BUCKET_NAME") + "@" + variable("BUCKET_NAME_SPACE");
    try (BlobStore objects = BlobStore.open(url(bucket), options)) {
      objects.put("sample.json", BlobBody.of("{\"scenes\":[1,2,3]}"));
      try (BlobReader reader = objects.get("sample.json")) {
        String json = new String(reader.readAllBytes(), StandardCharsets.UTF_8);
        System.out.println("scenes: " + Document.fromJson(json).list("scenes").orElse(List.of()));
      }
    }
  }

  private void mediaJob() {
    String service = "oci-media://" + variable("BUCKET_NAME") + "?compartment=";
    try (MediaJobs jobs = MediaJobs.open(url(service + variable("COMPARTMENT_ID")), options)) {
      RunWorkflow request =
          RunWorkflow.builder(variable("MEDIA_WORKFLOW_ID"))
              .parameter("input", "objectName", "sample.mp4")
              .parameter("input", "objectNameFilename", "sample")
              .build();
      MediaJob job = jobs.submit(request, SubmitOptions.defaults().withName("sample"));
      System.out.println("job accepted: " + job.state());
      MediaState end = job.await(Duration.ofMinutes(30));
      System.out.println("job ended: " + end + ", outputs: " + job.outputs().size());
    }
  }
}
