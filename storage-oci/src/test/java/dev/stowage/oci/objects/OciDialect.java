package dev.stowage.oci.objects;

import dev.stowage.conformance.blob.Operation;
import dev.stowage.conformance.wire.WireDialect;
import dev.stowage.fakes.FakeRequest;
import dev.stowage.fakes.Fault;
import java.util.Optional;

/** The requests and errors of Object Storage, about one bucket. */
final class OciDialect implements WireDialect {
  private final String bucket;

  /** Only requests about this bucket go wrong: other cases may have others. */
  OciDialect(String namespace, String bucket) {
    this.bucket = "/n/" + namespace + "/b/" + bucket;
  }

  @Override
  public Optional<Operation> operation(FakeRequest head) {
    return head.path().startsWith(bucket)
        ? Optional.ofNullable(named(head, head.path().substring(bucket.length())))
        : Optional.empty();
  }

  @Override
  public Fault noContainer() {
    return Fault.refusal(404, "BucketNotFound");
  }

  @Override
  public String code(int status) {
    return switch (status) {
      case 400 -> "InvalidParameter";
      case 401 -> "NotAuthenticated";
      case 403 -> "NotAuthorized";
      case 404 -> "ObjectNotFound";
      case 408 -> "RequestTimeout";
      case 409 -> "Conflict";
      case 412 -> "IfMatchFailed";
      case 416 -> "InvalidRange";
      case 429 -> "TooManyRequests";
      case 500 -> "InternalServerError";
      default -> "ServiceUnavailable";
    };
  }

  private static Operation named(FakeRequest head, String rest) {
    String method = head.method();
    if (rest.isEmpty()) {
      return method.equals("HEAD") ? Operation.CHECK : null;
    }
    return switch (rest.split("/", -1)[1]) {
      case "o" -> object(head, rest.equals("/o"));
      case "u" -> upload(head, rest.equals("/u"));
      case "p" -> Operation.SIGN;
      case "objectversions" -> Operation.LIST_VERSIONS;
      case "actions" -> rest.endsWith("/copyObject") ? Operation.COPY : Operation.BULK_DELETE;
      default -> null;
    };
  }

  private static Operation object(FakeRequest head, boolean all) {
    return switch (head.method()) {
      case "GET" -> all ? Operation.LIST : Operation.GET;
      case "HEAD" -> Operation.HEAD;
      case "PUT" -> Operation.PUT;
      default -> head.query().contains("versionId=") ? Operation.DELETE_VERSION : Operation.DELETE;
    };
  }

  private static Operation upload(FakeRequest head, boolean all) {
    return switch (head.method()) {
      case "GET" -> all ? Operation.LIST_UPLOADS : Operation.LIST_PARTS;
      case "PUT" -> Operation.PUT_PART;
      case "POST" -> all ? Operation.START_UPLOAD : Operation.COMPLETE_UPLOAD;
      default -> Operation.ABORT_UPLOAD;
    };
  }
}
