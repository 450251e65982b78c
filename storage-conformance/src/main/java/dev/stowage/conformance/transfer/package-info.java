/**
 * Large transfers, and transfers that die: what a provider's part of an upload or a download must
 * withstand, against a fake of its service.
 *
 * <p>A test class implements {@link dev.stowage.conformance.transfer.KilledTransferContract} and
 * {@link dev.stowage.conformance.transfer.LargeTransferContract}. The transfers run in JVMs of
 * their own with a heap of 64 MiB.
 */
@NullMarked
package dev.stowage.conformance.transfer;

import org.jspecify.annotations.NullMarked;
