/**
 * The contract kit: what every provider of Stowage must do, as JUnit interfaces of default test
 * methods, one interface per feature.
 *
 * <p>A provider's test class implements a whole contract such as {@code BlobStoreContract}, and
 * hands in a harness that opens fresh stores. What a provider does not support is tested as
 * refused, never skipped. Outcomes are written to {@code target/conformance/*.csv}.
 */
@NullMarked
package dev.stowage.conformance;

import org.jspecify.annotations.NullMarked;
