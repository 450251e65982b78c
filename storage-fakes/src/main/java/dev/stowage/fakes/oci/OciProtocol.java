package dev.stowage.fakes.oci;

import dev.stowage.fakes.FakeHeaders;
import dev.stowage.fakes.FakeProtocol;
import dev.stowage.fakes.FakeRequest;
import dev.stowage.fakes.FakeResponse;
import dev.stowage.fakes.Fault;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the service and the operation of a request, checks who it is from, and has it answered. */
final class OciProtocol implements FakeProtocol {

  private static final String UNKNOWN = "Unknown";

  private record Route(OciServiceFake service, String operation) {}

  private final OciAccount account;
  private final OciSignatures signatures;
  private final List<OciServiceFake> services;
  private final Set<String> operations = new LinkedHashSet<>();

  OciProtocol(OciAccount account, OciSignatures signatures, List<OciServiceFake> services) {
    this.account = account;
    this.signatures = signatures;
    this.services = services;
    for (OciServiceFake service : services) {
      for (String operation : service.operations()) {
        if (!operations.add(operation)) {
          throw new IllegalArgumentException("two services have an operation " + operation);
        }
      }
    }
    operations.add(UNKNOWN);
  }

  @Override
  public Set<String> operations() {
    return operations;
  }

  @Override
  public String operation(FakeRequest head) {
    try {
      return route(OciRequest.of(head)).map(Route::operation).orElse(UNKNOWN);
    } catch (OciError e) {
      return UNKNOWN;
    }
  }

  private Optional<Route> route(OciRequest head) {
    for (OciServiceFake service : services) {
      Optional<String> operation = service.operation(head);
      if (operation.isPresent()) {
        return Optional.of(new Route(service, operation.get()));
      }
    }
    return Optional.empty();
  }

  @Override
  public Optional<FakeResponse> refuseEarly(FakeRequest request) {
    try {
      OciRequest head = OciRequest.of(request);
      Route route = authorized(head);
      route.service().refuseEarly(route.operation(), head);
      return Optional.empty();
    } catch (OciError e) {
      return Optional.of(finished(error(request, e), request));
    }
  }

  private Route authorized(OciRequest head) {
    Route route =
        route(head)
            .orElseThrow(
                () -> new OciError(404, "NotFound", "There is no such resource or operation."));
    boolean open = route.service().open(route.operation(), head);
    boolean named = head.header("Authorization").orElse("").startsWith("Signature");
    Optional<String> caller =
        open && !named
            ? Optional.empty()
            : signatures.caller(head, route.service().signsBody(route.operation()));
    if (caller.isEmpty() && !open) {
      throw OciError.notAuthenticated();
    }
    account.setCaller(caller.orElse(""));
    return route;
  }

  @Override
  public FakeResponse answer(FakeRequest wire) {
    try {
      OciRequest request = OciRequest.of(wire);
      Route route = authorized(request);
      if (route.service().signsBody(route.operation()) && account.caller().isPresent()) {
        OciSignatures.checkBody(request);
      }
      return finished(route.service().answer(route.operation(), request), wire);
    } catch (OciError e) {
      return finished(error(wire, e), wire);
    } finally {
      account.setCaller("");
    }
  }

  @Override
  public FakeResponse refusal(FakeRequest request, Fault fault) {
    String code = fault.code().orElse(usualCode(fault.status()));
    OciError error = new OciError(fault.status(), code, "Refused by a fault switch.");
    fault
        .retryAfter()
        .ifPresent(wait -> error.header("Retry-After", Long.toString(wait.toSeconds())));
    return finished(error(request, error), request);
  }

  private static String usualCode(int status) {
    return switch (status) {
      case 400 -> "InvalidParameter";
      case 401 -> "NotAuthenticated";
      case 403 -> "NotAuthorized";
      case 404 -> "NotAuthorizedOrNotFound";
      case 409 -> "IncorrectState";
      case 412 -> "NoEtagMatch";
      case 429 -> "TooManyRequests";
      case 503 -> "ServiceUnavailable";
      default -> "InternalServerError";
    };
  }

  private static FakeResponse error(FakeRequest request, OciError error) {
    FakeResponse response = FakeResponse.of(error.status());
    if (!request.method().equals("HEAD") && error.status() != 304) {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("code", error.code());
      document.put("message", String.valueOf(error.getMessage()));
      response = OciJson.response(error.status(), document);
    }
    for (FakeHeaders.Line line : error.headers().lines()) {
      response = response.with(line.name(), line.value());
    }
    return response;
  }

  /** Adds what every answer has. */
  private FakeResponse finished(FakeResponse response, FakeRequest request) {
    FakeResponse full = response;
    Optional<String> client = request.header("opc-client-request-id");
    if (client.isPresent()) {
      full = full.with("opc-client-request-id", client.get());
    }
    return full.with(
            "opc-request-id", String.format(Locale.ROOT, "phx-1:%016X", account.newNumber()))
        .with("Date", OciAccount.httpDate(account.now()));
  }
}
