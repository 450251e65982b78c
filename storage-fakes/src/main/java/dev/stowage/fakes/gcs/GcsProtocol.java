package dev.stowage.fakes.gcs;

import dev.stowage.fakes.FakeBucket;
import dev.stowage.fakes.FakeHeaders;
import dev.stowage.fakes.FakeProtocol;
import dev.stowage.fakes.FakeRequest;
import dev.stowage.fakes.FakeResponse;
import dev.stowage.fakes.Fault;
import dev.stowage.fakes.FaultClaim;
import dev.stowage.fakes.FaultKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/** Puts the parts together: reads the call, checks who it is from, does it, answers. */
final class GcsProtocol implements FakeProtocol {

  private final GcsState state;
  private final GcsAuthentication authentication;
  private final GcsService service;
  private final GcsBatch batch;

  GcsProtocol(GcsState state, GcsAuthentication authentication, GcsTokens tokens) {
    this.state = state;
    this.authentication = authentication;
    this.service = new GcsService(state, authentication, tokens);
    this.batch = new GcsBatch(this::answer);
  }

  @Override
  public Set<String> operations() {
    return GcsOperation.names();
  }

  @Override
  public String operation(FakeRequest head) {
    try {
      return GcsCall.of(head).operation().title();
    } catch (GcsError e) {
      return GcsOperation.UNKNOWN.title();
    }
  }

  @Override
  public Optional<FakeResponse> refuseEarly(FakeRequest head) {
    try {
      GcsCall call = GcsCall.of(head);
      authorize(call);
      if (!call.bucket().isEmpty()) {
        state.blobs().atomically(() -> state.bucket(call));
      }
      return Optional.empty();
    } catch (GcsError e) {
      return Optional.of(named(error(head, jsonErrors(head), e)));
    }
  }

  @Override
  public FakeResponse answer(FakeRequest sent) {
    FakeRequest request = sent;
    try {
      request = unpacked(sent);
      GcsCall call = GcsCall.of(request);
      boolean anonymous = authorize(call);
      if (call.operation() == GcsOperation.BATCH) {
        return named(batch.answer(call));
      }
      Optional<FaultClaim> inside = request.fault(FaultKind.ERROR_INSIDE_200);
      if (inside.isPresent()) {
        inside.get().fire();
        GcsError failed =
            new GcsError(500, "backendError", "InternalError", "We encountered an internal error.");
        FakeResponse error = error(request, call.json(), failed);
        return named(
            FakeResponse.of(200)
                .with("Content-Type", error.headers().first("Content-Type").orElse(""))
                .withBody(error.body()));
      }
      return named(state.blobs().atomically(() -> service.answer(call, anonymous)));
    } catch (GcsError e) {
      return named(error(request, jsonErrors(request), e));
    }
  }

