package dev.stowage.conformance.kv;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stowage.spi.KvDriver;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ForwardingKvDriverTest {
  /** A method that is not declared here would bypass what the driver underneath does. */
  @Test
  void everyMethod_isForwarded() throws Exception {
    for (Method method : KvDriver.class.getMethods()) {
      if (!Modifier.isStatic(method.getModifiers())) {
        Method own =
            ForwardingKvDriver.class.getMethod(method.getName(), method.getParameterTypes());
        assertEquals(
            ForwardingKvDriver.class,
            own.getDeclaringClass(),
            () -> method.getName() + Arrays.toString(method.getParameterTypes()));
      }
    }
  }
}
