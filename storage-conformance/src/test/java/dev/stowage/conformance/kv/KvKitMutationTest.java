package dev.stowage.conformance.kv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.stowage.conformance.Case;
import dev.stowage.spi.KvDriver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** The kit must notice each of a set of known defects, by the case that is about it. */
class KvKitMutationTest {
  private static UnaryOperator<KvDriver> defect = UnaryOperator.identity();

  /** The contract over a driver with the current defect; too nested for a build to find alone. */
  static final class Mutant implements KvStoreContract {
    private final DriverKvHarness harness =
        MemKvConformanceTest.harnessOf("maxKeyBytes=300&maxRowBytes=100000");

    Mutant() {
      harness.wrapDrivers(defect);
    }

    @Override
    public KvHarness harness() {
      return harness;
    }

    @Override
    public String provider() {
      return "mem";
    }

    @Override
    public String configuration() {
      return "fake-mutant";
    }
  }

  @TestFactory
  Stream<DynamicTest> defect_isNoticed() {
    Map<String, UnaryOperator<KvDriver>> defects = new LinkedHashMap<>();
    defects.put("K033", BrokenKvDrivers.IgnoresRevision::new);
    defects.put("K011", BrokenKvDrivers.CreateOverwrites::new);
    defects.put("K062", BrokenKvDrivers.LosesTtl::new);
    defects.put("K057", BrokenKvDrivers.UnorderedScan::new);
    defects.put("K057 ", BrokenKvDrivers.Utf16Order::new);
    defects.put("K057  ", BrokenKvDrivers.CursorOffByOne::new);
    defects.put("K058", BrokenKvDrivers.FirstPageOnly::new);
    defects.put("K048", BrokenKvDrivers.BatchSwallowsFailure::new);
    defects.put("K047", BrokenKvDrivers.BatchShifts::new);
    defects.put("K022", BrokenKvDrivers.RoundsLongs::new);
    defects.put("K027", BrokenKvDrivers.DropsNulls::new);
    defects.put("K006", BrokenKvDrivers.AliasesKeys::new);
    defects.put("K053", BrokenKvDrivers.HalfTransactions::new);
    defects.put("K039", BrokenKvDrivers.ForgetsWriteIds::new);
    defects.put("K009", BrokenKvDrivers.LosesInserts::new);
    return defects.entrySet().stream()
        .map(
            entry ->
                dynamicTest(
                    entry.getValue().apply(idle()).getClass().getSimpleName(),
                    () -> {
                      Set<String> failed = failedCases(entry.getValue());
                      assertTrue(
                          failed.contains(entry.getKey().strip()), () -> "noticed by " + failed);
                    }));
  }

  @Test
  void noDefect_nothingNoticed() {
    assertEquals(Set.of(), failedCases(ForwardingKvDriver::new));
  }

  /** The mutants' rows are no results of a provider. */
  @AfterAll
  static void removeReport() throws IOException {
    Files.deleteIfExists(Path.of("target", "conformance", "Mutant.csv"));
  }

  private static KvDriver idle() {
    return new dev.stowage.mem.MemKvProvider()
        .open(dev.stowage.StorageUrl.parse("mem:"), dev.stowage.OpenOptions.defaults());
  }

  private static Set<String> failedCases(UnaryOperator<KvDriver> driver) {
    defect = driver;
    Set<String> failed = new TreeSet<>();
    TestExecutionListener listener =
        new TestExecutionListener() {
          @Override
          public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            if (result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
              test.getSource()
                  .filter(MethodSource.class::isInstance)
                  .map(source -> ((MethodSource) source).getJavaMethod())
                  .ifPresent(method -> failed.add(method.getAnnotation(Case.class).value()));
            }
          }
        };
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request().selectors(selectClass(Mutant.class)).build();
    LauncherFactory.create().execute(request, listener);
    return failed;
  }
}
