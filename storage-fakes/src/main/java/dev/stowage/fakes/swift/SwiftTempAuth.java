package dev.stowage.fakes.swift;

import dev.stowage.fakes.FakeResponse;
import dev.stowage.fakes.swift.SwiftIdentity.Token;
import dev.stowage.fakes.swift.SwiftIdentity.User;
import dev.stowage.fakes.text.HttpText;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The first version of Swift's authentication. A user who has a good token gets the same again. */
final class SwiftTempAuth {
  private static final List<String> METHODS = List.of("v1");

  private final SwiftIdentity identity;
  private final SwiftCatalogue catalogue;
  private final Clock clock;
  private Optional<Token> last = Optional.empty();

  SwiftTempAuth(SwiftIdentity identity, SwiftCatalogue catalogue, Clock clock) {
    this.identity = identity;
    this.catalogue = catalogue;
    this.clock = clock;
  }

  synchronized FakeResponse answer(SwiftCall call) {
    if (!call.request().method().equals("GET")) {
      throw SwiftError.bad("");
    }
    String name = either(call, "X-Auth-User", "X-Storage-User");
    String key = either(call, "X-Auth-Key", "X-Storage-Pass");
    User user =
        identity
            .user(name)
            .filter(found -> name.contains(":"))
            .filter(found -> HttpText.same(identity.password(found), key))
            .orElseThrow(() -> SwiftError.unauthorized("unknown", ""));
    Token token =
        last.flatMap(old -> identity.token(old.text()))
            .filter(old -> old.user() == user)
            .orElseGet(() -> identity.issue(user, true, METHODS));
    last = Optional.of(token);
    long left = Duration.between(clock.instant(), token.expires()).toSeconds();
    return FakeResponse.of(200)
        .with("X-Auth-Token", token.text())
        .with("X-Storage-Token", token.text())
        .with("X-Auth-Token-Expires", Long.toString(left))
        .with("X-Storage-Url", catalogue.storageUrl(user.project()));
  }

  private static String either(SwiftCall call, String name, String other) {
    return call.header(name).or(() -> call.header(other)).orElse("");
  }
}
