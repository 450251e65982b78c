package dev.stowage.swift;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.http.HttpTransport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openstack4j.core.transport.HttpMethod;
import org.openstack4j.core.transport.HttpRequest;
import org.openstack4j.model.common.Identifier;
import org.openstack4j.model.identity.v3.Endpoint;
import org.openstack4j.model.identity.v3.Service;
import org.openstack4j.openstack.identity.v3.domain.KeystoneAuth;
import org.openstack4j.openstack.identity.v3.domain.KeystoneToken;

/** Keystone v3: a password, an application credential, or a token that is there already. */
final class KeystoneLogin implements Login {
  private static final String OBJECT_STORE = "object-store";

  private final Identity identity;
  private final SwiftSettings settings;
  private final KeystoneExecutor executor;

  KeystoneLogin(SwiftSettings settings, HttpTransport transport) {
    this.settings = settings;
    this.identity = settings.identity();
    this.executor = new KeystoneExecutor(transport);
  }

  @Override
  public boolean renewable() {
    return identity.method() != Identity.Method.TOKEN;
  }

  @Override
  public Session login() throws IOException {
    try (KeystoneExecutor.Answer answer =
        (KeystoneExecutor.Answer) executor.execute(request().build())) {
      if (answer.getStatus() >= 300) {
        throw SwiftException.of(answer.response());
      }
      String issued = answer.header("X-Subject-Token");
      String token = identity.get("token").filter(t -> !renewable()).orElse(issued);
      if (token == null) {
        throw SwiftException.of(answer.response(), "Keystone answered without a token");
      }
      KeystoneToken details = answer.readEntity(KeystoneToken.class);
      Instant expires =
          details.getExpires() == null ? Instant.MAX : details.getExpires().toInstant();
      return new Session(token, storageUrl(details), expires);
    } catch (UncheckedIOException e) {
      throw java.util.Objects.requireNonNull(e.getCause());
    }
  }

  private HttpRequest.RequestBuilder<KeystoneToken> request() {
    HttpRequest.RequestBuilder<KeystoneToken> request =
        HttpRequest.builder(KeystoneToken.class)
            .endpoint(settings.authUrl())
            .path("/auth/tokens")
            .method(HttpMethod.POST);
    return switch (identity.method()) {
      case APPLICATION -> request.json(application().toString());
      case TOKEN -> existing(request.method(HttpMethod.GET), identity.require("token"));
      case PASSWORD, V1, NONE -> request.entity(password());
    };
  }

  /** Not a new token for an old one: that would live no longer, and revoking one would end both. */
  private static HttpRequest.RequestBuilder<KeystoneToken> existing(
      HttpRequest.RequestBuilder<KeystoneToken> request, String token) {
    return request.header("X-Auth-Token", token).header("X-Subject-Token", token);
  }

  private KeystoneAuth password() {
    Optional<String> id = identity.get("user_id");
    return new KeystoneAuth(
        id.orElseGet(() -> identity.require("username")),
        identity.require("password"),
        id.isPresent() ? null : domain("user_domain").orElse(Identifier.byId("default")),
        scope());
  }

  private KeystoneAuth.@Nullable AuthScope scope() {
    Optional<String> id = identity.get("project_id");
    if (id.isPresent()) {
      return KeystoneAuth.AuthScope.project(Identifier.byId(id.get()));
    }
    return identity
        .get("project_name")
        .map(
            name ->
                KeystoneAuth.AuthScope.project(
                    Identifier.byName(name),
                    domain("project_domain")
                        .or(() -> domain("user_domain"))
                        .orElse(Identifier.byId("default"))))
        .orElse(null);
  }

  private Optional<Identifier> domain(String which) {
    return identity
        .get(which + "_id")
        .map(Identifier::byId)
        .or(() -> identity.get(which + "_name").map(Identifier::byName));
  }

  /** openstack4j has no class for it. */
  private ObjectNode application() {
    ObjectNode credential = JsonNodeFactory.instance.objectNode();
    credential.put("secret", identity.require("application_credential_secret"));
    Optional<String> id = identity.get("application_credential_id");
    if (id.isPresent()) {
      credential.put("id", id.get());
    } else {
      credential.put("name", identity.require("application_credential_name"));
      ObjectNode user = credential.putObject("user");
      identity
          .get("user_id")
          .ifPresentOrElse(
              userId -> user.put("id", userId),
              () -> {
                user.put("name", identity.require("username"));
                ObjectNode domain = user.putObject("domain");
                identity
                    .get("user_domain_name")
                    .ifPresentOrElse(
                        name -> domain.put("name", name),
                        () -> domain.put("id", identity.get("user_domain_id").orElse("default")));
              });
    }
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ObjectNode who = body.putObject("auth").putObject("identity");
    who.putArray("methods").add("application_credential");
    who.set("application_credential", credential);
    return body;
  }

  private String storageUrl(KeystoneToken token) {
    if (settings.storageUrl().isPresent()) {
      return settings.storageUrl().get();
    }
    List<String> there = new ArrayList<>();
    if (token.getCatalog() != null) {
      for (Service service : token.getCatalog()) {
        for (Endpoint endpoint : service.getEndpoints()) {
          String region =
              endpoint.getRegionId() == null ? endpoint.getRegion() : endpoint.getRegionId();
          String side = endpoint.getIface().value().toLowerCase(Locale.ROOT);
          boolean inRegion = settings.region().map(wanted -> wanted.equals(region)).orElse(true);
          boolean store = OBJECT_STORE.equals(service.getType());
          if (store && inRegion && side.equals(settings.side())) {
            return endpoint.getUrl().toString();
          }
          there.add(service.getType() + " " + side + " " + region);
        }
      }
    }
    throw StorageException.of(
        ErrorCode.INVALID_ARGUMENT,
        "the catalogue has no "
            + settings.side()
            + " endpoint of type object-store"
            + settings.region().map(r -> " in region " + r).orElse("")
            + (there.isEmpty()
                ? "; it is empty, as for a token without a project"
                : "; it has " + String.join(", ", there)));
  }
}
