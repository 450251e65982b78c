package dev.stowage.fakes.s3;

import dev.stowage.fakes.FakeHeaders;
import dev.stowage.fakes.FakeProtocol;
import dev.stowage.fakes.FakeRequest;
import dev.stowage.fakes.FakeResponse;
import dev.stowage.fakes.Fault;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Puts S3's parts together: reads the call, checks who it is from, does it, answers. */
final class S3Protocol implements FakeProtocol {

  private static final String REQUEST_ID = "x-amz-request-id";

  private final S3Account account;
  private final S3Authentication authentication;
  private final S3Service service;

  S3Protocol(S3Account account, S3Authentication authentication) {
    this.account = account;
    this.authentication = authentication;
    this.service = new S3Service(account, authentication);
  }

  @Override
  public Set<String> operations() {
    return S3Operation.names();
  }

  @Override
  public String operation(FakeRequest head) {
    try {
      return S3Call.of(head, account.settings().domain()).operation().title();
    } catch (S3Error e) {
      return S3Operation.UNKNOWN.title();
    }
  }

  @Override
  public Optional<FakeResponse> refuseEarly(FakeRequest head) {
    try {
      S3Call call = S3Call.of(head, account.settings().domain());
      if (call.operation() != S3Operation.POST_OBJECT) {
        authorized(call, authentication.identify(call));
      }
      if (call.operation() != S3Operation.CREATE_BUCKET && !call.bucket().isEmpty()) {
        account.blobs().atomically(() -> account.bucket(call));
      }
      return Optional.empty();
    } catch (S3Error e) {
      return Optional.of(signed(error(head, e)));
    }
  }

  @Override
  public FakeResponse answer(FakeRequest request) {
    try {
      S3Call call = S3Call.of(request, account.settings().domain());
      S3Identity identity =
          call.operation() == S3Operation.POST_OBJECT
              ? S3Identity.ANONYMOUS
              : authorized(call, authentication.identify(call));
      if (!account.settings().modern() && identity.payload().endsWith("-TRAILER")) {
        throw S3Error.invalidArgument(
            "x-amz-content-sha256", identity.payload(), "This service knows no trailers");
      }
      S3Payload payload = S3Payload.of(call, identity);
      FakeResponse response =
          account.blobs().atomically(() -> service.answer(call, identity, payload));
      boolean charged = call.headerIs("x-amz-request-payer", "requester");
      return signed(charged ? response.with("x-amz-request-charged", "requester") : response);
    } catch (S3Error e) {
      return signed(error(request, e));
    }
  }

  private S3Identity authorized(S3Call call, S3Identity identity) {
    if (!identity.anonymous()) {
      return identity;
    }
    boolean read =
        switch (call.operation()) {
          case GET_OBJECT, HEAD_OBJECT, LIST_OBJECTS, LIST_OBJECTS_V2, HEAD_BUCKET -> true;
          default -> false;
        };
    boolean open =
        account
            .blobs()
            .bucket(call.bucket())
            .filter(b -> b.attributes().containsKey(S3Account.PUBLIC_READ))
            .isPresent();
    if (!read || !open) {
      throw S3Error.accessDenied();
    }
    return identity;
  }

  @Override
  public FakeResponse refusal(FakeRequest request, Fault fault) {
    String code = fault.code().orElse(usualCode(fault.status()));
    S3Error error = new S3Error(fault.status(), code, "Refused by a fault switch.");
    fault
        .retryAfter()
        .ifPresent(wait -> error.header("Retry-After", Long.toString(wait.toSeconds())));
    return signed(error(request, error));
  }

  private static String usualCode(int status) {
    return switch (status) {
      case 400 -> "InvalidRequest";
      case 401, 403 -> "AccessDenied";
      case 404 -> "NoSuchKey";
      case 409 -> "ConditionalRequestConflict";
      case 412 -> "PreconditionFailed";
      case 429 -> "TooManyRequests";
      case 503 -> "SlowDown";
      default -> "InternalError";
    };
  }

  @Override
  public int payloadOffset(FakeRequest request) {
    boolean framed =
        request.header("x-amz-content-sha256").filter(v -> v.startsWith("STREAMING-")).isPresent();
    if (!framed) {
      return 0;
    }
    byte[] body = request.body();
    int at = 0;
    while (at < body.length && body[at] != '\n') {
      at++;
    }
    return Math.min(at + 1, body.length);
  }

  private FakeResponse error(FakeRequest request, S3Error error) {
    FakeResponse response;
    String id = requestId();
    if (request.method().equals("HEAD")) {
      response = FakeResponse.of(error.status()).with("Content-Type", "application/xml");
    } else {
      S3Xml xml = S3Xml.error().leaf("Code", error.code());
      xml.leaf("Message", String.valueOf(error.getMessage()));
      for (String[] element : error.elements()) {
        xml.leaf(element[0], element[1]);
      }
      xml.leaf("Resource", request.path()).leaf("RequestId", id);
      response = xml.response(error.status(), "Error");
    }
    for (FakeHeaders.Line line : error.headers().lines()) {
      response = response.with(line.name(), line.value());
    }
    return response.with(REQUEST_ID, id);
  }

  private String requestId() {
    return account.newId().substring(0, 16).toUpperCase(Locale.ROOT);
  }

  /** Adds what every answer has. */
  private FakeResponse signed(FakeResponse response) {
    boolean named = response.headers().has(REQUEST_ID);
    return (named ? response : response.with(REQUEST_ID, requestId()))
        .with("x-amz-id-2", account.newId())
        .with("Date", S3Text.httpDate(account.now()))
        .with("Server", "AmazonS3");
  }
}
