package dev.stowage.conformance.kv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.conformance.Case;
import dev.stowage.conformance.ConformanceReport;
import dev.stowage.kv.Document;
import dev.stowage.kv.KvFeature;
import dev.stowage.kv.Revision;
import dev.stowage.kv.RowKey;
import dev.stowage.kv.RowOptions;
import dev.stowage.kv.Write;
import java.net.SocketException;
import java.util.List;

/** A write whose answer is lost is neither done twice nor taken for a failure. */
public interface KvLostAnswerContract extends KvContract {
  private void lose() {
    harness().faults().loseNextAnswer(() -> {});
  }

  private boolean canTell() {
    if (harness().keepsWriteIds()) {
      return true;
    }
    lose();
    StorageException unsure =
        fails(ErrorCode.UNAVAILABLE, () -> store().create(key("a"), number(1)));
    assertFalse(unsure.retryable(), "what may have been done must not be called safe to repeat");
    ConformanceReport.refused("recognising a write whose answer was lost");
    return false;
  }

  @Case("K039")
  default void ownWrite_recognised() {
    if (!canTell()) {
      return;
    }
    RowKey key = key("a");
    lose();
    Revision created = store().create(key, number(1));
    assertEquals(created, row(key).revision());
    lose();
    Revision second = store().put(key, number(2), RowOptions.defaults().ifRevision(created));
    assertEquals(second, row(key).revision());
    assertEquals(number(2), document(key));
    lose();
    store().update(key, d -> d.with("n", d.integer("n").orElseThrow() + 1));
    assertEquals(number(3), document(key));
    lose();
    assertEquals(4L, store().increment(key, "n", 1));
    assertEquals(number(4), document(key));
    assertEquals(List.of("n"), List.copyOf(document(key).names()), "the mark must stay hidden");
    lose();
    store().delete(key, RowOptions.defaults().ifRevision(row(key).revision()));
    assertTrue(store().get(key, fresh()).isEmpty());
  }

  @Case("K039")
  default void rivalsWrite_notTakenForOwn() {
    RowKey key = key("a");
    SocketException broken = new SocketException("Connection reset");
    // The rival is first: our request never takes effect, although nobody tells us.
    harness().other().create(key, number(7));
    harness().faults().failNext(1, broken);
    fails(ErrorCode.ALREADY_EXISTS, () -> store().create(key, number(8)));
    assertEquals(number(7), document(key));
    Revision revision = row(key).revision();
    harness().other().put(key, number(9));
    harness().faults().failNext(1, broken);
    fails(
        ErrorCode.PRECONDITION_FAILED,
        () -> store().put(key, number(8), RowOptions.defaults().ifRevision(revision)));
    assertEquals(number(9), document(key));
  }

  @Case("K039")
  default void lostAndOverwritten_notDoneTwice() {
    RowKey key = key("a");
    store().put(key, number(1));
    harness()
        .faults()
        .loseNextAnswer(() -> harness().other().update(key, d -> d.with("n", n(d) + 10)));
    StorageException unsure =
        fails(ErrorCode.UNAVAILABLE, () -> store().update(key, d -> d.with("n", n(d) + 1)));
    assertFalse(unsure.retryable());
    assertEquals(number(12), document(key));
  }

  private static long n(Document document) {
    return document.integer("n").orElseThrow();
  }

  @Case("K039")
  default void unconditionalWrites_sentAgain() {
    RowKey key = key("a");
    lose();
    Revision revision = store().put(key, number(1));
    assertEquals(revision, row(key).revision());
    lose();
    store().replace(key, number(2));
    assertEquals(number(2), document(key));
    lose();
    store().delete(key);
    assertTrue(store().get(key, fresh()).isEmpty());
  }

  @Case("K039")
  default void transaction_recognised() {
    List<Write> writes =
        List.of(Write.create(key("a"), number(1)), Write.create(key("b"), number(2)));
    if (!has(KvFeature.TRANSACTIONS) || !harness().keepsWriteIds()) {
      return;
    }
    lose();
    assertTrue(store().transact(writes).stream().allMatch(r -> r.revision().isPresent()));
    assertEquals(number(1), document(key("a")));
    assertEquals(number(2), document(key("b")));
  }
}
