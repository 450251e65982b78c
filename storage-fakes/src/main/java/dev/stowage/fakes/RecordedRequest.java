package dev.stowage.fakes;

import java.util.List;

/**
 * One request in the journal.
 *
 * @param operation the operation in the vendor's words
 * @param connection the number of the connection it came on; equal numbers mean a reused connection
 * @param status the status sent; 0 if none was, or not yet
 * @param requestBytes bytes of the body received, as framed by the client
 * @param responseBytes bytes of the body sent
 * @param faults what broke it
 */
public record RecordedRequest(
    String operation,
    String method,
    String path,
    String query,
    FakeHeaders headers,
    long connection,
    int status,
    long requestBytes,
    long responseBytes,
    List<FaultKind> faults) {

  public RecordedRequest {
    faults = List.copyOf(faults);
  }

  /** Without query and headers: they can hold signatures. */
  @Override
  public String toString() {
    return operation
        + " "
        + method
        + " "
        + path
        + " -> "
        + status
        + " ("
        + requestBytes
        + " in, "
        + responseBytes
        + " out"
        + (faults.isEmpty() ? "" : ", " + faults)
        + ")";
  }
}
