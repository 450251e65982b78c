package dev.stowage.blob;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The store as a user meets it first; the contract kit goes into every corner. */
class BlobStoreOnMemoryTest {
  private final BlobStore store = BlobStore.open("mem:");

  @Test
  void put_thenGet_givesBytesAndAttributes() throws IOException {
    store.put(
        "a/b.txt",
        BlobBody.of("hello"),
        PutOptions.defaults().withContentType("text/plain").withMetadata(Map.of("Kind", "x")));
    try (BlobReader reader = store.get("a/b.txt")) {
      assertEquals("hello", reader.text());
      assertEquals(Verification.VERIFIED, reader.verification());
      assertEquals("text/plain", reader.info().contentType());
      assertEquals(Map.of("kind", "x"), reader.info().metadata());
    }
  }

  @Test
  void put_unknownLengthAboveOnePart_goesInParts() throws IOException {
    byte[] bytes = new byte[300_001];
    new Random(1).nextBytes(bytes);
    store.put(
        "big",
        BlobBody.once(new ByteArrayInputStream(bytes)),
        PutOptions.defaults().withPartSize(100_000));
    try (BlobReader reader = store.get("big")) {
      assertArrayEquals(bytes, reader.bytes());
    }
    assertTrue(store.multipartUploads().orElseThrow().list("").findAny().isEmpty());
  }

  @Test
  void putIfAbsent_present_failsAndKeepsOld() throws IOException {
    store.put("k", BlobBody.of("old"), PutOptions.ifAbsent());
    StorageException e =
        assertThrows(
            StorageException.class,
            () -> store.put("k", BlobBody.of("new"), PutOptions.ifAbsent()));
    assertEquals(ErrorCode.ALREADY_EXISTS, e.code());
    try (BlobReader reader = store.get("k")) {
      assertEquals("old", reader.text());
      assertEquals(Map.of(), reader.info().metadata());
    }
  }

  @Test
  void list_withDelimiterAndPages_givesEveryEntryOnce() {
    for (String key : List.of("a", "a!", "a/x", "a/y", "a0", "b/z", "\uFFFD", "\uD83D\uDE00")) {
      store.put(key, BlobBody.of(key));
    }
    StringBuilder seen = new StringBuilder();
    ListRequest request = ListRequest.of("").withDelimiter("/").withPageSize(1);
    ListPage page = store.listPage(request);
    while (true) {
      page.blobs().forEach(blob -> seen.append(blob.key()).append(' '));
      page.prefixes().forEach(prefix -> seen.append(prefix).append(' '));
      if (page.cursor().isEmpty()) {
        break;
      }
      page = store.listPage(request.withCursor(page.cursor().get()));
    }
    assertEquals("a a! a/ a0 b/ \uFFFD \uD83D\uDE00 ", seen.toString());
    assertEquals(8, store.list("").count());
  }

  @Test
  void within_copyAndDelete_stayInsideThePrefix() {
    BlobStore inner = store.within("x/");
    inner.put("k", BlobBody.of("1"));
    inner.copy("k", "l");
    assertEquals(List.of("k", "l"), inner.list("").map(BlobInfo::key).toList());
    assertEquals(List.of("x/k", "x/l"), store.list("").map(BlobInfo::key).toList());
    assertEquals(2, inner.deletePrefix(""));
    assertEquals(0, store.list("").count());
  }
}
