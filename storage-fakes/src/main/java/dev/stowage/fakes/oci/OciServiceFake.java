package dev.stowage.fakes.oci;

import dev.stowage.fakes.FakeResponse;
import java.util.Optional;
import java.util.Set;

/**
 * One service behind {@link FakeOci}. Who calls was found out before; errors are thrown as {@link
 * OciError}. Called from many threads at once.
 */
public interface OciServiceFake {
  /** The names {@link #operation} can give, in Oracle's words; no other service has them. */
  Set<String> operations();

  /** The operation a request asks for, by its head; empty when it is none of this service's. */
  Optional<String> operation(OciRequest head);

  /** Does it. */
  FakeResponse answer(String operation, OciRequest request);

  /**
   * Whether a signature must cover the body. It always must, but for the two operations of Object
   * Storage that take contents.
   */
  default boolean signsBody(String operation) {
    return true;
  }

  /** Whether it is done for callers without a signature. */
  default boolean open(String operation, OciRequest head) {
    return false;
  }

  /** Refuses a content before it is sent, when that was asked for; else does nothing. */
  default void refuseEarly(String operation, OciRequest head) {
    // Most services see a request whole.
  }

  /** Forgets everything. */
  void clear();
}
