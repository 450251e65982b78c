package dev.stowage.fakes.swift;

import dev.stowage.fakes.FakeResponse;
import dev.stowage.fakes.swift.SwiftIdentity.Application;
import dev.stowage.fakes.swift.SwiftIdentity.Project;
import dev.stowage.fakes.swift.SwiftIdentity.Token;
import dev.stowage.fakes.swift.SwiftIdentity.User;
import dev.stowage.fakes.text.HttpText;
import dev.stowage.fakes.text.JsonDocument;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keystone v3: tokens for passwords, application credentials and tokens. */
final class SwiftKeystone {
  private final SwiftIdentity identity;
  private final SwiftCatalogue catalogue;
  private final boolean scoped;

  /**
   * @param scoped whether a login without a project is refused, as NAVER does
   */
  SwiftKeystone(SwiftIdentity identity, SwiftCatalogue catalogue, boolean scoped) {
    this.identity = identity;
    this.catalogue = catalogue;
    this.scoped = scoped;
  }

  /** An error in Keystone's form. */
  static FakeResponse error(SwiftError error) {
    Map<String, Object> inner = new LinkedHashMap<>();
    inner.put("code", error.status());
    inner.put("title", SwiftError.line(error.status()).substring(4));
    inner.put("message", words(error));
    FakeResponse response = json(error.status(), Map.of("error", inner));
    return error.status() == 401
        ? response.with("WWW-Authenticate", "Keystone uri=\"/v3\"")
        : response;
  }

  private static String words(SwiftError error) {
    if (!error.words().isEmpty()) {
      return error.words();
    }
    return error.status() == 401
        ? "The request requires authentication."
        : SwiftError.line(error.status());
  }

  private static FakeResponse json(int status, Object document) {
    return FakeResponse.of(status)
        .with("Content-Type", "application/json")
        .with("Vary", "X-Auth-Token")
        .withBody(JsonDocument.ascii(document));
  }

  FakeResponse answer(SwiftCall call) {
    return switch (call.operation()) {
      case VERSIONS -> versions(call);
      case ISSUE_TOKEN -> issue(call);
      case SHOW_TOKEN, CHECK_TOKEN -> show(call);
      default -> revoke(call);
    };
  }

  private static FakeResponse versions(SwiftCall call) {
    Map<String, Object> version = new LinkedHashMap<>();
    version.put("id", "v3.14");
    version.put("status", "stable");
    return call.request().path().startsWith("/v3")
        ? json(200, Map.of("version", version))
        : json(300, Map.of("versions", Map.of("values", List.of(version))));
  }

  private FakeResponse issue(SwiftCall call) {
    Map<?, ?> auth = member(document(call), "auth", "the request body");
    Map<?, ?> who = member(auth, "identity", "auth");
    if (!(who.get("methods") instanceof List<?> methods) || methods.size() != 1) {
      throw SwiftError.bad("Expecting to find one method in identity.");
    }
    String method = String.valueOf(methods.get(0));
    Map<?, ?> given = member(who, method, "identity");
    return switch (method) {
      case "password" -> issued(byPassword(given), auth, method);
      case "application_credential" -> {
        if (auth.containsKey("scope")) {
          throw new SwiftError(401, "Application credentials cannot request a scope.");
        }
        User user = byApplication(given).user();
        yield told(201, identity.issue(user, true, List.of(method)), call);
      }
      case "token" -> rescoped(text(given, "id"), auth);
      default -> throw new SwiftError(401, "Attempted to authenticate with an unsupported method.");
    };
  }

  private static Map<?, ?> document(SwiftCall call) {
    if (call.header("Content-Type").filter(t -> t.startsWith("application/json")).isEmpty()) {
      throw SwiftError.bad("The body is not said to be JSON.");
    }
    try {
      if (JsonDocument.read(call.request().body()) instanceof Map<?, ?> map) {
        return map;
      }
    } catch (IllegalArgumentException e) {
      throw SwiftError.bad("Malformed JSON in request body.");
    }
    throw SwiftError.bad("Malformed JSON in request body.");
  }

  private static Map<?, ?> member(Map<?, ?> of, String name, String where) {
    if (of.get(name) instanceof Map<?, ?> map) {
      return map;
    }
    throw SwiftError.bad("Expecting to find " + name + " in " + where + ".");
  }

  private static String text(Map<?, ?> of, String name) {
    return of.get(name) instanceof String text ? text : "";
  }

  private User byPassword(Map<?, ?> given) {
    Map<?, ?> user = member(given, "user", "password");
    User found = named(user);
    if (!HttpText.same(identity.password(found), text(user, "password"))) {
      throw new SwiftError(401);
    }
    return found;
  }

