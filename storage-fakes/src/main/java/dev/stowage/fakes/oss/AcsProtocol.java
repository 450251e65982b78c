package dev.stowage.fakes.oss;

import com.github.tomakehurst.wiremock.common.Json;
import dev.stowage.fakes.FakeHeaders;
import dev.stowage.fakes.FakeRequest;
import dev.stowage.fakes.FakeResponse;
import dev.stowage.fakes.Fault;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The two services that take signatures of version 3: tasks of media, and functions. */
final class AcsProtocol {
  private final OssAccount account;
  private final Acs3Authentication authentication;
  private final ImmService imm;
  private final FcService functions;

  AcsProtocol(
      OssAccount account, Acs3Authentication authentication, ImmService imm, FcService functions) {
    this.account = account;
    this.authentication = authentication;
    this.imm = imm;
    this.functions = functions;
  }

  static boolean takes(FakeRequest request) {
    return request.headers().has("x-acs-action")
        || request.header("Authorization").filter(a -> a.startsWith("ACS3-")).isPresent();
  }

  AcsOperation operation(FakeRequest head) {
    return head.path().equals("/")
        ? ImmService.operation(head)
        : FcService.operation(head.method(), head.path());
  }

  FakeResponse answer(FakeRequest request) {
    try {
      authentication.check(request);
      AcsOperation operation = operation(request);
      return named(
          account
              .blobs()
              .atomically(
                  () ->
                      request.path().equals("/")
                          ? imm.answer(request, operation)
                          : functions.answer(request, operation)),
          account.newId());
    } catch (OssError e) {
      return error(request, e);
    }
  }

  FakeResponse refusal(FakeRequest request, Fault fault) {
    String code =
        fault
            .code()
            .orElse(
                switch (fault.status()) {
                  case 401, 403 -> "AccessDenied";
                  case 404 -> "ResourceNotFound";
                  case 409 -> "ConcurrentUpdateError";
                  case 429 -> "Throttling";
                  case 503 -> "ServiceUnavailable";
                  default -> "InternalError";
                });
    OssError error = new OssError(fault.status(), code, "Refused by a fault switch.");
    fault
        .retryAfter()
        .ifPresent(wait -> error.header("Retry-After", Long.toString(wait.toSeconds())));
    return error(request, error);
  }

  /** Function Compute has other names for the same. */
  private FakeResponse error(FakeRequest request, OssError error) {
    String id = account.newId();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("Code", error.code());
    body.put("Message", String.valueOf(error.getMessage()));
    body.put("RequestId", id);
    if (request.path().equals("/")) {
      body.put("HostId", "imm." + account.settings().region() + ".aliyuncs.com");
    }
    FakeResponse response =
        FakeResponse.of(error.status())
            .with("Content-Type", "application/json")
            .withBody(Json.write(body).getBytes(StandardCharsets.UTF_8));
    for (FakeHeaders.Line line : error.headers().lines()) {
      response = response.with(line.name(), line.value());
    }
    return named(response, id);
  }

  private FakeResponse named(FakeResponse response, String id) {
    return response
        .with("x-fc-request-id", id)
        .with("x-acs-request-id", id)
        .with("Date", OssText.httpDate(account.now()));
  }
}
