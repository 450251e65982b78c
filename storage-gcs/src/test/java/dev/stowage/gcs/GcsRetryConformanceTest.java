package dev.stowage.gcs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stowage.Credentials;
import dev.stowage.OpenOptions;
import dev.stowage.RetryPolicy;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobService;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.CopyOptions;
import dev.stowage.blob.PutOptions;
import dev.stowage.fakes.Fault;
import dev.stowage.fakes.gcs.FakeGcs;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Google's published suite of retry scenarios, all of those about operations that this library has:
 * each case arms the faults of its instructions, and each of them has to go off.
 */
class GcsRetryConformanceTest {
  @RegisterExtension static final FakeGcs FAKE = FakeGcs.start();

  private static final String DATA = "/com/google/cloud/conformance/storage/v1/retry_tests.json";

  /** The suite's operations that we have, as its group names them where it has one. */
  private static final Set<String> OURS =
      Set.of(
          "storage.buckets.delete",
          "storage.buckets.get",
          "storage.buckets.insert",
          "storage.buckets.list",
          "storage.objects.delete",
          "storage.objects.get",
          "storage.objects.insert",
          "storage.objects.list",
          "storage.objects.rewrite",
          "storage.resumable.upload",
          "storage.objects.download");

  /**
   * Scenario 3 wants unconditional writes not to be repeated, since a rival's write may come
   * between. The contract of this library is the opposite, on every provider: a write without a
   * condition says that the last one wins, and is repeated with the same bytes.
   */
  private static final int UNCONDITIONAL = 3;

  private static final Pattern AFTER = Pattern.compile("return-([0-9]{3})-after-([0-9]+)K");
  private static final Pattern BROKEN = Pattern.compile("return-broken-stream-after-([0-9]+)K");

  private static final byte[] LARGE = bytes(9 << 20);