  /** A user's id is enough; a name needs a domain. */
  private User named(Map<?, ?> user) {
    Optional<User> found;
    if (user.containsKey("id")) {
      found = identity.userById(text(user, "id"));
    } else if (user.containsKey("name")) {
      boolean here = inDomain(member(user, "domain", "user"));
      found = identity.user(text(user, "name")).filter(one -> here);
    } else {
      throw SwiftError.bad("Expecting to find id or name in user.");
    }
    return found.orElseThrow(() -> new SwiftError(401));
  }

  private static boolean inDomain(Map<?, ?> domain) {
    if (!domain.containsKey("id") && !domain.containsKey("name")) {
      throw SwiftError.bad("Expecting to find id or name in domain.");
    }
    return SwiftIdentity.DOMAIN_ID.equals(domain.get("id"))
        || SwiftIdentity.DOMAIN_NAME.equals(domain.get("name"));
  }

  private Application byApplication(Map<?, ?> given) {
    Optional<Application> found =
        given.containsKey("id")
            ? identity.applicationById(text(given, "id"))
            : identity.application(text(given, "name"), named(member(given, "user", "it")));
    return found
        .filter(one -> HttpText.same(one.secret(), text(given, "secret")))
        .orElseThrow(() -> new SwiftError(401));
  }

  private FakeResponse issued(User user, Map<?, ?> auth, String method) {
    boolean project = hasScope(auth, user);
    return told(201, identity.issue(user, project, List.of(method)), null);
  }

  /** Whether a project is asked for; it has to be the user's own. */
  private boolean hasScope(Map<?, ?> auth, User user) {
    Object scope = auth.get("scope");
    if (scope == null || "unscoped".equals(scope)) {
      if (scoped) {
        throw SwiftError.bad("Expecting to find a project in scope.");
      }
      return false;
    }
    if (!(scope instanceof Map<?, ?> map) || map.size() != 1) {
      throw SwiftError.bad("Expecting to find exactly one of project, domain, system in scope.");
    }
    if (!map.containsKey("project")) {
      throw new SwiftError(401, "The user has no role there.");
    }
    Map<?, ?> project = member(map, "project", "scope");
    Project own = user.project();
    boolean fits;
    if (project.containsKey("id")) {
      fits = own.id().equals(project.get("id"));
    } else {
      fits =
          inDomain(member(project, "domain", "project")) && own.name().equals(project.get("name"));
    }
    if (!fits) {
      throw new SwiftError(401);
    }
    return true;
  }

  /** A token for a token lives no longer than that. */
  private FakeResponse rescoped(String text, Map<?, ?> auth) {
    Token old = identity.token(text).orElseThrow(() -> new SwiftError(401));
    boolean project = auth.containsKey("scope") ? hasScope(auth, old.user()) : old.project();
    return told(201, identity.issue(old.user(), project, List.of("token"), old.expires()), null);
  }

  private FakeResponse show(SwiftCall call) {
    asker(call);
    Token token = subject(call);
    return told(200, token, call);
  }

  private FakeResponse revoke(SwiftCall call) {
    asker(call);
    identity.revoke(subject(call).text());
    return FakeResponse.of(204);
  }

  private void asker(SwiftCall call) {
    if (call.header("X-Auth-Token").flatMap(identity::token).isEmpty()) {
      throw new SwiftError(401);
    }
  }

  private Token subject(SwiftCall call) {
    return call.header("X-Subject-Token")
        .flatMap(identity::token)
        .orElseThrow(() -> new SwiftError(404, "Could not find the token."));
  }

  private FakeResponse told(
      int status, Token token, @org.jspecify.annotations.Nullable SwiftCall call) {
    User user = token.user();
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("methods", token.methods());
    told.put("expires_at", time(token.expires()));
    told.put("issued_at", time(token.issued()));
    told.put("user", inDomain(user.id(), user.name()));
    told.put("audit_ids", List.of(Integer.toHexString(token.text().hashCode())));
    if (token.project()) {
      told.put("is_domain", false);
      told.put("project", inDomain(user.project().id(), user.project().name()));
      told.put("roles", List.of(Map.of("id", user.role() + "-id", "name", user.role())));
      if (call == null || !call.params().containsKey("nocatalog")) {
        told.put("catalog", catalogue.services(user.project()));
      }
    }
    return json(status, Map.of("token", told)).with("X-Subject-Token", token.text());
  }

  private static Map<String, Object> inDomain(String id, String name) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("domain", Map.of("id", SwiftIdentity.DOMAIN_ID, "name", SwiftIdentity.DOMAIN_NAME));
    all.put("id", id);
    all.put("name", name);
    return all;
  }

  private static String time(java.time.Instant time) {
    return time.truncatedTo(java.time.temporal.ChronoUnit.SECONDS)
        .toString()
        .replace("Z", ".000000Z");
  }
}
