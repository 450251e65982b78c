package dev.stowage.fakes;

import java.util.Optional;
import java.util.Set;

/**
 * One cloud's wire protocol: what a fake puts behind the framework. Called from many threads at
 * once.
 */
public interface FakeProtocol {

  /** The names {@link #operation} can give, in the vendor's words. */
  Set<String> operations();

  /** Names the operation a request asks for; the body is not there yet. Never throws. */
  String operation(FakeRequest head);

  /**
   * Refuses a request that waits for {@code 100 Continue}, before its body is sent. Empty lets the
   * body come.
   */
  default Optional<FakeResponse> refuseEarly(FakeRequest head) {
    return Optional.empty();
  }

  /** Answers a request. Errors of the protocol are answers too; what is thrown becomes a 500. */
  FakeResponse answer(FakeRequest request);

  /** An error answer in the protocol's form, for a fault switch. */
  FakeResponse refusal(FakeRequest request, Fault fault);

  /** Where the payload begins in a request body that has a framing of its own. */
  default int payloadOffset(FakeRequest request) {
    return 0;
  }
}
