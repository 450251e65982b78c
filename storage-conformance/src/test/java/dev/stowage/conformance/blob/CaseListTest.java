package dev.stowage.conformance.blob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.conformance.Case;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** No case of the list is without a test that every build runs. */
class CaseListTest {
  @Test
  void contract_hasEveryCase_inEveryBuild() {
    Set<String> expected = new TreeSet<>();
    for (int i = 1; i <= 132; i++) {
      expected.add(String.format("B%03d", i));
    }
    expected.add("P1");
    expected.add("P3");
    Set<String> found = new TreeSet<>();
    for (Method method : BlobStoreContract.class.getMethods()) {
      Case id = method.getAnnotation(Case.class);
      if (id != null && !method.isAnnotationPresent(Tag.class)) {
        found.add(id.value());
      }
    }
    assertEquals(expected, found);
  }

  @Test
  void awkwardKeys_areManyAndEncodable() {
    assertTrue(AwkwardKeys.all().size() >= 100);
    for (String key : AwkwardKeys.all()) {
      assertTrue(StandardCharsets.UTF_8.newEncoder().canEncode(key));
    }
  }
}
