package dev.stowage.s3;

import dev.stowage.conformance.blob.Fault;
import dev.stowage.conformance.blob.Faults;
import dev.stowage.conformance.blob.Operation;
import dev.stowage.fakes.ArmedFault;
import dev.stowage.fakes.FakeRequest;
import dev.stowage.fakes.FaultSwitches;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The kit's faults as those of a fake; what happens before a request reaches it stays above. */
final class WireFaults implements Faults {
  private static final int SOME = 1000;

  private final Faults above;
  private final FaultSwitches wire;
  private final String bucket;
  private int firedBefore;

  /** Only requests about this bucket go wrong: other cases may have others. */
  WireFaults(Faults above, FaultSwitches wire, String bucket) {
    this.above = above;
    this.wire = wire;
    this.bucket = "/" + bucket;
  }

  @Override
  public void next(Fault fault, Operation... operations) {
    Optional<dev.stowage.fakes.Fault> broken = onWire(fault);
    if (broken.isPresent()) {
      on(operations).arm(broken.get());
      if (wholeRefusal(fault, operations)) {
        above.next(fault, Operation.BULK_DELETE);
      }
    } else {
      above.next(fault, operations);
    }
  }

  @Override
  public void always(Fault fault, Operation... operations) {
    Optional<dev.stowage.fakes.Fault> broken = onWire(fault);
    if (broken.isPresent()) {
      on(operations).always().arm(broken.get());
      if (wholeRefusal(fault, operations)) {
        above.always(fault, Operation.BULK_DELETE);
      }
    } else {
      above.always(fault, operations);
    }
  }

  /** The fake's bulk delete refuses key by key, and those are tried again one by one. */
  private static boolean wholeRefusal(Fault fault, Operation... operations) {
    return fault == Fault.ERROR_IN_200 && List.of(operations).contains(Operation.BULK_DELETE);
  }

  @Override
  public void nextStatus(int status, Operation operation) {
    on(operation).arm(dev.stowage.fakes.Fault.refusal(status, code(status)));
  }

  /** The code that S3 has for a status. */
  private static String code(int status) {
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

  @Override
  public void before(Operation operation, Runnable action) {
    above.before(operation, action);
  }

  @Override
  public void clear() {
    firedBefore += onWire();
    wire.clear();
    above.clear();
  }

  @Override
  public int fired() {
    return above.fired() + firedBefore + onWire();
  }

  private int onWire() {
    return wire.armed().stream().mapToInt(ArmedFault::fired).sum();
  }

  private FaultSwitches.Trigger on(Operation... operations) {
    Set<Operation> wanted = Set.of(operations);
    return wire.onAny()
        .when(head -> head.path().startsWith(bucket) && wanted.contains(operation(head)));
  }

  private static Optional<dev.stowage.fakes.Fault> onWire(Fault fault) {
    return switch (fault) {
      case REFUSED, NO_HOST, TLS, ONE_FAILS, EMPTY_PAGE -> Optional.empty();
      case RESET -> Optional.of(dev.stowage.fakes.Fault.resetBeforeBody());
      case UNAVAILABLE -> Optional.of(dev.stowage.fakes.Fault.refusal(503, code(503)));
      case THROTTLED -> Optional.of(dev.stowage.fakes.Fault.tooManyRequests(Duration.ofSeconds(7)));
      case CONFLICT -> Optional.of(dev.stowage.fakes.Fault.conflictInProgress());
      case UNAUTHENTICATED ->
          Optional.of(dev.stowage.fakes.Fault.refusal(403, "InvalidAccessKeyId"));
      case DENIED -> Optional.of(dev.stowage.fakes.Fault.refusal(403, "AccessDenied"));
      case NO_CONTAINER -> Optional.of(dev.stowage.fakes.Fault.refusal(404, "NoSuchBucket"));
      case ERROR_IN_200 -> Optional.of(dev.stowage.fakes.Fault.errorInside200());
      case HALF_BODY -> Optional.of(dev.stowage.fakes.Fault.resetDuringBody(SOME));
      case LOST_RESPONSE -> Optional.of(dev.stowage.fakes.Fault.lostResponse());
      case FLIPPED_STORED -> Optional.of(dev.stowage.fakes.Fault.flippedStoredBit(0));
      case RESET_READ -> Optional.of(dev.stowage.fakes.Fault.resetDuringResponse(SOME));
      case TRUNCATED_READ -> Optional.of(dev.stowage.fakes.Fault.hardTruncation(SOME));
      case FLIPPED_READ -> Optional.of(dev.stowage.fakes.Fault.flippedResponseBit(0));
      case SLOW_READ -> Optional.of(dev.stowage.fakes.Fault.dribble());
      case SHORT_PAGE -> Optional.of(dev.stowage.fakes.Fault.shortPage(1));
    };
  }

  private static Operation operation(FakeRequest head) {
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
