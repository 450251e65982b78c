package dev.stowage.fakes.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import wiremock.com.fasterxml.jackson.core.JsonGenerator;
import wiremock.com.fasterxml.jackson.core.JsonProcessingException;
import wiremock.com.fasterxml.jackson.databind.DeserializationFeature;
import wiremock.com.fasterxml.jackson.databind.ObjectMapper;

/** JSON as maps, lists, texts, numbers and booleans. */
public final class JsonDocument {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private JsonDocument() {}

  /**
   * Reads a document; the JSON null is null.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static @Nullable Object read(byte[] json) {
    try {
      return MAPPER.readValue(json, Object.class);
    } catch (IOException e) {
      throw new IllegalArgumentException("no JSON", e);
    }
  }

  /** Writes a document in ASCII: everything else is escaped. */
  public static byte[] ascii(Object value) {
    try {
      return MAPPER.writer().with(JsonGenerator.Feature.ESCAPE_NON_ASCII).writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
