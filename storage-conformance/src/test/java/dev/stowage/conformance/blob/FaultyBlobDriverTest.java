package dev.stowage.conformance.blob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.OpenOptions;
import dev.stowage.blob.GetOptions;
import dev.stowage.blob.ListPage;
import dev.stowage.blob.ListRequest;
import dev.stowage.blob.PutOptions;
import dev.stowage.spi.BlobDriver;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The faults do what they say, without a portable layer that would heal them. */
class FaultyBlobDriverTest {
  private final FaultPlan faults = new FaultPlan();
  private final RequestLog log = new RequestLog();
  private final BlobDriver driver =
      new FaultyBlobDriver(
          DriverHarness.opened("mem://faulty-" + UUID.randomUUID() + "/", OpenOptions.defaults())
              .driver(),
          faults,
          log);

  private void put(String key) throws IOException {
    driver.put(
        key, new BytesContent("content".getBytes(StandardCharsets.UTF_8)), PutOptions.defaults());
  }

  private String get(String key) throws IOException {
    try (BlobDriver.BlobReply reply = driver.get(key, GetOptions.defaults())) {
      return new String(reply.body().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private boolean isThere(String key) throws IOException {
    return driver.list(ListRequest.of(key)).blobs().size() == 1;
  }

  @Test
  void writeFaults_haveTheirEffect() throws IOException {
    faults.next(Fault.UNAVAILABLE, Operation.PUT);
    IOException refused = assertThrows(IOException.class, () -> put("k"));
    assertEquals(ErrorCode.UNAVAILABLE, driver.classify(refused).code());
    assertTrue(!isThere("k"));
    faults.next(Fault.HALF_BODY, Operation.PUT);
    assertThrows(IOException.class, () -> put("k"));
    assertTrue(!isThere("k"));
    faults.next(Fault.LOST_RESPONSE, Operation.PUT);
    assertThrows(IOException.class, () -> put("k"));
    assertEquals("content", get("k"));
    faults.next(Fault.FLIPPED_STORED, Operation.PUT);
    put("k");
    assertEquals("condent".length(), get("k").length());
    assertTrue(!get("k").equals("content"));
    put("k");
    assertEquals("content", get("k"));
    assertEquals(4, faults.fired());
    assertEquals(5, log.count(Operation.PUT));
  }

  @Test
  void readFaults_haveTheirEffect() throws IOException {
    put("k");
    faults.next(Fault.TRUNCATED_READ, Operation.GET);
    assertEquals("con", get("k"));
    faults.next(Fault.FLIPPED_READ, Operation.GET);
    assertTrue(!get("k").equals("content"));
    faults.next(Fault.RESET_READ, Operation.GET);
    assertThrows(IOException.class, () -> get("k"));
    faults.next(Fault.SLOW_READ, Operation.GET);
    assertEquals("content", get("k"));
    assertEquals(0, log.openBodies());
  }

  @Test
  void listFaults_haveTheirEffect() throws IOException {
    for (String key : List.of("a", "b", "c", "d")) {
      put(key);
    }
    faults.next(Fault.EMPTY_PAGE, Operation.LIST);
    ListPage empty = driver.list(ListRequest.of(""));
    assertEquals(0, empty.blobs().size());
    faults.next(Fault.SHORT_PAGE, Operation.LIST);
    ListRequest next = ListRequest.of("").withPageSize(6);
    ListPage some = driver.list(next.withCursor(empty.cursor().orElseThrow()));
    assertEquals(2, some.blobs().size());
    ListPage rest = driver.list(next.withCursor(some.cursor().orElseThrow()));
    assertEquals("c", rest.blobs().get(0).key());
  }
}
