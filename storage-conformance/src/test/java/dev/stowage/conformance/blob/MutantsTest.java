package dev.stowage.conformance.blob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.stowage.conformance.Case;
import dev.stowage.conformance.ConformanceReport;
import dev.stowage.spi.BlobDriver;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** The kit finds every defect that a driver is given. */
class MutantsTest {
  private static volatile UnaryOperator<BlobDriver> mutation = driver -> driver;

  /** The contract over whatever the mutation makes of {@code mem:}; run by the cases below only. */
  static final class Mutated implements BlobStoreContract {
    @Override
    public String provider() {
      return "mem";
    }

    @Override
    public String configuration() {
      return "fake-mutant";
    }

    @Override
    public BlobHarness newHarness() {
      return DriverHarness.of("mem://mutant-" + UUID.randomUUID() + "/").changed(mutation);
    }
  }

  /**
   * A defect.
   *
   * @param name what is wrong
   * @param change puts it in
   * @param found the cases that must find it
   */
  record Mutant(String name, UnaryOperator<BlobDriver> change, Set<String> found) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Mutant mutant(String name, UnaryOperator<BlobDriver> change, String... found) {
    return new Mutant(name, change, new TreeSet<>(List.of(found)));
  }

  static Stream<Mutant> mutants() {
    return Stream.of(
        mutant("cursor off by one", Mutants.CursorOffByOne::new, "B092", "B094", "B105", "P1"),
        mutant(
            "write conditions ignored",
            Mutants.IgnoresWriteConditions::new,
            "B059",
            "B061",
            "B062",
            "B064"),
        mutant("UTF-16 order", Mutants.Utf16Order::new, "B093", "B094", "P3"),
        mutant("last byte lost", Mutants.Truncates::new, "B027", "B030", "B034", "B068"),
        mutant("bulk delete swallows", Mutants.SwallowsBulkDelete::new, "B110", "B111"),
        mutant("close publishes", Mutants.PublishesOnClose::new, "B039", "B042"),
        mutant("range end ignored", Mutants.IgnoresRangeEnd::new, "B070", "B073"),
        mutant("metadata case kept", Mutants.KeepsMetadataCase::new, "B050"),
        mutant("delete of missing fails", Mutants.FailsToDeleteMissing::new, "B109"),
        mutant("copy drops metadata", Mutants.CopyDropsMetadata::new, "B114", "B121"),
        mutant(
            "common prefix lost at page edge",
            Mutants.LosesPrefixAtPageEdge::new,
            "B094",
            "B096",
            "B098"),
        mutant("etag never changes", Mutants.EtagNeverChanges::new, "B029", "B088"),
        mutant("half body resumed", Mutants.ResumesHalfBody::new, "B055"),
        mutant("read conditions ignored", Mutants.IgnoresReadConditions::new, "B082"),
        mutant("keys normalised", Mutants.NormalisesKeys::new, "B016", "B018", "B103"),
        mutant("conditional delete ignored", Mutants.IgnoresConditionalDelete::new, "B067"),
        mutant("condition of parts dropped", Mutants.DropsConditionOfParts::new, "B060", "B063"));
  }

  @ParameterizedTest
  @MethodSource("mutants")
  void mutant_isFound(Mutant mutant) {
    assertEquals(mutant.found(), failing(mutant.change(), mutant.found()));
  }

  @Test
  void unchangedDriver_passesWhatFindsTheMutants() {
    Set<String> cases = new TreeSet<>();
    mutants().forEach(mutant -> cases.addAll(mutant.found()));
    assertTrue(cases.size() > 20);
    assertEquals(Set.of(), failing(driver -> driver, cases));
  }

  /** Runs these cases over a driver; the ids of those that failed. */
  private static Set<String> failing(UnaryOperator<BlobDriver> change, Set<String> cases) {
    mutation = change;
    Set<String> started = new TreeSet<>();
    Set<String> failed = new TreeSet<>();
    TestExecutionListener listener =
        new TestExecutionListener() {
          @Override
          public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            String id = idOf(test.getSource().orElse(null));
            if (!id.isEmpty()) {
              started.add(id);
              if (result.getStatus() == TestExecutionResult.Status.FAILED) {
                failed.add(id);
              }
            }
          }
        };
    PostDiscoveryFilter chosen =
        test -> {
          String id = idOf(test.getSource().orElse(null));
          return FilterResult.includedIf(id.isEmpty() || cases.contains(id));
        };
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectClass(Mutated.class))
            .filters(chosen)
            .configurationParameter(ConformanceReport.DIRECTORY, "target/mutants")
            .build();
    LauncherFactory.create().execute(request, listener);
    assertEquals(new TreeSet<>(cases), started, "every case asked for must have run");
    return failed;
  }

  private static String idOf(org.junit.platform.engine.TestSource source) {
    if (source instanceof org.junit.platform.engine.support.descriptor.MethodSource method) {
      Case id = method.getJavaMethod().getAnnotation(Case.class);
      return id == null ? "" : id.value();
    }
    return "";
  }
}
