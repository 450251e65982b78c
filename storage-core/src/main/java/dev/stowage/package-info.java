/**
 * What every service of Stowage shares: how a store is opened, how failures look, how calls are
 * retried, bounded in time and observed.
 *
 * <p>Start at {@link dev.stowage.blob.BlobStore}, {@code dev.stowage.kv.KvStore}, {@code
 * dev.stowage.secret.SecretStore}, {@code dev.stowage.media.MediaJobs} or {@code
 * dev.stowage.function.FunctionDeployer}. Each is a portable layer in front of one narrow driver
 * interface in {@link dev.stowage.spi}; providers are found by {@link java.util.ServiceLoader}
 * through the scheme of the URL.
 */
@NullMarked
package dev.stowage;

import org.jspecify.annotations.NullMarked;
