package dev.stowage.conformance.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.conformance.driver.KitRun;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The kit finds defects. */
class FunctionKitTest {
  static Stream<Arguments> mutants() {
    return Stream.of(
        Arguments.of(FunctionMutants.UpdateMakesAnother.class, "F002"),
        Arguments.of(FunctionMutants.NoLimits.class, "F004"),
        Arguments.of(FunctionMutants.TriggersForgotten.class, "F005"),
        Arguments.of(FunctionMutants.TriggerLosesItsUrl.class, "F005"),
        Arguments.of(FunctionMutants.TriggersDenied.class, "F005"),
        Arguments.of(FunctionMutants.ActiveAtOnce.class, "F008"),
        Arguments.of(FunctionMutants.FailureHasNoReason.class, "F008"),
        Arguments.of(FunctionMutants.DeleteDoesNothing.class, "F009"),
        Arguments.of(FunctionMutants.FirstPageOnly.class, "F010"));
  }

  @ParameterizedTest
  @MethodSource("mutants")
  void mutant_isFound(Class<?> mutant, String id) {
    Set<String> failures = KitRun.failuresOf(mutant);
    assertTrue(failures.contains(id), () -> mutant.getSimpleName() + " failed only " + failures);
  }

  @Test
  void soundService_passes() {
    assertEquals(Set.of(), KitRun.failuresOf(FunctionMutants.NoDefect.class));
  }
}