  private static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    new java.util.Random(7).nextBytes(bytes);
    return bytes;
  }

  private static JsonNode suite() throws IOException {
    try (InputStream in = GcsRetryConformanceTest.class.getResourceAsStream(DATA)) {
      return new ObjectMapper().readTree(in).path("retryTests");
    }
  }

  private static String name(JsonNode method) {
    return method.path("group").asText(method.path("name").asText());
  }

  /** A change of the suite must not pass unnoticed. */
  @Test
  void suite_hasEightScenarios_andAllOperationsOfOurs() throws IOException {
    Set<String> seen = new TreeSet<>();
    suite().forEach(t -> t.path("methods").forEach(m -> seen.add(name(m))));
    assertEquals(8, suite().size());
    assertEquals(Set.of(), difference(OURS, seen));
  }

  private static Set<String> difference(Set<String> all, Set<String> some) {
    Set<String> rest = new TreeSet<>(all);
    rest.removeAll(some);
    return rest;
  }

  @TestFactory
  Stream<DynamicTest> scenarios() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode test : suite()) {
      for (JsonNode instructions : test.path("cases")) {
        for (JsonNode method : test.path("methods")) {
          if (OURS.contains(name(method))) {
            tests.add(
                DynamicTest.dynamicTest(
                    test.path("id").asInt() + " " + name(method) + " " + instructions,
                    () -> run(test, instructions.path("instructions"), name(method))));
          }
        }
      }
    }
    return tests.stream();
  }

  private static void run(JsonNode test, JsonNode instructions, String operation) throws Exception {
    FAKE.faults().clear();
    String bucket = "retry-" + UUID.randomUUID();
    FAKE.createBucket(bucket);
    FAKE.putObject(bucket, "object", LARGE);
    boolean condition = test.path("preconditionProvided").asBoolean();
    try (Work work = new Work(bucket)) {
      work.warm();
      instructions.forEach(i -> arm(i.asText(), operation));
      int before = FAKE.journal().count(fakes(operation));
      boolean success =
          test.path("expectSuccess").asBoolean() || test.path("id").asInt() == UNCONDITIONAL;
      if (success) {
        work.call(operation, condition);
      } else {
        assertThrows(StorageException.class, () -> work.call(operation, condition));
      }
      FAKE.faults().assertAllFired();
      int faults = instructions.size();
      int requests = FAKE.journal().count(fakes(operation)) - before;
      if (!operation.startsWith("storage.resumable") && !operation.endsWith("download")) {
        assertEquals(success ? faults + 1 : faults, requests, "requests");
      }
    }
  }

  /** Under which operation the fake has the requests. */
  private static String fakes(String operation) {
    return operation.equals("storage.objects.download") ? "storage.objects.get" : operation;
  }

  private static void arm(String instruction, String operation) {
    Matcher after = AFTER.matcher(instruction);
    Matcher broken = BROKEN.matcher(instruction);
    Fault fault;
    if (after.matches()) {
      fault =
          Fault.refusalAfter(
              Integer.parseInt(after.group(1)), Long.parseLong(after.group(2)) << 10);
    } else if (broken.matches()) {
      fault = Fault.resetDuringResponse(Long.parseLong(broken.group(1)) << 10);
    } else {
      fault =
          switch (instruction) {
            case "return-reset-connection" -> Fault.resetBeforeBody();
            case "return-broken-stream" -> Fault.resetDuringResponse(4096);
            default -> Fault.refusal(Integer.parseInt(instruction.substring(7)), "");
          };
    }
    // Faults of one kind come in the order of the suite; those of another kind wait their turn.
    long waiting =
        FAKE.faults().armed().stream().filter(a -> a.fault().kind() != fault.kind()).count();
    FAKE.faults().on(fakes(operation)).after((int) waiting).arm(fault);
  }

  /** The operations, as this library does them. */
  private static final class Work implements AutoCloseable {
    private final String bucket;
    private final BlobStore store;
    private final BlobService account;

    Work(String bucket) {
      this.bucket = bucket;
      OpenOptions options =
          OpenOptions.defaults()
              .withEnvironment(Map.of())
              .withCredentials(Credentials.of(Map.of("access_token", FAKE.accessToken())))
              .withRetry(
                  RetryPolicy.defaults().withBackoff(Duration.ofMillis(1), Duration.ofMillis(2)));
      GcsConfig config =
          GcsConfig.builder(bucket)
              .endpoint(URI.create(FAKE.endpoint().toString()))
              .resumableAbove(1 << 20)
              .build();
      store = GcsProvider.open(config, options);
      account =
          BlobService.open(
              "gs:?endpoint=" + FAKE.endpoint() + "&project=" + FAKE.project(), options);
    }

    /** Nothing is open, so that no request passes for one on a stale connection. */
    void warm() {
      FAKE.dropConnections();
    }

    void call(String operation, boolean condition) throws IOException {
      switch (operation) {
        case "storage.buckets.list" -> account.list().forEach(b -> {});
        case "storage.buckets.insert" -> account.create("new-" + UUID.randomUUID());
        case "storage.buckets.get" -> account.exists(bucket);
        case "storage.buckets.delete" -> {
          FAKE.blobs().remove(bucket);
          FAKE.createBucket(bucket);
          account.delete(bucket);
        }
        case "storage.objects.get" ->
            assertEquals(LARGE.length, store.find("object").orElseThrow().size());
        case "storage.objects.list" -> store.list("").forEach(b -> {});
        case "storage.objects.delete" -> {
          if (condition) {
            store.delete("object", FAKE.object(bucket, "object").orElseThrow().version());
          } else {
            store.delete("object");
          }
        }
        case "storage.objects.insert" ->
            store.put(
                "new",
                BlobBody.of("new"),
                condition ? PutOptions.ifAbsent() : PutOptions.defaults());
        case "storage.objects.rewrite" -> rewrite(condition);
        case "storage.resumable.upload" -> {
          store.put("large", BlobBody.of(LARGE), PutOptions.ifAbsent());
          assertArrayEquals(LARGE, FAKE.object(bucket, "large").orElseThrow().content());
        }
        case "storage.objects.download" -> assertArrayEquals(LARGE, store.get("object").bytes());
        default -> throw new AssertionError(operation);
      }
    }

    /**
     * The condition is on the source. Under one on the target the portable layer repeats no copy,
     * on any provider: a lost answer could not be told from a rival's copy.
     */
    private void rewrite(boolean condition) {
      CopyOptions options =
          condition
              ? CopyOptions.defaults()
                  .withSourceIfMatch(FAKE.object(bucket, "object").orElseThrow().version())
              : CopyOptions.defaults();
      store.copy("object", "copy", options);
    }

    @Override
    public void close() {
      store.close();
      account.close();
    }
  }
}
