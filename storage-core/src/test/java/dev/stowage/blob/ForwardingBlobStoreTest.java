package dev.stowage.blob;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ForwardingBlobStoreTest {
  @Test
  void everyMethodOfTheInterface_isDeclaredHere() {
    Set<String> declared = new TreeSet<>();
    for (Method method : ForwardingBlobStore.class.getDeclaredMethods()) {
      declared.add(signature(method));
    }
    Set<String> missing = new TreeSet<>();
    for (Method method : BlobStore.class.getMethods()) {
      if (!Modifier.isStatic(method.getModifiers()) && !declared.contains(signature(method))) {
        missing.add(signature(method));
      }
    }
    assertEquals(Set.of(), missing);
  }

  private static String signature(Method method) {
    return method.getName() + Arrays.toString(method.getParameterTypes());
  }
}
