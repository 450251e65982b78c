/**
 * Deploying functions: code from a blob, an archive, a URL or a container image, with triggers.
 *
 * <p>Start at {@link dev.stowage.function.FunctionDeployer#open(String)}. It deploys and does not
 * invoke: what runs the function is the service.
 */
@NullMarked
package dev.stowage.function;

import org.jspecify.annotations.NullMarked;
