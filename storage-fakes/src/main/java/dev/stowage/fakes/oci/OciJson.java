package dev.stowage.fakes.oci;

import dev.stowage.fakes.FakeResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import wiremock.com.fasterxml.jackson.core.JsonProcessingException;
import wiremock.com.fasterxml.jackson.databind.DeserializationFeature;
import wiremock.com.fasterxml.jackson.databind.ObjectMapper;

/** JSON as maps, lists, texts, numbers and booleans. Fractions are exact. */
public final class OciJson {

  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private OciJson() {}

  /** Reads an object; anything else is refused as the services refuse it. */
  @SuppressWarnings("unchecked")
  public static Map<String, @Nullable Object> object(byte[] json) {
    try {
      Object value = MAPPER.readValue(json, Object.class);
      if (value instanceof Map<?, ?> map) {
        return (Map<String, @Nullable Object>) map;
      }
    } catch (IOException e) {
      throw unreadable();
    }
    throw unreadable();
  }

  private static OciError unreadable() {
    return new OciError(
        400, "CannotParseRequest", "Incorrectly formatted request. The body is not a JSON object.");
  }

  /** A value as UTF-8. */
  public static byte[] bytes(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An answer with a document. */
  public static FakeResponse response(int status, Object value) {
    return FakeResponse.of(status).with("Content-Type", "application/json").withBody(bytes(value));
  }

  /** A text member; empty when it is absent, null, or something else. */
  public static String text(Map<String, ? extends @Nullable Object> object, String name) {
    return object.get(name) instanceof String text ? text : "";
  }

  /** A list member of objects; empty when it is absent. */
  @SuppressWarnings("unchecked")
  public static List<Map<String, @Nullable Object>> objects(
      Map<String, ? extends @Nullable Object> object, String name) {
    return object.get(name) instanceof List<?> list
        ? (List<Map<String, @Nullable Object>>) list
        : List.of();
  }
}
