package dev.stowage.fakes.s3;

import dev.stowage.fakes.FakeRequest;
import dev.stowage.fakes.FakeResponse;
import dev.stowage.fakes.FaultClaim;
import dev.stowage.fakes.FaultKind;
import java.util.Optional;

/** The error document that S3 can put behind a status it has already sent. */
final class S3Inside200 {

  private S3Inside200() {}

  /** The document, if a fault asks for it. */
  static Optional<FakeResponse> error(FakeRequest request) {
    Optional<FaultClaim> claim = request.fault(FaultKind.ERROR_INSIDE_200);
    claim.ifPresent(FaultClaim::fire);
    return claim.map(
        due ->
            S3Xml.error()
                .leaf("Code", due.fault().code().orElse("InternalError"))
                .leaf("Message", "We encountered an internal error. Please try again.")
                .response(200, "Error"));
  }
}
