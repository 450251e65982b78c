/**
 * Moves whole files, streams, objects and trees: in parallel, in bounded memory, verified, and
 * resumable after a crash.
 *
 * <p>{@link dev.stowage.transfer.Transfers} is the entry. {@link
 * dev.stowage.transfer.TransferOptions} sets its limits, {@link dev.stowage.transfer.SyncRequest}
 * says what two trees have to do with each other.
 */
@NullMarked
package dev.stowage.transfer;

import org.jspecify.annotations.NullMarked;
