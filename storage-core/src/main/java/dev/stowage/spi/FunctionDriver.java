package dev.stowage.spi;

import dev.stowage.function.DeploymentInfo;
import dev.stowage.function.DeploymentRequest;
import dev.stowage.function.FunctionCapabilities;
import dev.stowage.function.TriggerInfo;
import dev.stowage.function.TriggerSpec;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One function service.
 *
 * <p>Minimal on purpose: what the portable layer can do for all providers is not here. Requests
 * keep the limits and use features that are among the capabilities. Every method is one request to
 * the service unless it says otherwise, is not retried, and lets the SDK's exceptions escape to
 * {@link #classify}. Thread-safe.
 */
public interface FunctionDriver extends AutoCloseable {
  /** The URL scheme, such as {@code alibaba-fc}; a label of telemetry. */
  String scheme();

  /** What the functions belong to, for messages: an account, a directory. */
  String container();

  /** Without a request, and always the same. */
  FunctionCapabilities capabilities();

  /** What an exception of this driver means. Pure; never throws. */
  Failure classify(Throwable thrown);

  /**
   * What else is wrong with a request, such as the form of a role, in whole words; empty when
   * nothing is. Without a request.
   */
  Optional<String> problem(DeploymentRequest request);

  /**
   * Makes a function, without its triggers; ALREADY_EXISTS when there is one. May take several
   * requests to get the code there; what it put somewhere on the way it removes.
   */
  DeploymentInfo create(DeploymentRequest request) throws Exception;

  /** Changes a function, without its triggers; NOT_FOUND when there is none. As many requests. */
  DeploymentInfo update(DeploymentRequest request) throws Exception;

  /** NOT_FOUND when there is none. */
  DeploymentInfo get(String name) throws Exception;

  /** Deletes a function that has no triggers; NOT_FOUND or no failure when there is none. */
  void delete(String name) throws Exception;

  /** One page, in any order. */
  BlobDriver.Page<DeploymentInfo> list(String prefix, @Nullable String cursor) throws Exception;

  /** ALREADY_EXISTS when there is one of this name. */
  TriggerInfo createTrigger(String function, TriggerSpec trigger) throws Exception;

  TriggerInfo updateTrigger(String function, TriggerSpec trigger) throws Exception;

  /** NOT_FOUND or no failure when there is none. */
  void deleteTrigger(String function, String trigger) throws Exception;

  /** All of them; empty without asking where there are no triggers. May take several requests. */
  List<TriggerInfo> triggers(String function) throws Exception;

  /** The native client of this type, or null. */
  <T> @Nullable T unwrap(Class<T> type);

  @Override
  void close();
}
