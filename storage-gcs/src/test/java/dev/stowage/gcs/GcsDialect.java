package dev.stowage.gcs;

import dev.stowage.conformance.blob.Operation;
import dev.stowage.conformance.wire.WireDialect;
import dev.stowage.fakes.FakeRequest;
import dev.stowage.fakes.Fault;
import java.util.List;
import java.util.Optional;

/** The requests and errors of Google Cloud Storage, about one bucket. */
final class GcsDialect implements WireDialect {
  private final String bucket;

  /** Only requests about this bucket go wrong: other cases may have others. */
  GcsDialect(String bucket) {
    this.bucket = bucket;
  }

  @Override
  public Optional<Operation> operation(FakeRequest head) {
    String path = head.path();
    if (path.startsWith("/batch/")) {
      return Optional.of(Operation.BULK_DELETE);
    }
    List<String> names =
        List.of(head.query().split("&")).stream().map(p -> p.split("=", 2)[0]).toList();
    String json = "/storage/v1/b/" + bucket + "/o";
    int at = path.indexOf(json);
    if (at >= 0) {
      return Optional.ofNullable(json(head, path.substring(at + json.length()), names));
    }
    return path.equals("/" + bucket) || path.startsWith("/" + bucket + "/")
        ? Optional.ofNullable(xml(head, path.length() <= bucket.length() + 2, names))
        : Optional.empty();
  }

  private static Operation json(FakeRequest head, String rest, List<String> names) {
    if (head.path().startsWith("/upload/")) {
      return Operation.PUT;
    }
    if (rest.isEmpty()) {
      return names.contains("versions")
          ? Operation.LIST_VERSIONS
          : head.query().contains("maxResults=1&fields=nextPageToken")
                  || head.query().contains("fields=nextPageToken&maxResults=1")
              ? Operation.CHECK
              : Operation.LIST;
    }
    return switch (head.method()) {
      case "GET" -> names.contains("alt") ? Operation.GET : Operation.HEAD;
      case "DELETE" -> names.contains("generation") ? Operation.DELETE_VERSION : Operation.DELETE;
      // What puts an upload under a condition in its place ends it.
      case "POST" -> rest.startsWith("/.stowage") ? Operation.COMPLETE_UPLOAD : Operation.COPY;
      default -> null;
    };
  }

  private static Operation xml(FakeRequest head, boolean ofBucket, List<String> names) {
    if (ofBucket) {
      return names.contains("uploads") ? Operation.LIST_UPLOADS : null;
    }
    boolean part = names.contains("uploadId");
    return switch (head.method()) {
      case "GET" -> part ? Operation.LIST_PARTS : Operation.GET;
      case "PUT" -> part ? Operation.PUT_PART : Operation.PUT;
      case "POST" -> names.contains("uploads") ? Operation.START_UPLOAD : Operation.COMPLETE_UPLOAD;
      case "DELETE" -> part ? Operation.ABORT_UPLOAD : Operation.DELETE;
      default -> null;
    };
  }

  @Override
  public Fault noContainer() {
    return Fault.refusal(404, "noBucket");
  }

  /** Nearly every status has a usual reason in both APIs; that of 409 is a passing one. */
  @Override
  public String code(int status) {
    return status == 409 ? "BucketNotEmpty" : "";
  }
}
