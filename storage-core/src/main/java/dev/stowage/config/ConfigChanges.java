package dev.stowage.config;

import dev.stowage.Credentials;
import dev.stowage.kv.Document;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The row of a configuration after each operation; nothing is written here. */
final class ConfigChanges {
  /** Payloads of tests that could not be deleted and are not tried again beyond this many. */
  private static final int MAX_LEFTOVERS = 50;

  private final String organisation;
  private final RegistryParts parts;

  ConfigChanges(String organisation, RegistryParts parts) {
    this.organisation = organisation;
    this.parts = parts;
  }

  String place(ConfigUrl url, Map<String, String> settings) {
    return RegistryRows.placeOf(url.identity(settings));
  }

  Document created(String id, ConfigUrl url, String place, ConfigRequest request) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put(ConfigFields.ID, id);
    fields.put(ConfigFields.ORGANISATION, organisation);
    fields.put(ConfigFields.TYPE, url.type());
    fields.put(ConfigFields.URL, url.given());
    fields.put(ConfigFields.PLACE, place);
    fields.put(ConfigFields.SETTINGS, request.settings());
    fields.put(
        ConfigFields.CREATED,
        parts.options().openOptions().pacer().now().truncatedTo(ChronoUnit.SECONDS));
    Document row = ConfigFields.with(Document.of(fields), request.signedUrls());
    return tested(with(row, request.credentials()));
  }

  /** Back to new, with a task whose result is the only one that counts. */
  Document tested(Document row) {
    String task = ConfigIds.next(parts.options().openOptions().pacer().now());
    List<String> payloads = new ArrayList<>(ConfigFields.list(row, ConfigFields.LEFTOVERS));
    payloads.add(task);
    int surplus = Math.max(0, payloads.size() - MAX_LEFTOVERS);
    return row.with(ConfigFields.STATE, ConfigState.NEW.word())
        .with(ConfigFields.TASK, task)
        .with(ConfigFields.LEFTOVERS, payloads.subList(surplus, payloads.size()))
        .without(ConfigFields.FAILURE);
  }

  /** Checked as a whole, as it will be. */
  Document updated(Document before, ConfigUpdate update) {
    StorageConfig old = new StorageConfig(before);
    ConfigUrl url = ConfigUrl.parse(update.url().orElse(old.url()));
    if (!url.type().equals(old.type())) {
      throw ConfigFailures.argument(
          "url",
          "the type of a configuration cannot change from "
              + old.type()
              + " to "
              + url.type()
              + "; create another one");
    }
    Map<String, String> settings = update.settings().orElse(old.settings());
    SignedUrlPolicy policy = update.signedUrls().orElse(old.signedUrls());
    ConfigState wanted = wanted(old.state(), update);
    if (!update.isStateOnly()) {
      Credentials credentials =
          update.credentials().orElseGet(() -> parts.sealer().unsealed(before));
      parts.places().check(url, settings, credentials, policy);
    }
    String place = place(url, settings);
    boolean moved = !place.equals(before.string(ConfigFields.PLACE).orElse(""));
    Document row =
        ConfigFields.with(before, policy)
            .with(ConfigFields.URL, url.given())
            .with(ConfigFields.PLACE, place)
            .with(ConfigFields.SETTINGS, settings);
    if (update.credentials().isPresent()) {
      row = with(row, update.credentials().get());
    }
    if (moved) {
      // Payloads that could not be deleted are elsewhere.
      row = row.without(ConfigFields.LEFTOVERS);
    }
    return wanted == ConfigState.DEACTIVATED
        ? row.with(ConfigFields.STATE, wanted.word()).without(ConfigFields.FAILURE)
        : tested(row);
  }

  /** What is switched off stays so, unless it is to be new. */
  private static ConfigState wanted(ConfigState old, ConfigUpdate update) {
    ConfigState byDefault =
        old == ConfigState.DEACTIVATED ? ConfigState.DEACTIVATED : ConfigState.NEW;
    return update.state().orElse(byDefault);
  }

  /** Sealed anew, unless it is sealed with this version of the key. */
  Document sealedWith(String keyId, Document row) {
    return row.bytes(ConfigFields.SEALED)
        .filter(bytes -> !CredentialSealer.keyId(bytes).equals(keyId))
        .map(bytes -> with(row, parts.sealer().unsealed(row)))
        .orElse(row);
  }

  private Document with(Document row, Credentials credentials) {
    Map<String, String> fields = credentials.fields();
    Document masked = row.with(ConfigFields.MASKED, CredentialMask.of(fields));
    if (credentials.isAnonymous()) {
      return masked.without(ConfigFields.SEALED);
    }
    String id = row.string(ConfigFields.ID).orElseThrow();
    return masked.with(ConfigFields.SEALED, parts.sealer().seal(credentials, organisation, id));
  }
}
