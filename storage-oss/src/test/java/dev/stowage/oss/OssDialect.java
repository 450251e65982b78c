package dev.stowage.oss;

import dev.stowage.conformance.blob.Operation;
import dev.stowage.conformance.wire.WireDialect;
import dev.stowage.fakes.FakeRequest;
import dev.stowage.fakes.Fault;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The requests and errors of OSS, about one bucket. */
final class OssDialect implements WireDialect {
  private final String bucket;

  /** Only requests about this bucket go wrong: other cases may have others. */
  OssDialect(String bucket) {
    this.bucket = "/" + bucket;
  }

  @Override
  public Optional<Operation> operation(FakeRequest head) {
    return head.path().startsWith(bucket) ? named(head) : Optional.empty();
  }

  /** An error behind the 200 of a bulk delete is about all of it. */
  @Override
  public Set<Operation> above(dev.stowage.conformance.blob.Fault fault, Set<Operation> operations) {
    return Set.of();
  }

  @Override
  public Fault unauthenticated() {
    return Fault.refusal(403, "InvalidAccessKeyId");
  }

  @Override
  public Fault noContainer() {
    return Fault.refusal(404, "NoSuchBucket");
  }

  /** The code that OSS has for a status. */
  @Override
  public String code(int status) {
    return switch (status) {
      case 400 -> "InvalidArgument";
      case 401 -> "Unauthorized";
      case 403 -> "AccessDenied";
      case 404 -> "NoSuchKey";
      case 408 -> "RequestTimeout";
      case 409 -> "BucketNotEmpty";
      case 412 -> "PreconditionFailed";
      case 416 -> "InvalidRange";
      case 429 -> "TooManyRequests";
      case 500 -> "InternalError";
      default -> "ServiceUnavailable";
    };
  }

  private static Optional<Operation> named(FakeRequest head) {
    String path = head.path();
    boolean blob = path.indexOf('/', 1) > 0 && path.indexOf('/', 1) < path.length() - 1;
    List<String> names =
        List.of(head.query().split("&")).stream().map(p -> p.split("=", 2)[0]).toList();
    return switch (head.method()) {
      case "HEAD" -> Optional.of(Operation.HEAD);
      case "GET" -> blob ? Optional.of(read(names)) : listing(names);
      case "PUT" -> Optional.of(write(head, names));
      case "POST" -> Optional.of(post(names));
      default -> Optional.of(delete(names));
    };
  }

  private static Operation post(List<String> names) {
    if (names.contains("append")) {
      return Operation.APPEND;
    }
    return names.contains("uploads")
        ? Operation.START_UPLOAD
        : names.contains("uploadId") ? Operation.COMPLETE_UPLOAD : Operation.BULK_DELETE;
  }

  private static Operation read(List<String> names) {
    return names.contains("uploadId") ? Operation.LIST_PARTS : Operation.GET;
  }

  /** Whether a bucket keeps versions is asked beside the operations of the kit. */
  private static Optional<Operation> listing(List<String> names) {
    if (names.contains("versioning")) {
      return Optional.empty();
    }
    if (names.contains("bucketInfo")) {
      return Optional.of(Operation.CHECK);
    }
    return Optional.of(
        names.contains("versions")
            ? Operation.LIST_VERSIONS
            : names.contains("uploads") ? Operation.LIST_UPLOADS : Operation.LIST);
  }

  private static Operation write(FakeRequest head, List<String> names) {
    return names.contains("uploadId")
        ? Operation.PUT_PART
        : head.header("x-oss-copy-source").isPresent() ? Operation.COPY : Operation.PUT;
  }

  private static Operation delete(List<String> names) {
    return names.contains("uploadId")
        ? Operation.ABORT_UPLOAD
        : names.contains("versionId") ? Operation.DELETE_VERSION : Operation.DELETE;
  }
}
