package dev.stowage.fakes.swift;

import dev.stowage.fakes.FakeProtocol;
import dev.stowage.fakes.FakeRequest;
import dev.stowage.fakes.FakeResponse;
import dev.stowage.fakes.Fault;
import dev.stowage.fakes.swift.SwiftIdentity.Token;
import dev.stowage.fakes.text.HttpText;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** Puts the parts together: reads the call, checks who it is from, does it, answers. */
final class SwiftProtocol implements FakeProtocol {
  private final SwiftState state;
  private final SwiftIdentity identity;
  private final SwiftTempUrls tempUrls;
  private final SwiftService service;
  private final SwiftTempAuth tempAuth;
  private final SwiftKeystone keystone;
  private final AtomicLong transactions = new AtomicLong();

  SwiftProtocol(
      SwiftState state,
      SwiftIdentity identity,
      SwiftTempUrls tempUrls,
      SwiftKeystone keystone,
      SwiftTempAuth tempAuth) {
    this.state = state;
    this.identity = identity;
    this.tempUrls = tempUrls;
    this.keystone = keystone;
    this.tempAuth = tempAuth;
    this.service = new SwiftService(state);
  }

  @Override
  public Set<String> operations() {
    return SwiftOperation.titles();
  }

  @Override
  public String operation(FakeRequest head) {
    try {
      return SwiftCall.of(head).operation().title();
    } catch (SwiftError e) {
      return SwiftOperation.UNKNOWN.title();
    }
  }

  @Override
  public Optional<FakeResponse> refuseEarly(FakeRequest head) {
    try {
      SwiftCall call = SwiftCall.of(head);
      if (!call.container().isEmpty() && !call.key().isEmpty()) {
        SwiftCaller caller = caller(call);
        state
            .blobs()
            .atomically(
                () -> {
                  caller.mustWrite(state.container(call.account(), call.container()).orElse(null));
                  return state.required(call.account(), call.container());
                });
      }
      return Optional.empty();
    } catch (SwiftError e) {
      return Optional.of(named(e.response()));
    }
  }

  @Override
  public FakeResponse answer(FakeRequest request) {
    try {
      SwiftCall call = SwiftCall.of(request);
      return named(
          switch (call.operation()) {
            case VERSIONS, ISSUE_TOKEN, SHOW_TOKEN, CHECK_TOKEN, REVOKE_TOKEN -> keystone(call);
            case TEMP_AUTH -> tempAuth.answer(call);
            case INFO -> SwiftInfo.answer(state.limits());
            default -> stored(call);
          });
    } catch (SwiftError e) {
      return named(e.response());
    }
  }

  private FakeResponse keystone(SwiftCall call) {
    try {
      return keystone.answer(call);
    } catch (SwiftError e) {
      return SwiftKeystone.error(e);
    }
  }

  private FakeResponse stored(SwiftCall call) {
    if (call.account().isEmpty() || call.operation() == SwiftOperation.UNKNOWN) {
      throw new SwiftError(call.account().isEmpty() ? 404 : 405);
    }
    return state
        .blobs()
        .atomically(
            () -> {
              SwiftCaller caller = caller(call);
              FakeResponse response = answered(call, caller);
              return caller
                  .signed()
                  .map(grant -> SwiftTempUrls.changed(response, call, grant))
                  .orElse(response);
            });
  }

  /** A refusal is an answer, and a temporary URL changes it too. */
  private FakeResponse answered(SwiftCall call, SwiftCaller caller) {
    try {
      return service.answer(call, caller);
    } catch (SwiftError e) {
      return e.response();
    }
  }

  private SwiftCaller caller(SwiftCall call) {
    Optional<SwiftTempUrls.Grant> signed = tempUrls.check(call);
    Optional<Token> token =
        call.header("X-Auth-Token")
            .or(() -> call.header("X-Storage-Token"))
            .flatMap(identity::token);
    return new SwiftCaller(call, token, signed);
  }

  @Override
  public FakeResponse refusal(FakeRequest request, Fault fault) {
    SwiftError error = new SwiftError(fault.status(), fault.code().orElse(""));
    fault
        .retryAfter()
        .ifPresent(wait -> error.header("Retry-After", Long.toString(wait.toSeconds())));
    return named(request.path().startsWith("/v3") ? SwiftKeystone.error(error) : error.response());
  }

  /** Adds what every answer has. */
  private FakeResponse named(FakeResponse response) {
    String id = String.format("tx%021x-fake", transactions.incrementAndGet());
    return response
        .with("X-Trans-Id", id)
        .with("X-Openstack-Request-Id", id)
        .with("Date", HttpText.httpDate(state.now()));
  }
}
