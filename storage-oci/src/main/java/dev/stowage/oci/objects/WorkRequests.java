package dev.stowage.oci.objects;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.oci.OciCall;
import dev.stowage.oci.OciText;
import dev.stowage.oci.OciWire;
import dev.stowage.spi.CallScope;
import java.io.IOException;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** What the service accepts and does later. */
final class WorkRequests {
  private static final long FIRST_WAIT = 20;
  private static final long LONGEST_WAIT = 2_000;

  private final OciWire wire;

  WorkRequests(OciWire wire) {
    this.wire = wire;
  }

  /** Returns when it is done; the deadline of the call ends the waiting, not the work. */
  void await(String id) throws IOException {
    String path = "/workRequests/" + OciText.segment(id);
    for (long wait = FIRST_WAIT; ; wait = Math.min(2 * wait, LONGEST_WAIT)) {
      String status = wire.document(OciCall.of("GET", path)).path("status").asText("");
      switch (status) {
        case "COMPLETED" -> {
          return;
        }
        case "FAILED", "CANCELED", "CANCELING" -> throw failure(path, status);
        default -> pause(wait, id);
      }
    }
  }

  private RuntimeException failure(String path, String status) throws IOException {
    JsonNode errors = wire.document(OciCall.of("GET", path + "/errors"));
    JsonNode list = errors.isArray() ? errors : errors.path("items");
    JsonNode last = list.path(list.size() - 1);
    return ObjectFailures.ofWork(
        last.path("code").asText("InternalServerError"),
        last.path("message").asText("the work request ended as " + status));
  }

  private static void pause(long millis, String id) {
    long nanos = TimeUnit.MILLISECONDS.toNanos(millis);
    OptionalLong deadline = CallScope.deadline();
    if (deadline.isPresent() && deadline.getAsLong() - System.nanoTime() < nanos) {
      throw StorageException.of(
          ErrorCode.DEADLINE_EXCEEDED, "the service is still copying; its work request is " + id);
    }
    try {
      TimeUnit.NANOSECONDS.sleep(nanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw StorageException.builder(
              ErrorCode.CANCELLED, "the calling thread was interrupted; the work request is " + id)
          .cause(e)
          .build();
    }
  }
}
