package dev.stowage.conformance.blob;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.ListPage;
import dev.stowage.blob.ListRequest;
import java.util.ArrayList;
import java.util.List;

/** A listing collected page by page. */
record Pages(List<String> keys, List<String> prefixes, int count) {
  /** Reads pages until there is no cursor; fails when there seems to be no end. */
  static Pages of(BlobStore store, ListRequest request) {
    List<String> keys = new ArrayList<>();
    List<String> prefixes = new ArrayList<>();
    ListRequest next = request;
    for (int count = 1; count < 10_000; count++) {
      ListPage page = store.listPage(next);
      int entries = page.blobs().size() + page.prefixes().size();
      assertTrue(
          entries <= request.pageSize(),
          () -> entries + " entries in a page of " + request.pageSize());
      page.blobs().stream().map(BlobInfo::key).forEach(keys::add);
      prefixes.addAll(page.prefixes());
      if (page.cursor().isEmpty()) {
        return new Pages(keys, prefixes, count);
      }
      next = request.withCursor(page.cursor().get());
    }
    throw new AssertionError("the listing does not end");
  }
}
