package dev.stowage.fakes.oss;

import dev.stowage.fakes.FakeHeaders;
import dev.stowage.fakes.FakeProtocol;
import dev.stowage.fakes.FakeRequest;
import dev.stowage.fakes.FakeResponse;
import dev.stowage.fakes.Fault;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Puts the parts of the object store together, and lets the two other services answer theirs. */
final class OssProtocol implements FakeProtocol {
  private static final String REQUEST_ID = "x-oss-request-id";

  private final OssAccount account;
  private final OssAuthentication authentication;
  private final OssService service;
  private final AcsProtocol acs;

  OssProtocol(
      OssAccount account, OssTasks tasks, OssAuthentication authentication, AcsProtocol acs) {
    this.account = account;
    this.authentication = authentication;
    this.service = new OssService(account, tasks, authentication);
    this.acs = acs;
  }

  @Override
  public Set<String> operations() {
    Set<String> all = new LinkedHashSet<>(OssOperation.names());
    all.addAll(AcsOperation.names());
    return all;
  }

  @Override
  public String operation(FakeRequest head) {
    if (AcsProtocol.takes(head)) {
      return acs.operation(head).title();
    }
    try {
      return OssCall.of(head, account.settings().domain()).operation().title();
    } catch (OssError e) {
      return OssOperation.UNKNOWN.title();
    }
  }

  @Override
  public Optional<FakeResponse> refuseEarly(FakeRequest head) {
    if (AcsProtocol.takes(head)) {
      return Optional.empty();
    }
    try {
      OssCall call = OssCall.of(head, account.settings().domain());
      if (call.operation() != OssOperation.POST_OBJECT) {
        authorized(call);
      }
      if (call.operation() != OssOperation.PUT_BUCKET && !call.bucket().isEmpty()) {
        account.blobs().atomically(() -> account.bucket(call));
      }
      return Optional.empty();
    } catch (OssError e) {
      return Optional.of(signed(error(head, e)));
    }
  }

  @Override
  public FakeResponse answer(FakeRequest request) {
    if (AcsProtocol.takes(request)) {
      return acs.answer(request);
    }
    try {
      OssCall call = OssCall.of(request, account.settings().domain());
      String who = call.operation() == OssOperation.POST_OBJECT ? "form" : authorized(call);
      return signed(account.blobs().atomically(() -> service.answer(call, who.isEmpty())));
    } catch (OssError e) {
      return signed(error(request, e));
    }
  }

  private String authorized(OssCall call) {
    String who = authentication.identify(call);
    if (who.isEmpty()) {
      boolean read =
          switch (call.operation()) {
            case GET_OBJECT, HEAD_OBJECT, LIST_OBJECTS, LIST_OBJECTS_V2 -> true;
            default -> false;
          };
      boolean open =
          account
              .blobs()
              .bucket(call.bucket())
              .filter(b -> b.attributes().containsKey(OssAccount.PUBLIC_READ))
              .isPresent();
      if (!read || !open) {
        throw OssError.accessDenied(
            "You have no right to access this object because of bucket acl.");
      }
    }
    return who;
  }

  @Override
  public FakeResponse refusal(FakeRequest request, Fault fault) {
    if (AcsProtocol.takes(request)) {
      return acs.refusal(request, fault);
    }
    String code = fault.code().orElse(usualCode(fault.status()));
    OssError error = new OssError(fault.status(), code, "Refused by a fault switch.");
    fault
        .retryAfter()
        .ifPresent(wait -> error.header("Retry-After", Long.toString(wait.toSeconds())));
    return signed(error(request, error));
  }

  private static String usualCode(int status) {
    return switch (status) {
      case 400 -> "InvalidArgument";
      case 401, 403 -> "AccessDenied";
      case 404 -> "NoSuchKey";
      case 409 -> "OperationConflict";
      case 412 -> "PreconditionFailed";
      case 429 -> "TooManyRequests";
      case 503 -> "ServiceUnavailable";
      default -> "InternalError";
    };
  }

  /** The refusal of a HEAD carries its document in a header. */
  private FakeResponse error(FakeRequest request, OssError error) {
    String id = account.newId();
    OssXml xml = OssXml.document("Error").leaf("Code", error.code());
    xml.leaf("Message", String.valueOf(error.getMessage())).leaf("RequestId", id);
    xml.leaf("HostId", request.header("Host").orElse(""));
    for (String[] element : error.elements()) {
      xml.leaf(element[0], element[1]);
    }
    xml.leaf("EC", "0000-00000000");
    FakeResponse response;
    if (request.method().equals("HEAD")) {
      String document = Base64.getEncoder().encodeToString(xml.bytes("Error"));
      response = FakeResponse.of(error.status()).with("x-oss-err", document);
    } else if (error.status() == 304) {
      response = FakeResponse.of(304);
    } else {
      response = xml.response(error.status(), "Error");
    }
    for (FakeHeaders.Line line : error.headers().lines()) {
      response = response.with(line.name(), line.value());
    }
    return response.with("x-oss-ec", "0000-00000000").with(REQUEST_ID, id);
  }

  /** Adds what every answer has. */
  private FakeResponse signed(FakeResponse response) {
    boolean named = response.headers().has(REQUEST_ID);
    return (named ? response : response.with(REQUEST_ID, account.newId()))
        .with("x-oss-server-time", "1")
        .with("Date", OssText.httpDate(account.now()))
        .with("Server", "AliyunOSS");
  }
}
