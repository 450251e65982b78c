package dev.stowage.conformance.blob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.BlobWriter;
import dev.stowage.blob.DeleteResult;
import dev.stowage.blob.PutOptions;
import dev.stowage.conformance.Case;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Deleting one, many, and all under a prefix. */
public interface DeleteContract extends BlobContract {
  @Case("B109")
  default void delete_presentOrMissing_oneRequest(Bench bench) {
    bench.putAll("k", "kk");
    for (int i = 0; i < 2; i++) {
      bench.log().clear();
      bench.store().delete("k");
      assertEquals(1, bench.log().size(), () -> "requests: " + bench.log());
    }
    Expect.failure(ErrorCode.NOT_FOUND, () -> bench.store().get("k").close());
    assertTrue(bench.store().find("k").isEmpty());
    assertFalse(bench.store().exists("k"));
    assertEquals(List.of("kk"), bench.keys(""));
    bench.store().delete("never/there");
    bench.faults().next(Fault.LOST_RESPONSE, Operation.DELETE);
    bench.store().delete("kk");
    assertEquals(List.of(), bench.keys(""));
  }

  @Case("B110")
  default void deleteAll_anyNumber_resultPerKeyInOrder(Bench bench) {
    int limit = Math.min(bench.limits().maxBulkDelete(), 1000);
    for (int count : new int[] {0, 1, limit, limit + 1, 2 * limit + 1}) {
      List<String> keys = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        String key = "k<&>\"'" + i;
        if (i % 100 == 0 && AwkwardKeys.isLegal(bench, key)) {
          bench.put(key, "x");
        }
        keys.add(AwkwardKeys.isLegal(bench, key) ? key : "k" + i);
      }
      bench.log().clear();
      List<DeleteResult> results = bench.store().deleteAll(keys);
      assertEquals(keys, results.stream().map(DeleteResult::key).toList());
      assertTrue(results.stream().allMatch(DeleteResult::deleted));
      if (bench.limits().maxBulkDelete() > 1) {
        int most = bench.limits().maxBulkDelete();
        assertEquals((count + most - 1) / most, bench.log().size());
      }
      assertEquals(List.of(), bench.keys(""));
    }
    bench.put("twice", "x");
    assertEquals(2, bench.store().deleteAll(List.of("twice", "twice")).size());
    assertFalse(bench.store().exists("twice"));
  }

  @Case("B110")
  default void deleteAll_oneFails_othersAreDone(Bench bench) {
    bench.putAll("a", "b", "c");
    boolean bulk = bench.limits().maxBulkDelete() > 1;
    if (bulk) {
      bench.faults().next(Fault.ONE_FAILS, Operation.BULK_DELETE);
    } else {
      bench.faults().next(Fault.DENIED, Operation.DELETE);
    }
    List<DeleteResult> results = bench.store().deleteAll(List.of("a", "b", "c"));
    assertEquals(1, bench.faults().fired());
    List<DeleteResult> failed = results.stream().filter(r -> !r.deleted()).toList();
    assertEquals(1, failed.size());
    assertEquals(
        ErrorCode.PERMISSION_DENIED,
        failed.get(0).failure().map(StorageException::code).orElseThrow());
    assertEquals(List.of(failed.get(0).key()), bench.keys(""));
    bench.faults().always(Fault.DENIED, Operation.BULK_DELETE, Operation.DELETE);
    List<DeleteResult> none = bench.store().deleteAll(List.of("a", "b", "c"));
    assertTrue(none.stream().noneMatch(DeleteResult::deleted), none::toString);
  }

  @Case("B111")
  default void deletePrefix_allUnderIt_andNothingElse(Bench bench) {
    for (int i = 0; i < 40; i++) {
      bench.put("dir/" + i, "x");
    }
    bench.putAll("dir", "dir2/x", "di");
    bench.faults().always(Fault.SHORT_PAGE, Operation.LIST);
    assertEquals(40, bench.store().deletePrefix("dir/"));
    bench.faults().clear();
    assertEquals(List.of("di", "dir", "dir2/x"), bench.keys(""));
    assertEquals(0, bench.store().deletePrefix("dir/"));
    assertEquals(2, bench.store().deletePrefix("dir"));
    assertEquals(List.of("di"), bench.keys(""));
  }

  @Case("B111")
  default void deletePrefix_oneFails_othersAreTriedAndItIsSaid(Bench bench) {
    bench.putAll("dir/a", "dir/b", "dir/c");
    boolean bulk = bench.limits().maxBulkDelete() > 1;
    bench
        .faults()
        .next(
            bulk ? Fault.ONE_FAILS : Fault.DENIED, bulk ? Operation.BULK_DELETE : Operation.DELETE);
    Expect.failure(ErrorCode.PERMISSION_DENIED, () -> bench.store().deletePrefix("dir/"));
    assertEquals(1, bench.keys("").size());
  }

  @Case("B111")
  default void deletePrefix_emptyOutsideAScope_isRefused(Bench bench) {
    bench.putAll("a", "b");
    BlobStore scope = bench.store().within("a");
    Expect.refusal(
        bench,
        ErrorCode.INVALID_ARGUMENT,
        "null",
        () -> bench.store().deletePrefix(Expect.nothing()));
    if (isWholeContainer(bench)) {
      Expect.refusal(
          bench, ErrorCode.INVALID_ARGUMENT, "empty", () -> bench.store().deletePrefix(""));
      assertEquals(List.of("a", "b"), bench.keys(""));
    }
    assertEquals(1, scope.deletePrefix(""));
    assertEquals(List.of("b"), bench.keys(""));
  }

  /** Whether the store under test shows its container from the root. */
  private static boolean isWholeContainer(Bench bench) {
    return !(bench.harness() instanceof ScopedHarness scoped) || scoped.prefix().isEmpty();
  }

  @Case("B112")
  default void large_deletedOrReplaced_leavesNoPieces(Bench bench) throws IOException {
    byte[] bytes = Expect.bytes(4 * bench.partSize() + 1, 112);
    PutOptions options = PutOptions.defaults().withPartSize(bench.partSize());
    for (String key : List.of("deleted", "replaced", "copied")) {
      try (BlobWriter writer = bench.store().openWriter(key, options)) {
        writer.write(bytes);
        writer.commit();
      }
    }
    bench.store().copy("copied", "copy");
    bench.store().delete("copied");
    Expect.content(bytes, bench.store(), "copy");
    bench.store().delete("copy");
    bench.store().delete("deleted");
    bench.store().put("replaced", BlobBody.of("small"));
    assertEquals("small", bench.text("replaced"));
    assertEquals(List.of("replaced"), bench.raw().keys(), "orphaned pieces");
    assertEquals(List.of(), bench.pending());
  }
}
