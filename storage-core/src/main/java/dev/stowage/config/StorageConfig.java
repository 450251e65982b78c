package dev.stowage.config;

import dev.stowage.kv.Document;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One storage configuration as it was when it was read: a place for results, with credentials,
 * which are not in it. Immutable.
 */
public final class StorageConfig {
  /** What {@link #resource()} says. */
  public static final String RESOURCE = "storage_config";

  private final Document row;

  StorageConfig(Document row) {
    this.row = row;
  }

  /** Given by the registry; ids of later configurations are greater as text. */
  public String id() {
    return text(ConfigFields.ID);
  }

  /** Always {@value #RESOURCE}. */
  public String resource() {
    return RESOURCE;
  }

  /** Whose it is. */
  public String organisation() {
    return text(ConfigFields.ORGANISATION);
  }

  /** The scheme of the URL, such as {@code gs}; it never changes. */
  public String type() {
    return text(ConfigFields.TYPE);
  }

  /** Where results go, as it was given: {@code type://bucket/path}, without parameters. */
  public String url() {
    return text(ConfigFields.URL);
  }

  /** Parameters of the store besides the URL, such as {@code region} and {@code endpoint}. */
  public Map<String, String> settings() {
    return ConfigFields.texts(row, ConfigFields.SETTINGS);
  }

  /**
   * The credentials, masked: names of all fields, and of the values only what is not secret, such
   * as a user's name. Empty when there are none.
   */
  public Map<String, String> credentials() {
    return ConfigFields.texts(row, ConfigFields.MASKED);
  }

  public SignedUrlPolicy signedUrls() {
    return ConfigFields.policy(row);
  }

  public ConfigState state() {
    return ConfigFields.state(row);
  }

  /** Why it is invalid; empty in every other state. */
  public Optional<TestFailure> failure() {
    return ConfigFields.failure(row);
  }

  /** The task that tests it, or tested it last. */
  public Optional<String> task() {
    return row.string(ConfigFields.TASK);
  }

  /** To the second. */
  public Instant created() {
    return row.instant(ConfigFields.CREATED).orElseThrow();
  }

  /** When it first was valid; {@link Instant#MAX} if never. */
  Instant firstValid() {
    return row.instant(ConfigFields.FIRST_VALID).orElse(Instant.MAX);
  }

  /**
   * The fields under the names of the documented resource, credentials masked: {@code id}, {@code
   * resource}, {@code organisation}, {@code type}, {@code url}, {@code credentials}, {@code
   * signed_urls_enabled}, {@code signed_urls_expiry} (seconds or null), {@code state}, {@code
   * date_created}, and beyond the document {@code settings}, {@code error} (null, or {@code code}
   * and {@code message}) and {@code task}.
   */
  public Document toDocument() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("id", id());
    fields.put("resource", RESOURCE);
    fields.put("organisation", organisation());
    fields.put("type", type());
    fields.put("url", url());
    fields.put("credentials", credentials());
    fields.put("signed_urls_enabled", signedUrls().enabled());
    fields.put("signed_urls_expiry", signedUrls().expiry().map(e -> e.toSeconds()));
    fields.put("state", state().word());
    fields.put("date_created", created().toString());
    fields.put("settings", settings());
    fields.put("error", failure().map(ConfigFields::document));
    fields.put("task", task());
    return Document.of(fields);
  }

  private String text(String field) {
    return row.string(field).orElseThrow();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StorageConfig that && toDocument().equals(that.toDocument());
  }

  @Override
  public int hashCode() {
    return id().hashCode();
  }

  /** Id, state and url; nothing of the credentials. */
  @Override
  public String toString() {
    return "StorageConfig[" + id() + ", " + state().word() + ", " + url() + "]";
  }
}
