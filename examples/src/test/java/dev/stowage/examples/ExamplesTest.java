package dev.stowage.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.OpenOptions;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobStore;
import dev.stowage.fakes.Fault;
import dev.stowage.fakes.gcs.FakeGcs;
import dev.stowage.fakes.oci.FakeOci;
import dev.stowage.fakes.oci.media.FakeMediaFlow;
import dev.stowage.fakes.oci.nosql.FakeNosql;
import dev.stowage.fakes.oci.objects.FakeObjectStorage;
import dev.stowage.fakes.oci.vault.FakeVault;
import dev.stowage.fakes.s3.FakeS3;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs every example on a store in memory or on disk and reads what it printed. */
class ExamplesTest {
  @TempDir Path directory;

  private static String run(Printed.Program program, String store) throws Exception {
    return Printed.by(program, "mem://" + store);
  }

  @Test
  void publishResults_testsThePlaceAndPublishes() throws Exception {
    assertEquals(
        """
        NEW mem://examples-publish/results
        VALID
        mem://examples-publish/results/2026/report.json
        """,
        Printed.by(PublishResults::main, "mem://examples-publish/results"));
  }

  @Test
  void quickStart_runs() throws Exception {
    assertEquals(
        """
        Hello, world
        greetings/gruss.txt 11
        greetings/hello.txt 12
        false
        """,
        run(QuickStart::main, "quick-start"));
  }

  @Test
  void addingAProvider_runs() throws Exception {
    String printed = Printed.by(AddingAProvider::main);
    assertTrue(printed.contains("emma.txt: 14 bytes"), printed);
    assertTrue(printed.contains("it cannot: "), printed);
  }

  @Test
  void conditionalWrites_runs() throws Exception {
    assertEquals(
        """
        first takes the lock: true
        second takes the lock: false
        4 × 25 increments: 100
        """,
        run(ConditionalWrites::main, "conditional-writes"));
  }

  @Test
  void streamingReport_runs() throws Exception {
    assertEquals(
        """
        report has 10000 lines
        the database went away; report still has 10000 lines
        """,
        run(StreamingReport::main, "streaming-report"));
  }

  @Test
  void rangedReads_runs() throws Exception {
    assertEquals(
        """
        4321² = 18671041
        9999800001
        49
        64
        9999800001
        in the middle: 2500000000
        """,
        run(RangedReads::main, "ranged-reads"));
  }

  @Test
  void largeUpload_runs() throws Exception {
    assertEquals(
        """
        bytes at the store: 33554432
        moved now: 33554432
        verified: true
        """,
        run(LargeUpload::main, "large-upload"));
  }

  @Test
  void signedUpload_runs() throws Exception {
    try (FakeGcs gcs = FakeGcs.start()) {
      gcs.createBucket("inbox");
      assertEquals(
          """
          uploaded without credentials: 200
          stored: 2 MiB of application/pdf
          once more: 412
          downloaded without credentials: 2 MiB
          """,
          Printed.by(SignedUpload::main, url(gcs, "inbox")));
    }
  }

  @Test
  void browserForm_runs() throws Exception {
    try (FakeS3 s3 = FakeS3.start()) {
      s3.createBucket("inbox");
      Path keys = directory.resolve("keys.json");
      Files.writeString(
          keys,
          "{\"access_key_id\": \""
              + s3.accessKey()
              + "\", \"secret_access_key\": \""
              + s3.secretKey()
              + "\"}");
      String query = "?profile=aws&endpoint=" + s3.endpoint() + "&credential=file:" + keys;
      assertEquals(
          """
          a page of 13 lines
          too large: 400
          uploaded: 204
          stored: 1048576 bytes of image/png
          """,
          Printed.by(BrowserForm::main, "s3://inbox/" + query));
    }
  }

  @Test
  void resumableUpload_survivesARestart() throws Exception {
    Path file = directory.resolve("large.bin");
    byte[] bytes = new byte[20 << 20];
    new java.util.Random(2).nextBytes(bytes);
    Files.write(file, bytes);
    try (FakeGcs gcs = FakeGcs.start()) {
      gcs.createBucket("backups");
      gcs.faults().on("storage.resumable.upload").arm(Fault.refusalAfter(503, 9 << 20));
      String[] arguments = {url(gcs, "backups"), file.toString(), "large.bin"};
      assertEquals(
          """
          at the service: 0 of 20971520 bytes
          interrupted; run it again
          """,
          Printed.by(ResumableUpload::main, arguments));
      assertEquals(
          """
          at the service: 9437184 of 20971520 bytes
          done: 20971520 bytes
          """,
          Printed.by(ResumableUpload::main, arguments));
      assertTrue(
          java.util.Arrays.equals(
              bytes, gcs.object("backups", "large.bin").orElseThrow().content()));
    }
  }

  private String url(FakeGcs gcs, String bucket) throws java.io.IOException {
    Path key = Files.writeString(directory.resolve("key.json"), gcs.keyFile());
    return "gs://" + bucket + "?endpoint=" + gcs.endpoint() + "&credential=file:" + key;
  }

  @Test
  void moveBucket_runs() throws Exception {
    assertEquals(
        """
        copied 20 objects
        equal by checksum: 20, all: true
        a second sync has nothing to do: true
        deleted at the source: 20
        """,
        run(MoveBucket::main, "move-bucket"));
  }

