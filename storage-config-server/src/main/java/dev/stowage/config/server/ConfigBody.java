package dev.stowage.config.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stowage.Credentials;
import dev.stowage.StorageException;
import dev.stowage.config.ConfigRequest;
import dev.stowage.config.ConfigState;
import dev.stowage.config.ConfigUpdate;
import dev.stowage.config.CredentialsFile;
import dev.stowage.config.SignedUrlPolicy;
import dev.stowage.config.StorageConfig;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The fields of a body that creates or changes a configuration. */
final class ConfigBody {
  private static final String URL = "url";
  private static final String CREDENTIALS = "credentials";
  private static final String SETTINGS = "settings";
  private static final String ENABLED = "signed_urls_enabled";
  private static final String EXPIRY = "signed_urls_expiry";
  private static final String STATE = "state";
  private static final Set<String> CREATED = Set.of(URL, CREDENTIALS, SETTINGS, ENABLED, EXPIRY);
  private static final Set<String> CHANGED =
      Set.of(URL, CREDENTIALS, SETTINGS, ENABLED, EXPIRY, STATE);
  private static final Set<String> READ_ONLY =
      Set.of("id", "resource", "organisation", "type", "date_created", "error", "task");

  /** How answers show what is secret; sent back it would replace the secret. */
  private static final String MASK = "****";

  private final ObjectNode body;

  private ConfigBody(ObjectNode body) {
    this.body = body;
  }

  static ConfigBody parse(String text, boolean creates) {
    ObjectNode body = JsonBody.parse(text);
    Set<String> known = creates ? CREATED : CHANGED;
    for (Iterator<String> names = body.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!known.contains(name)) {
        boolean cannotBeSet = READ_ONLY.contains(name) || CHANGED.contains(name);
        throw ApiFailure.parameter(
            shown(name), cannotBeSet ? "it cannot be set here" : "there is no such parameter");
      }
    }
    if (body.isEmpty() && !creates) {
      throw ApiFailure.body("there is nothing to change");
    }
    return new ConfigBody(body);
  }

  ConfigRequest request() {
    if (!body.has(URL)) {
      throw ApiFailure.parameter(URL, "it is required");
    }
    if (!body.has(CREDENTIALS)) {
      throw ApiFailure.parameter(CREDENTIALS, "it is required");
    }
    ConfigRequest request =
        ConfigRequest.of(text(URL), credentials()).withSignedUrls(policy(SignedUrlPolicy.off()));
    return body.has(SETTINGS) ? request.withSettings(settings()) : request;
  }

  ConfigUpdate update(StorageConfig before) {
    ConfigUpdate update = ConfigUpdate.none();
    if (body.has(URL)) {
      update = update.withUrl(text(URL));
    }
    if (body.has(CREDENTIALS)) {
      update = update.withCredentials(credentials());
    }
    if (body.has(SETTINGS)) {
      update = update.withSettings(settings());
    }
    if (body.has(ENABLED) || body.has(EXPIRY)) {
      update = update.withSignedUrls(policy(before.signedUrls()));
    }
    if (body.has(STATE)) {
      update = update.withState(ConfigState.of(text(STATE)));
    }
    return update;
  }

  private String text(String name) {
    JsonNode value = body.get(name);
    if (!value.isTextual()) {
      throw ApiFailure.parameter(name, "it is text");
    }
    return value.textValue();
  }

  private Credentials credentials() {
    JsonNode value = body.get(CREDENTIALS);
    if (!value.isObject()) {
      throw ApiFailure.parameter(CREDENTIALS, "it is an object");
    }
    for (JsonNode field : value) {
      if (field.isTextual() && field.textValue().startsWith(MASK)) {
        throw ApiFailure.parameter(
            CREDENTIALS, "it has a masked value, as answers show it; send the whole credentials");
      }
    }
    byte[] json = JsonBody.bytes(value);
    try {
      return CredentialsFile.parse("in the body", json);
    } catch (StorageException e) {
      throw ApiFailure.parameter(CREDENTIALS, e.reason());
    } finally {
      Arrays.fill(json, (byte) 0);
    }
  }

  private Map<String, String> settings() {
    JsonNode value = body.get(SETTINGS);
    Map<String, String> settings = new TreeMap<>();
    if (!value.isObject()) {
      throw ApiFailure.parameter(SETTINGS, "it is an object of text");
    }
    for (Map.Entry<String, JsonNode> setting : value.properties()) {
      if (!setting.getValue().isTextual()) {
        throw ApiFailure.parameter(SETTINGS, "it is an object of text");
      }
      settings.put(setting.getKey(), setting.getValue().textValue());
    }
    return settings;
  }

  /** What is not said stays as it was; an expiry of null takes it back. */
  private SignedUrlPolicy policy(SignedUrlPolicy before) {
    SignedUrlPolicy policy = before;
    if (body.has(ENABLED)) {
      JsonNode enabled = body.get(ENABLED);
      if (!enabled.isBoolean()) {
        throw ApiFailure.parameter(ENABLED, "it is true or false");
      }
      policy = policy.withEnabled(enabled.booleanValue());
    }
    if (body.has(EXPIRY)) {
      JsonNode expiry = body.get(EXPIRY);
      policy =
          expiry.isNull()
              ? SignedUrlPolicy.off().withEnabled(policy.enabled())
              : policy.withExpiry(seconds(expiry));
    }
    return policy;
  }

  /** Also 3600.0, which is how ricloud's client writes a timedelta. */
  private static Duration seconds(JsonNode value) {
    try {
      if (value.isNumber()) {
        return Duration.ofSeconds(value.decimalValue().longValueExact());
      }
    } catch (ArithmeticException | DateTimeException e) {
      throw wrongExpiry();
    }
    throw wrongExpiry();
  }

  private static ApiFailure wrongExpiry() {
    return ApiFailure.parameter(EXPIRY, "it is a whole number of seconds, 1 or more");
  }

  /** The name of a field that is not ours, so that an answer does not repeat whatever was sent. */
  private static String shown(String name) {
    return name.matches("[A-Za-z0-9_.-]{1,64}") ? name : "body";
  }
}
