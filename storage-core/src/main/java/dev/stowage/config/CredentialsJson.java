package dev.stowage.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.stowage.StorageException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Credentials as one flat JSON object. */
final class CredentialsJson {
  private static final String SERVICE_ACCOUNT = "service_account";

  /** What the console writes, in its order. */
  private static final List<String> SERVICE_ACCOUNT_FIELDS =
      List.of(
          "type",
          "project_id",
          "private_key_id",
          "private_key",
          "client_email",
          "client_id",
          "auth_uri",
          "token_uri",
          "auth_provider_x509_cert_url",
          "client_x509_cert_url");

  /** Of a pair of keys, neither may be empty. */
  private static final List<String> KEY_FIELDS = List.of("access_key_id", "secret_access_key");

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  private CredentialsJson() {}

  static Map<String, String> read(String name, String text) {
    Map<String, String> fields = new LinkedHashMap<>();
    try (JsonParser in = JSON.createParser(text)) {
      in.nextToken();
      while (in.nextToken() != JsonToken.END_OBJECT) {
        String field = in.currentName();
        if (field.isBlank()) {
          throw CredentialsFile.wrong(name, "has a field without a name");
        }
        fields.put(field, value(name, field, in));
      }
      if (in.nextToken() != null) {
        throw CredentialsFile.wrong(name, "has more than one JSON object");
      }
    } catch (JsonProcessingException e) {
      // Without the cause, which may quote the text.
      throw CredentialsFile.wrong(
          name, "is not the JSON object it begins; see line " + e.getLocation().getLineNr());
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
    if (fields.isEmpty()) {
      throw CredentialsFile.wrong(name, "is a JSON object without fields");
    }
    check(name, fields);
    return fields;
  }

  private static String value(String name, String field, JsonParser in) throws IOException {
    JsonToken token = in.nextToken();
    if (token == null || !token.isScalarValue() || token == JsonToken.VALUE_NULL) {
      throw CredentialsFile.wrong(name, "has no text as its field \"" + field + "\"");
    }
    String value = in.getText();
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
      throw CredentialsFile.wrong(name, "has half a character in its field \"" + field + "\"");
    }
    return value;
  }

  /**
   * Refuses a key that is not of a service account although it says what it is, and one of a
   * service account that is not whole.
   */
  static void check(String name, Map<String, String> fields) {
    for (String field : KEY_FIELDS) {
      if (fields.containsKey(field) && fields.getOrDefault(field, "").isBlank()) {
        throw CredentialsFile.wrong(name, "has an empty field \"" + field + "\"");
      }
    }
    String type = fields.get("type");
    if (type == null) {
      if (fields.containsKey("private_key_id") || fields.containsKey("client_email")) {
        throw CredentialsFile.wrong(
            name, "has no field \"type\", which a service account's key has");
      }
      return;
    }
    if (!type.equals(SERVICE_ACCOUNT)) {
      throw CredentialsFile.wrong(
          name, "its \"type\" is not service_account; only such a key can be kept");
    }
    for (String field : SERVICE_ACCOUNT_FIELDS) {
      if (fields.getOrDefault(field, "").isBlank()) {
        throw CredentialsFile.wrong(
            name, "lacks the field \"" + field + "\" of a service account's key");
      }
    }
    if (!fields.getOrDefault("private_key", "").contains("\n")) {
      throw CredentialsFile.wrong(
          name,
          "its \"private_key\" is one line; in the exported file it has line feeds, written \\n");
    }
  }

  /** The fields as JSON; the caller overwrites it. */
  static byte[] write(Map<String, String> fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
    try (var out = JSON.createGenerator(bytes)) {
      out.writeStartObject();
      for (Map.Entry<String, String> field : fields.entrySet()) {
        out.writeStringField(field.getKey(), field.getValue());
      }
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return bytes.toByteArray();
  }

  /** What {@link #write} made. */
  static Map<String, String> readBack(byte[] json) {
    Map<String, String> fields = new LinkedHashMap<>();
    try (JsonParser in = JSON.createParser(json)) {
      in.nextToken();
      while (in.nextToken() == JsonToken.FIELD_NAME) {
        String field = in.currentName();
        in.nextToken();
        fields.put(field, in.getText());
      }
      return fields;
    } catch (IOException e) {
      // Without the cause, which may quote the text.
      throw StorageException.of(
          dev.stowage.ErrorCode.INTEGRITY_FAILURE, "unsealed credentials are not JSON");
    }
  }
}
