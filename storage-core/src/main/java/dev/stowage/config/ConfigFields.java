package dev.stowage.config;

import dev.stowage.kv.Document;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fields of the rows that the registry keeps, and how values are read from them. */
final class ConfigFields {
  static final String ID = "id";
  static final String ORGANISATION = "organisation";
  static final String TYPE = "type";
  static final String URL = "url";
  static final String SETTINGS = "settings";
  static final String MASKED = "masked";
  static final String SEALED = "sealed";
  static final String SIGNED = "signed";
  static final String SIGNED_SECONDS = "signed_seconds";
  static final String STATE = "state";
  static final String FAILURE = "failure";
  static final String TASK = "task";
  static final String CREATED = "created";

  /** When it first became valid since it was created. */
  static final String FIRST_VALID = "first_valid";

  /** Names of test payloads that may still be there. */
  static final String LEFTOVERS = "leftovers";

  /** Counted up by whoever takes over a url that a change under way may want. */
  static final String FENCE = "fence";

  /** The name of the place that keeps the url unique. */
  static final String PLACE = "place";

  static final String TARGET = "target";
  static final String STARTED = "started";
  static final String COMPLETED = "completed";
  static final String LEASE = "lease";
  static final String ATTEMPT = "attempt";

  private ConfigFields() {}

  static Map<String, String> texts(Document row, String field) {
    Map<String, String> texts = new LinkedHashMap<>();
    row.document(field)
        .ifPresent(d -> d.toMap().forEach((k, v) -> texts.put(k, String.valueOf(v))));
    return Map.copyOf(texts);
  }

  static List<String> list(Document row, String field) {
    List<String> list = new ArrayList<>();
    row.list(field).ifPresent(l -> l.forEach(v -> list.add(String.valueOf(v))));
    return list;
  }

  static ConfigState state(Document row) {
    return ConfigState.of(row.string(STATE).orElseThrow());
  }

  static SignedUrlPolicy policy(Document row) {
    SignedUrlPolicy policy = SignedUrlPolicy.off().withEnabled(row.bool(SIGNED).orElse(false));
    return row.integer(SIGNED_SECONDS).isPresent()
        ? policy.withExpiry(Duration.ofSeconds(row.integer(SIGNED_SECONDS).getAsLong()))
        : policy;
  }

  static Document with(Document row, SignedUrlPolicy policy) {
    Document changed = row.with(SIGNED, policy.enabled());
    return policy
        .expiry()
        .map(e -> changed.with(SIGNED_SECONDS, e.toSeconds()))
        .orElseGet(() -> changed.without(SIGNED_SECONDS));
  }

  static Optional<TestFailure> failure(Document row) {
    return row.document(FAILURE)
        .map(
            d ->
                new TestFailure(
                    TestProblem.of(d.string("code").orElse("")), d.string("message").orElse("")));
  }

  static Document document(TestFailure failure) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("code", failure.problem().word());
    fields.put("message", failure.message());
    return Document.of(fields);
  }
}