  @Test
  void secretRotation_runs() throws Exception {
    String expected =
        """
        signed in with version 1
        signed in with version 1
        refused; reading the secret again
        signed in with version 2
        """;
    assertEquals(expected, run(SecretRotation::main, "secret-rotation"));
    // The file provider keeps keys and notes in the home of the user.
    assertEquals(expected, Printed.by(SecretRotation::main, disk("secrets")));
  }

  @Test
  void optimisticRows_runs() throws Exception {
    String expected =
        """
        left: 10
        price: 49.90
        written over what changed: false
        """;
    assertEquals(expected, run(OptimisticRows::main, "optimistic-rows"));
    assertEquals(expected, Printed.by(OptimisticRows::main, disk("rows/shop")));
  }

  /** With a script in place of ffmpeg, so that the test needs none. */
  @Test
  void mediaJobExample_runs() throws Exception {
    Path ffmpeg = directory.resolve("ffmpeg");
    Files.writeString(
        ffmpeg,
        """
        #!/bin/sh
        for file; do :; done
        case "$file" in
          -) ;;
          *%06d*) for i in 1 2; do echo "$i" > "$(printf "${file#file:}" $i)"; done ;;
          *) echo video > "${file#file:}" ;;
        esac
        """);
    Files.setPosixFilePermissions(ffmpeg, PosixFilePermissions.fromString("rwx------"));
    try (BlobStore blobs = BlobStore.open(disk("media"))) {
      blobs.put("talk.mov", BlobBody.of("a recording"));
    }
    assertEquals(
        """
        SUCCEEDED
        small.mp4
        SUCCEEDED
        picture_1.jpg
        picture_2.jpg
        """,
        Printed.by(MediaJobExample::main, disk("media") + "?ffmpeg=" + ffmpeg, "talk.mov"));
  }

  private String disk(String name) {
    return "file://" + directory.toUri().getRawPath() + name;
  }

  @Test
  void ociObjects_runs() throws Exception {
    try (FakeOci oci = FakeOci.start()) {
      oci.service(FakeObjectStorage.class).createBucket("media");
      Path config = oci.writeConfig(directory, "DEFAULT");
      String query = "?endpoint=" + oci.endpoint() + "&credential=file:" + config;
      assertEquals(
          """
          stored 1048576 bytes of video/mp4
          second writer: ALREADY_EXISTS
          analysis: {"speech":[{"text":"hello"}]}
          in/sample.mp4 1048576 Standard
          out/sample_analysis.json 29 Standard
          renamed: true
          a plain client read 1048576 bytes
          """,
          Printed.by(OciObjects::main, "oci://media@" + oci.namespace() + "/" + query));
    }
  }

  private static Map<String, String> functionVariables(FakeOci oci) {
    return Map.of(
        "OCI_ENDPOINT", oci.endpoint().toString(),
        "TABLE_NAME", "users",
        "COMPARTMENT_OCID", oci.compartment(),
        "COMPARTMENT_ID", oci.compartment(),
        "BUCKET_NAME_SPACE", oci.namespace(),
        "BUCKET_NAME", "media",
        "MEDIA_WORKFLOW_ID", oci.service(FakeMediaFlow.class).workflowId(),
        "SECRET_OCID", oci.service(FakeVault.class).createSecret("db", "aHVudGVyMg==", "BASE64"));
  }

  /** Credentials from variables, as a function has them. */
  private static OpenOptions functionOptions(FakeOci oci) {
    return OpenOptions.defaults().withEnvironment(oci.environment());
  }

  @Test
  void ociWalkthrough_runs() throws Exception {
    try (FakeOci oci = FakeOci.start()) {
      oci.service(FakeObjectStorage.class).createBucket("media");
      oci.service(FakeMediaFlow.class).putObject("sample.mp4");
      oci.service(FakeNosql.class)
          .createTable(
              "create table users (tpc string, userName string, isActive boolean, age string,"
                  + " primary key(tpc))");
      OciWalkthrough walk = new OciWalkthrough(functionVariables(oci), functionOptions(oci));
      assertEquals(
          """
          secret of 7 bytes
          update: [{"NumRowsUpdated":1}]
          active: [{"tpc":"U123456789","userName":"Taro"}]
          row: {"userName":"Taro","isActive":true,"age":"20"}
          row is gone: true
          scenes: [1, 2, 3]
          job accepted: QUEUED
          job ended: SUCCEEDED, outputs: 1
          """,
          Printed.by(arguments -> walk.run()));
    }
  }

  @Test
  void ociFunction_notesAnArrivalInOneRequest() throws Exception {
    try (FakeOci oci = FakeOci.start()) {
      oci.service(FakeNosql.class)
          .createTable(
              "create table arrivals (bucket string, name string, doc json, primary"
                  + " key(shard(bucket), name))");
      OciFunction function = new OciFunction(functionVariables(oci), functionOptions(oci));
      String event =
          """
          {"eventType":"com.oraclecloud.objectstorage.createobject","eventID":"e-1",
           "eventTime":"2026-01-31T10:20:30Z",
           "data":{"resourceName":"sample.mp4",
                   "additionalDetails":{"bucketName":"media","eTag":"abc"}}}
          """;
      assertEquals("noted media/sample.mp4", function.handleRequest(event));
      assertEquals(List.of("UpdateRow"), oci.journal().operations());
      assertEquals("noted media/sample.mp4", function.handleRequest(event));
    }
  }
}
