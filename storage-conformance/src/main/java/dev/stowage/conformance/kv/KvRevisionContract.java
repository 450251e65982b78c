package dev.stowage.conformance.kv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.conformance.Case;
import dev.stowage.kv.Changes;
import dev.stowage.kv.KvFeature;
import dev.stowage.kv.ReadOptions;
import dev.stowage.kv.Revision;
import dev.stowage.kv.Row;
import dev.stowage.kv.RowKey;
import dev.stowage.kv.RowOptions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.function.Executable;

/** Revisions, and writers in each other's way. */
public interface KvRevisionContract extends KvContract {
  private static RowOptions at(Revision revision) {
    return RowOptions.defaults().ifRevision(revision);
  }

  @Case("K031")
  default void revision_newWithEveryWriteOnly() {
    RowKey key = key("a");
    Set<Revision> seen = new HashSet<>();
    seen.add(store().create(key, number(1)));
    assertTrue(seen.add(store().put(key, number(1))), "the same content again");
    assertTrue(seen.add(store().replace(key, number(2))));
    assertTrue(seen.add(store().modify(key, Changes.none().set("n", 3))));
    assertTrue(seen.add(store().update(key, d -> d.with("n", 4)).revision()));
    store().delete(key);
    assertTrue(seen.add(store().create(key, number(1))), "not even after a delete");
    assertEquals(row(key).revision(), row(key).revision());
    assertTrue(seen.contains(row(key).revision()));
  }

  @Case("K032")
  default void currentRevision_writes() {
    RowKey key = key("a");
    Revision first = store().put(key, number(1));
    Revision second = store().put(key, number(2), at(first));
    assertNotEquals(first, second);
    Revision third = store().replace(key, number(3), at(second));
    Revision fourth = store().modify(key, Changes.none().add("n", 1), at(third));
    assertEquals(number(4), document(key));
    assertEquals(fourth, row(key).revision());
    store().delete(key, at(fourth));
    assertTrue(store().get(key, fresh()).isEmpty());
  }

  @Case("K033")
  default void staleRevision_preconditionFailed() {
    RowKey key = key("a");
    Revision stale = store().put(key, number(1));
    store().put(key, number(2));
    Row before = row(key);
    refusedAt(stale, key, ErrorCode.PRECONDITION_FAILED);
    assertEquals(before, row(key));
  }

  private void refusedAt(Revision revision, RowKey key, ErrorCode code) {
    List<Executable> writes =
        List.of(
            () -> store().put(key, number(9), at(revision)),
            () -> store().replace(key, number(9), at(revision)),
            () -> store().modify(key, Changes.none().set("n", 9), at(revision)),
            () -> store().delete(key, at(revision)));
    for (Executable write : writes) {
      fails(code, write);
    }
  }

  @Case("K034")
  default void revisionOfMissingRow_nothingCreated() {
    RowKey key = key("a");
    Revision revision = store().put(key, number(1));
    store().delete(key);
    fails(ErrorCode.PRECONDITION_FAILED, () -> store().put(key, number(2), at(revision)));
    fails(ErrorCode.PRECONDITION_FAILED, () -> store().replace(key, number(2), at(revision)));
    fails(ErrorCode.PRECONDITION_FAILED, () -> store().delete(key, at(revision)));
    fails(ErrorCode.NOT_FOUND, () -> store().modify(key, Changes.none().set("n", 2), at(revision)));
    assertTrue(store().get(key, fresh()).isEmpty());
  }

  @Case("K035")
  default void foreignRevision_neverMatches() {
    RowKey key = key("a");
    store().put(key, number(1));
    Row before = row(key);
    Revision ofOther = store().put(key("b"), number(1));
    for (Revision wrong : List.of(ofOther, Revision.parse("no-such-revision"))) {
      for (Executable write :
          List.<Executable>of(
              () -> store().put(key, number(9), at(wrong)), () -> store().delete(key, at(wrong)))) {
        StorageException failure =
            org.junit.jupiter.api.Assertions.assertThrows(StorageException.class, write);
        assertTrue(
            failure.code() == ErrorCode.PRECONDITION_FAILED
                || failure.code() == ErrorCode.INVALID_ARGUMENT,
            failure.getMessage());
      }
    }
    for (String malformed : List.of("", "two words", "line\nfeed", "\u00e9")) {
      fails(ErrorCode.INVALID_ARGUMENT, () -> Revision.parse(malformed));
    }
    assertEquals(before, row(key));
  }

  @Case("K036")
  default void revisionAsText_goodInAnotherProcess() {
    RowKey key = key("a");
    String text = store().put(key, number(1)).text();
    harness().other().put(key, number(2), at(Revision.parse(text)));
    assertEquals(number(2), document(key));
    fails(
        ErrorCode.PRECONDITION_FAILED,
        () -> harness().other().put(key, number(3), at(Revision.parse(text))));
  }

  @Case("K037")
  default void racingCreators_oneWins() throws Exception {
    for (int round = 0; round < 10; round++) {
      RowKey key = key("race" + round);
      List<Boolean> won = together(16, () -> creates(key));
      assertEquals(1, won.stream().filter(w -> w).count());
    }
  }

  private boolean creates(RowKey key) {
    try {
      store().create(key, number(Thread.currentThread().getId()));
      return true;
    } catch (StorageException e) {
      assertEquals(ErrorCode.ALREADY_EXISTS, e.code(), e.getMessage());
      return false;
    }
  }

  @Case("K038")
  default void racingUpdates_noneLost() throws Exception {
    RowKey key = key("counter");
    store().put(key, number(0));
    together(
        8,
        () -> {
          for (int i = 0; i < 50; i++) {
            store().update(key, d -> d.with("n", d.integer("n").orElseThrow() + 1));
          }
          return true;
        });
    assertEquals(number(400), document(key));
  }

  @Case("K040")
  default void strongRead_seesTheWrite() {
    ReadOptions strong = ReadOptions.defaults().withStrongConsistency();
    store().put(key("a"), number(0));
    if (!hasOrRefuses(KvFeature.STRONG_READS, () -> store().get(key("a"), strong))) {
      return;
    }
    for (int i = 1; i <= 20; i++) {
      store().put(key("a"), number(i));
      assertEquals(number(i), harness().other().get(key("a"), strong).orElseThrow().document());
    }
  }
}
