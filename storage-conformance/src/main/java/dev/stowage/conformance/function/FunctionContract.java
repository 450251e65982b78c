package dev.stowage.conformance.function;

import dev.stowage.conformance.Contract;

/** What the contracts of function services have in common. */
public interface FunctionContract extends Contract {
  /** A fresh harness for one test. */
  FunctionHarness newHarness();

  @Override
  default String service() {
    return "function";
  }
}