  /** The JSON API takes packed requests; through the XML API the coding is the object's own. */
  private static FakeRequest unpacked(FakeRequest request) {
    boolean packed =
        jsonErrors(request)
            && request.header("Content-Encoding").filter("gzip"::equals).isPresent();
    if (!packed) {
      return request;
    }
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(request.body()))) {
      return request.withBody(in.readAllBytes());
    } catch (IOException e) {
      throw GcsError.invalid("The body is not packed as its Content-Encoding says.");
    }
  }

  /** Returns whether the caller is anonymous, where that is allowed. */
  private boolean authorize(GcsCall call) {
    boolean free =
        switch (call.operation()) {
          case TOKEN, STS, METADATA, POST_OBJECT, RESUMABLE_CHUNK, RESUMABLE_CANCEL -> true;
          default -> false;
        };
    // A session's URI is its own permission.
    if (free) {
      return call.operation() != GcsOperation.RESUMABLE_CHUNK;
    }
    boolean anonymous = authentication.anonymous(call);
    if (anonymous && !mayRead(call)) {
      throw GcsError.anonymous();
    }
    return anonymous;
  }

  private boolean mayRead(GcsCall call) {
    boolean read =
        call.operation() == GcsOperation.OBJECTS_GET
            || call.operation() == GcsOperation.OBJECTS_LIST;
    Optional<FakeBucket> bucket = state.blobs().bucket(call.bucket());
    return read && bucket.filter(b -> b.attributes().containsKey(GcsState.PUBLIC_READ)).isPresent();
  }

  private static boolean jsonErrors(FakeRequest request) {
    try {
      return GcsCall.of(request).json();
    } catch (GcsError e) {
      return request.path().contains("/storage/v1/");
    }
  }

  @Override
  public FakeResponse refusal(FakeRequest request, Fault fault) {
    return named(error(request, jsonErrors(request), refused(fault)));
  }

  /** What a fault switch says, in the usual words of its status unless it has its own. */
  static GcsError refused(Fault fault) {
    String usual = usualReason(fault.status());
    String reason = fault.code().orElse(usual);
    GcsError error =
        new GcsError(
            fault.status(),
            reason,
            fault.code().orElse(usualCode(fault.status())),
            reason.equals("noBucket")
                ? "The specified bucket does not exist."
                : "Refused by a fault switch.");
    fault
        .retryAfter()
        .ifPresent(wait -> error.header("Retry-After", Long.toString(wait.toSeconds())));
    return error;
  }

  private static String usualReason(int status) {
    return switch (status) {
      case 400 -> "invalid";
      case 401 -> "authError";
      case 403 -> "forbidden";
      case 404 -> "notFound";
      case 408 -> "requestTimeout";
      case 409 -> "conflict";
      case 412 -> "conditionNotMet";
      case 416 -> "requestedRangeNotSatisfiable";
      case 429 -> "rateLimitExceeded";
      default -> "backendError";
    };
  }

  private static String usualCode(int status) {
    return switch (status) {
      case 400 -> "InvalidArgument";
      case 401 -> "AuthenticationRequired";
      case 403 -> "AccessDenied";
      case 404 -> "NoSuchKey";
      case 408 -> "RequestTimeout";
      case 409 -> "OperationAborted";
      case 412 -> "PreconditionFailed";
      case 416 -> "InvalidRange";
      case 429 -> "SlowDown";
      case 500 -> "InternalError";
      default -> "ServiceUnavailable";
    };
  }

  @Override
  public int payloadOffset(FakeRequest request) {
    boolean related =
        request.header("Content-Type").filter(t -> t.startsWith("multipart/related")).isPresent();
    if (!related) {
      return 0;
    }
    // The bytes begin behind the second empty line.
    String text = new String(request.body(), java.nio.charset.StandardCharsets.ISO_8859_1);
    int first = text.indexOf("\r\n\r\n");
    int second = first < 0 ? -1 : text.indexOf("\r\n\r\n", first + 4);
    return second < 0 ? 0 : second + 4;
  }

  /** An error answer in the form of either API. */
  static FakeResponse error(FakeRequest request, boolean json, GcsError error) {
    FakeResponse response;
    String words = String.valueOf(error.getMessage());
    if (error.status() == 304) {
      response = FakeResponse.of(304);
    } else if (!json) {
      response =
          GcsXml.error()
              .leaf("Code", error.code())
              .leaf("Message", words)
              .leaf("Details", words)
              .response(error.status());
    } else if (error.reason().equals("invalid_grant")) {
      response =
          GcsMetadata.response(400, Map.of("error", error.reason(), "error_description", words));
    } else {
      Map<String, Object> inner = new LinkedHashMap<>();
      inner.put("code", error.status());
      inner.put("message", words);
      inner.put(
          "errors",
          List.of(Map.of("message", words, "domain", "global", "reason", error.reason())));
      response = GcsMetadata.response(error.status(), Map.of("error", inner));
    }
    for (FakeHeaders.Line line : error.headers().lines()) {
      response = response.with(line.name(), line.value());
    }
    return request.method().equals("HEAD") ? response.withBody(new byte[0]) : response;
  }

  /** Adds what every answer has. */
  private FakeResponse named(FakeResponse response) {
    FakeResponse full =
        response.with("Date", GcsText.httpDate(state.now())).with("Server", "UploadServer");
    return full.headers().has("X-GUploader-UploadID")
        ? full
        : full.with("X-GUploader-UploadID", state.blobs().atomically(state::newId));
  }
}
