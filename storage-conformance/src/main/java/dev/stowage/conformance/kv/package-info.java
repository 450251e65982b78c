/**
 * The contract of {@link dev.stowage.kv.KvStore}, cases K001 to K064.
 *
 * <p>A provider's test class implements {@code KvStoreContract} and hands in a {@code KvHarness},
 * usually a {@code DriverKvHarness} over a URL.
 */
@NullMarked
package dev.stowage.conformance.kv;

import org.jspecify.annotations.NullMarked;
