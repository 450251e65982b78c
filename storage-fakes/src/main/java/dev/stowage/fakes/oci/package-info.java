/**
 * Oracle Cloud Infrastructure on the loopback address: signatures, errors and tokens, and the
 * services behind them. Start with {@link dev.stowage.fakes.oci.FakeOci}.
 */
@NullMarked
package dev.stowage.fakes.oci;

import org.jspecify.annotations.NullMarked;
