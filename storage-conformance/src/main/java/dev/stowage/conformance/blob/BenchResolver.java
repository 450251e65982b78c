package dev.stowage.conformance.blob;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives a case its bench, and closes it when the case is over. */
final class BenchResolver implements ParameterResolver {
  private static final ExtensionContext.Namespace SPACE =
      ExtensionContext.Namespace.create(BenchResolver.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Bench.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Bench bench = new Bench(((BlobContract) context.getRequiredTestInstance())::newHarness);
    context.getStore(SPACE).put("bench", bench);
    return bench;
  }
}
