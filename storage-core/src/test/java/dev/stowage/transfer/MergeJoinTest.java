package dev.stowage.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.OpenOptions;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.ForwardingBlobStore;
import dev.stowage.blob.ListRequest;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MergeJoinTest {
  private static final int KEYS = 100_000;

  /** A listing that is made up while it is read. */
  private static BlobStore listing(Stream<BlobInfo> infos) {
    return new ForwardingBlobStore() {
      @Override
      protected BlobStore delegate() {
        return BlobStore.open("mem:", OpenOptions.defaults());
      }

      @Override
      public Stream<BlobInfo> list(String prefix) {
        return infos;
      }

      @Override
      public Stream<BlobInfo> list(ListRequest request) {
        return infos;
      }
    };
  }

  private static BlobInfo info(String key) {
    return BlobInfo.builder(key, 1).etag("e").modified(Instant.EPOCH).build();
  }

  @Test
  void plan_longListings_holdsOneEntryOfEach() {
    AtomicLong ahead = new AtomicLong();
    Stream<BlobInfo> left =
        IntStream.range(0, KEYS)
            .filter(i -> i % 3 != 0)
            .mapToObj(i -> info(String.format("%08d", i)))
            .peek(i -> ahead.incrementAndGet());
    Stream<BlobInfo> right =
        IntStream.range(0, KEYS)
            .filter(i -> i % 2 != 0)
            .mapToObj(i -> info(String.format("%08d", i)))
            .peek(i -> ahead.decrementAndGet());
    SyncRequest request =
        SyncRequest.of(
                TreeLocation.blobs(listing(left), ""), TreeLocation.blobs(listing(right), ""))
            .withDeleteExtra(true);
    AtomicLong apart = new AtomicLong();
    int[] counts = new int[SyncAction.Kind.values().length];
    try (Transfers transfers = Transfers.create(TransferOptions.defaults().withoutJournals());
        Stream<SyncAction> plan = transfers.plan(request)) {
      plan.forEach(
          action -> {
            counts[action.kind().ordinal()]++;
            apart.accumulateAndGet(
                Math.abs(ahead.get() - Long.parseLong(action.key()) / 6), Math::max);
          });
    }
    int both = (int) IntStream.range(0, KEYS).filter(i -> i % 3 != 0 && i % 2 != 0).count();
    assertEquals(both, counts[SyncAction.Kind.UNCHANGED.ordinal()]);
    assertEquals(KEYS - (KEYS + 2) / 3 - both, counts[SyncAction.Kind.COPY.ordinal()]);
    assertEquals(KEYS / 2 - both, counts[SyncAction.Kind.DELETE.ordinal()]);
    assertTrue(apart.get() < 10, "neither side runs ahead of the other: " + apart);
  }

  @Test
  void plan_listingOutOfOrder_isRefusedBeforeItDeletes() {
    SyncRequest request =
        SyncRequest.of(
            TreeLocation.blobs(listing(Stream.of(info("b"), info("a"))), ""),
            TreeLocation.blobs(listing(Stream.of(info("a"), info("b"))), ""));
    try (Transfers transfers = Transfers.create(TransferOptions.defaults().withoutJournals());
        Stream<SyncAction> plan = transfers.plan(request.withDeleteExtra(true))) {
      StorageException e = assertThrows(StorageException.class, plan::toList);
      assertTrue(e.getMessage().contains("not in order"), e.getMessage());
    }
  }
}
