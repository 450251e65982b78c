package dev.stowage.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobFeature;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.PutOptions;
import dev.stowage.spi.BlobDriver.BlobReply;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CopyTest extends TransferTestBase {
  private final ScriptedDriver from = new ScriptedDriver();
  private final ScriptedDriver to = new ScriptedDriver(BlobFeature.SERVER_SIDE_COPY);
  private final BlobStore source = from.store();
  private final BlobStore target = to.store();
  private final byte[] bytes = random(PARTS * PART + 3, 1);

  @Test
  void copy_oneService_isOneRequest() {
    source.put("k", BlobBody.of(bytes));
    from.log.clear();
    try (Transfers transfers = Transfers.create(options())) {
      assertEquals(bytes.length, transfers.copy(source, "k", source, "l").bytes());
    }
    assertEquals(List.of("copy"), from.log);
    assertStored(source, "l", bytes);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, PART, PART + 1, PARTS * PART})
  void copy_twoServices_keepsBytesAndAttributes(int size) throws Exception {
    byte[] some = random(size, 2);
    source.put(
        "k",
        BlobBody.of(some),
        PutOptions.defaults().withContentType("text/x").withMetadata(Map.of("a", "b")));
    from.log.clear();
    try (Transfers transfers = Transfers.create(options())) {
      TransferResult result = transfers.copy(source, "k", target, "l");
      assertEquals(size, result.bytes());
      assertEquals(0, result.unverified());
      assertEquals(size, transfers.progress().bytesDone());
    }
    if (size <= PART) {
      assertEquals(1, from.log.size());
      assertEquals(List.of("put"), to.log);
    } else {
      assertEquals((size + PART - 1) / PART, to.count("part "));
    }
    assertStored(target, "l", some);
    assertEquals("text/x", target.find("l").orElseThrow().contentType());
    assertEquals(Map.of("a", "b"), target.find("l").orElseThrow().metadata());
    assertNoJournals();
  }

  @ParameterizedTest
  @ValueSource(strings = {"start", "part 1", "part 6", "part 11", "complete"})
  void copy_killed_sendsNoPartTwice(String request) throws Exception {
    source.put("k", BlobBody.of(bytes));
    to.after = UploadTest.crashAt(request);
    try (Transfers transfers = Transfers.create(options())) {
      assertThrows(ScriptedDriver.Crash.class, () -> transfers.copy(source, "k", target, "l"));
    }
    to.after = (r, k) -> {};
    try (Transfers transfers = Transfers.create(options())) {
      transfers.copy(source, "k", target, "l");
    }
    assertEquals(PARTS + 1, to.count("part "));
    assertStored(target, "l", bytes);
    assertNoJournals();
  }

  @Test
  void copy_sourceReplacedMeanwhile_publishesNothing() throws Exception {
    source.put("k", BlobBody.of(bytes));
    to.before =
        (request, key) -> {
          if (request.equals("part 4")) {
            from.store().put("k", BlobBody.of(random(bytes.length, 3)));
          }
        };
    try (Transfers transfers = Transfers.create(options())) {
      StorageException e =
          assertThrows(StorageException.class, () -> transfers.copy(source, "k", target, "l"));
      assertEquals(ErrorCode.CONTENT_CHANGED, e.code());
    }
    assertFalse(target.exists("l"));
    assertNoUploads(target);
    assertNoJournals();
  }

  @ParameterizedTest
  @ValueSource(ints = {PART / 2, PARTS * PART})
  void copy_bytesDamagedOnTheWay_publishesNothing(int size) throws Exception {
    source.put("k", BlobBody.of(random(size, 4)));
    from.replies =
        reply -> {
          try {
            byte[] body = reply.body().readAllBytes();
            body[0] ^= 1;
            return new BlobReply(reply.info(), reply.range(), new ByteArrayInputStream(body));
          } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        };
    try (Transfers transfers = Transfers.create(options())) {
      StorageException e =
          assertThrows(StorageException.class, () -> transfers.copy(source, "k", target, "l"));
      assertEquals(ErrorCode.INTEGRITY_FAILURE, e.code());
    }
    assertFalse(target.exists("l"));
    assertNoUploads(target);
  }

  @Test
  void move_betweenServices_deletesTheSourceLast() {
    source.put("k", BlobBody.of(bytes));
    try (Transfers transfers = Transfers.create(options())) {
      transfers.move(source, "k", target, "l");
      StorageException e =
          assertThrows(StorageException.class, () -> transfers.move(source, "k", target, "m"));
      assertEquals(ErrorCode.NOT_FOUND, e.code());
    }
    assertFalse(source.exists("k"));
    assertStored(target, "l", bytes);
  }

  @Test
  void moveTree_failures_keepTheirSources() {
    for (int i = 0; i < 20; i++) {
      source.put("a/" + i, BlobBody.of("x" + i));
    }
    to.before =
        (request, key) -> {
          if (key.equals("b/7")) {
            throw StorageException.of(ErrorCode.PERMISSION_DENIED, "no");
          }
        };
    try (Transfers transfers = Transfers.create(options())) {
      TransferResult result =
          transfers.moveTree(
              SyncRequest.of(TreeLocation.blobs(source, "a/"), TreeLocation.blobs(target, "b/")));
      assertEquals(19, result.objects());
      assertEquals(1, result.failed());
      assertEquals("7", result.failures().get(0).key());
      assertFalse(result.complete());
    }
    assertEquals(List.of("a/7"), source.list("").map(b -> b.key()).toList());
    assertTrue(target.exists("b/8"));
  }
}
