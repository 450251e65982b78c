/**
 * The contract of function services. A provider's test implements {@link
 * dev.stowage.conformance.function.FunctionDeployerContract} and hands in a {@link
 * dev.stowage.conformance.function.FunctionHarness}, mostly a {@link
 * dev.stowage.conformance.function.FunctionDriverHarness}.
 */
@NullMarked
package dev.stowage.conformance.function;

import org.jspecify.annotations.NullMarked;
