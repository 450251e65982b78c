package dev.stowage.swift;

import dev.stowage.conformance.blob.Fault;
import dev.stowage.conformance.blob.Operation;
import dev.stowage.conformance.wire.WireDialect;
import dev.stowage.fakes.FakeRequest;
import java.util.Optional;
import java.util.Set;

/** The requests of Swift about one container, and the one that holds its segments. */
final class SwiftDialect implements WireDialect {
  private final String container;
  private final String start;

  /**
   * Only requests about this container go wrong: other cases may have others.
   *
   * @param start what the name of the container of segments starts with
   */
  SwiftDialect(String container, String start) {
    this.container = container;
    this.start = start;
  }

  @Override
  public Optional<Operation> operation(FakeRequest head) {
    String path = head.path().replaceFirst("^/v1/[^/]+/?", "");
    if (head.query().contains("bulk-delete")) {
      return Optional.of(Operation.BULK_DELETE);
    }
    if (path.equals(container)) {
      return Optional.ofNullable(
          switch (head.method()) {
            case "HEAD" -> Operation.CHECK;
            case "GET" -> Operation.LIST;
            default -> null;
          });
    }
    if (path.startsWith(container + "/")) {
      return Optional.ofNullable(object(head));
    }
    boolean segments = path.startsWith(start) && path.contains("_segments");
    return segments ? Optional.ofNullable(segment(head, path)) : Optional.empty();
  }

  private static Operation object(FakeRequest head) {
    boolean manifest = head.query().contains("multipart-manifest");
    return switch (head.method()) {
      case "HEAD" -> Operation.HEAD;
      case "GET" -> manifest ? null : Operation.GET;
      case "PUT" -> manifest ? Operation.COMPLETE_UPLOAD : Operation.PUT;
      case "COPY" -> Operation.COPY;
      case "DELETE" -> Operation.DELETE;
      default -> null;
    };
  }

  private static Operation segment(FakeRequest head, String path) {
    boolean note = path.contains("/" + SegmentNames.NOTES);
    if (path.indexOf('/') < 0) {
      return !head.method().equals("GET")
          ? null
          : head.query().contains("stowage-uploads")
              ? Operation.LIST_UPLOADS
              : Operation.LIST_PARTS;
    }
    return switch (head.method()) {
      case "PUT" -> note ? Operation.START_UPLOAD : Operation.PUT_PART;
      case "DELETE" -> note ? Operation.ABORT_UPLOAD : null;
      default -> null;
    };
  }

  /**
   * Swift knows errors behind a 200 in bulk deletes only, which the driver sends for segments too;
   * and every page of a listing is full.
   */
  @Override
  public Set<Operation> above(Fault fault, Set<Operation> operations) {
    return fault == Fault.ERROR_IN_200 || fault == Fault.SHORT_PAGE ? operations : Set.of();
  }

  /** A token that is refused is renewed once. */
  @Override
  public int timesUntilSeen(int status) {
    return status == 401 ? 2 : 1;
  }

  /** Statuses are all that Swift says. */
  @Override
  public String code(int status) {
    return "";
  }
}
