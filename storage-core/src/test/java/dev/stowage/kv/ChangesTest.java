package dev.stowage.kv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stowage.StorageException;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangesTest {
  @Test
  void changes_areAppliedAsOne() {
    Document before = Document.empty().with("n", 1).with("in.x", 1).with("in.y", 2);
    Document after =
        Changes.none().add("n", 0.5).remove("in.x").set("in.z", List.of()).applyTo(before);
    assertEquals("{\"n\":1.5,\"in\":{\"y\":2,\"z\":[]}}", after.toJson());
  }

  @Test
  void sum_isExact() {
    Document document = Document.empty().with("n", Long.MAX_VALUE).with("d", 0.1);
    Document after = Changes.none().add("n", 1).add("d", 0.2).applyTo(document);
    assertEquals(new BigDecimal("9223372036854775808"), after.decimal("n").orElseThrow());
    assertEquals(new BigDecimal("0.3"), after.decimal("d").orElseThrow());
  }

  @Test
  void overlappingPaths_areRefused() {
    Changes changes = Changes.none().set("a.b", 1);
    for (String path : List.of("a", "a.b", "a.b.c", "a.\"b\"")) {
      assertThrows(StorageException.class, () -> changes.remove(path), path);
    }
    changes.remove("a.bc").remove("\"a.b\"");
  }
}
