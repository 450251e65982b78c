package dev.stowage.conformance.driver;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.stowage.conformance.Case;
import dev.stowage.conformance.ConformanceReport;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs the kit over a class and says which cases fail. */
public final class KitRun implements TestExecutionListener {
  private final Set<String> failed = Collections.synchronizedSet(new TreeSet<>());

  private KitRun() {}

  /** The ids of the cases that fail. */
  public static Set<String> failuresOf(Class<?> testClass) {
    KitRun run = new KitRun();
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(testClass))
                .configurationParameter(ConformanceReport.DIRECTORY, "target/mutants")
                .build(),
            run);
    return run.failed;
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (result.getStatus() == Status.SUCCESSFUL) {
      return;
    }
    failed.add(
        test.getSource()
            .filter(MethodSource.class::isInstance)
            .map(source -> ((MethodSource) source).getJavaMethod().getAnnotation(Case.class))
            .map(Case::value)
            .orElse(String.valueOf(result.getThrowable().orElse(null))));
  }
}
