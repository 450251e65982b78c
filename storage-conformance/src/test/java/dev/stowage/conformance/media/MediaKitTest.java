package dev.stowage.conformance.media;

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
class MediaKitTest {
  static Stream<Arguments> mutants() {
    return Stream.of(
        Arguments.of(MediaMutants.SucceededOnSubmit.class, "M001"),
        Arguments.of(MediaMutants.TokenIgnored.class, "M001"),
        Arguments.of(MediaMutants.OutputsMissing.class, "M002"),
        Arguments.of(MediaMutants.FailureHasNoReason.class, "M003"),
        Arguments.of(MediaMutants.BadInputSucceeds.class, "M003"),
        Arguments.of(MediaMutants.CancelDoesNothing.class, "M004"),
        Arguments.of(MediaMutants.CancelLies.class, "M004"),
        Arguments.of(MediaMutants.UnsupportedIsSent.class, "M005"),
        Arguments.of(MediaMutants.NeverProgresses.class, "M006"),
        Arguments.of(MediaMutants.FirstPageOnly.class, "M007"));
  }

  @ParameterizedTest
  @MethodSource("mutants")
  void mutant_isFound(Class<?> mutant, String id) {
    Set<String> failures = KitRun.failuresOf(mutant);
    assertTrue(failures.contains(id), () -> mutant.getSimpleName() + " failed only " + failures);
  }

  @Test
  void soundService_passes() {
    assertEquals(Set.of(), KitRun.failuresOf(MediaMutants.NoDefect.class));
  }
}
