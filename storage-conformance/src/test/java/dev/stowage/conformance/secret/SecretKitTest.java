package dev.stowage.conformance.secret;

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
class SecretKitTest {
  static Stream<Arguments> mutants() {
    return Stream.of(
        Arguments.of(SecretDriverMutants.LatestForCurrent.class, "S004"),
        Arguments.of(SecretDriverMutants.CreateOverwrites.class, "S003"),
        Arguments.of(SecretDriverMutants.TokenIgnored.class, "S003"),
        Arguments.of(SecretDriverMutants.DeleteDoesNothing.class, "S007"),
        Arguments.of(SecretDriverMutants.WindowIgnored.class, "S007"),
        Arguments.of(SecretDriverMutants.NamesFolded.class, "S009"),
        Arguments.of(SecretDriverMutants.FirstPageOnly.class, "S006"),
        Arguments.of(SecretDriverMutants.DisableDoesNothing.class, "S005"),
        Arguments.of(SecretDriverMutants.AssociatedDataIgnored.class, "S016"),
        Arguments.of(SecretDriverMutants.EncryptionRepeats.class, "S015"),
        Arguments.of(SecretStoreMutants.FailureQuotesTheValue.class, "S010"),
        Arguments.of(SecretStoreMutants.CacheNeverExpires.class, "S011"),
        Arguments.of(SecretStoreMutants.CacheAlwaysServesStale.class, "S011"),
        Arguments.of(SecretStoreMutants.ViewAllowsEverything.class, "S014"),
        Arguments.of(SecretStoreMutants.WatchRepeatsItself.class, "S012"),
        Arguments.of(SecretStoreMutants.WatchForgetsTheLastGoodValue.class, "S013"));
  }

  @ParameterizedTest
  @MethodSource("mutants")
  void mutant_isFound(Class<?> mutant, String id) {
    Set<String> failures = KitRun.failuresOf(mutant);
    assertTrue(failures.contains(id), () -> mutant.getSimpleName() + " failed only " + failures);
  }

  static final class NoDefect extends SecretMutant {}

  @Test
  void soundStore_passes() {
    assertEquals(Set.of(), KitRun.failuresOf(NoDefect.class));
  }
}
