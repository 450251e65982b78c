package dev.stowage.function;

import dev.stowage.ErrorCode;
import dev.stowage.OpenOptions;
import dev.stowage.StorageException;
import dev.stowage.portable.FunctionOpening;
import java.net.URI;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Deploys functions to a service; it does not call them.
 *
 * <p>Thread-safe, and safe to call from virtual threads. Every call blocks; interrupting the thread
 * cancels its call ({@link ErrorCode#CANCELLED}). Every failure is a {@link StorageException}.
 * Close it when done.
 */
public interface FunctionDeployer extends AutoCloseable {
  /**
   * Opens a service by URL, such as {@code alibaba-fc://account?region=cn-hangzhou}; no request.
   */
  static FunctionDeployer open(String url) {
    return open(url, OpenOptions.defaults());
  }

  /**
   * Opens a service by URL.
   *
   * @throws StorageException INVALID_ARGUMENT when the URL is malformed, its scheme is not
   *     installed, or it has a parameter that the provider does not know
   */
  static FunctionDeployer open(String url, OpenOptions options) {
    return FunctionOpening.deployer(url, options);
  }

  static FunctionDeployer open(URI url, OpenOptions options) {
    return open(url.toString(), options);
  }

  /**
   * Makes the function, or changes the one that is there, then its triggers. Triggers that are
   * there and not asked for stay. Deploying the same again changes nothing.
   *
   * <p>It returns before the function is ready: see {@link Deployment#awaitActive}. A trigger that
   * could not be made does not fail the call: it is among the {@link Deployment#problems()}.
   *
   * @throws StorageException INVALID_ARGUMENT, UNSUPPORTED or TOO_LARGE before any request for what
   *     the service cannot take
   */
  Deployment deploy(DeploymentRequest request);

  /** The function of this name; empty when there is none. */
  Optional<Deployment> find(String name);

  /** Deletes the function with its triggers; one that does not exist is no failure. */
  void delete(String name);

  /**
   * Functions whose name starts with the prefix; lazy, and without their triggers.
   *
   * @throws StorageException UNSUPPORTED without {@link FunctionFeature#LIST}
   */
  Stream<DeploymentInfo> list(String prefix);

  /** Without a request. */
  FunctionCapabilities capabilities();

  /** The provider's own client, if it is of this type. */
  <T> Optional<T> unwrap(Class<T> type);

  /** Frees connections. Closing again does nothing. */
  @Override
  void close();
}
