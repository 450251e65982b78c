package dev.stowage.s3;

import dev.stowage.conformance.blob.Operation;
import dev.stowage.conformance.wire.WireDialect;
import dev.stowage.fakes.FakeRequest;
import dev.stowage.fakes.Fault;
import java.util.List;
import java.util.Optional;

/** The requests and errors of S3, about one bucket. */
final class S3Dialect implements WireDialect {
  private final String bucket;

  /** Only requests about this bucket go wrong: other cases may have others. */
  S3Dialect(String bucket) {
    this.bucket = "/" + bucket;
  }

  @Override
  public Optional<Operation> operation(FakeRequest head) {
    return head.path().startsWith(bucket) ? Optional.of(named(head)) : Optional.empty();
  }

  @Override
  public Fault unauthenticated() {
    return Fault.refusal(403, "InvalidAccessKeyId");
  }

  @Override
  public Fault noContainer() {
    return Fault.refusal(404, "NoSuchBucket");
  }

  /** The code that S3 has for a status. */
  @Override
  public String code(int status) {
    return switch (status) {
      case 400 -> "InvalidRequest";
      case 401 -> "Unauthorized";
      case 403 -> "AccessDenied";
      case 404 -> "NoSuchKey";
      case 408 -> "RequestTimeout";
      case 409 -> "InvalidBucketState";
      case 412 -> "PreconditionFailed";
      case 416 -> "InvalidRange";
      case 429 -> "TooManyRequests";
      case 500 -> "InternalError";
      default -> "ServiceUnavailable";
    };
  }

  private static Operation named(FakeRequest head) {
    String path = head.path();
    boolean blob = path.indexOf('/', 1) > 0 && path.indexOf('/', 1) < path.length() - 1;
    List<String> names =
        List.of(head.query().split("&")).stream().map(p -> p.split("=", 2)[0]).toList();
    return switch (head.method()) {
      case "HEAD" -> blob ? Operation.HEAD : Operation.CHECK;
      case "GET" -> blob ? read(names) : listing(names);
      case "PUT" -> write(head, names);
      case "POST" ->
          names.contains("uploads")
              ? Operation.START_UPLOAD
              : names.contains("uploadId") ? Operation.COMPLETE_UPLOAD : Operation.BULK_DELETE;
      default -> delete(names);
    };
  }

  private static Operation read(List<String> names) {
    return names.contains("uploadId") ? Operation.LIST_PARTS : Operation.GET;
  }

  private static Operation listing(List<String> names) {
    return names.contains("versions")
        ? Operation.LIST_VERSIONS
        : names.contains("uploads") ? Operation.LIST_UPLOADS : Operation.LIST;
  }

  private static Operation write(FakeRequest head, List<String> names) {
    return names.contains("uploadId")
        ? Operation.PUT_PART
        : head.header("x-amz-copy-source").isPresent() ? Operation.COPY : Operation.PUT;
  }

  private static Operation delete(List<String> names) {
    return names.contains("uploadId")
        ? Operation.ABORT_UPLOAD
        : names.contains("versionId") ? Operation.DELETE_VERSION : Operation.DELETE;
  }
}
