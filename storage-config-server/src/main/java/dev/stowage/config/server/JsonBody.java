package dev.stowage.config.server;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;

/**
 * The JSON object of a request. A field that is there twice, a second value, and nesting that no
 * field of ours has are refused; a comma after the last entry is not, since the documented sample
 * has one. What is wrong is said without quoting the body, which may hold credentials.
 */
final class JsonBody {
  private static final int MAX_DEPTH = 8;
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNameLength(256)
                  .maxNumberLength(100)
                  .build())
          .build();
  private static final ObjectMapper MAPPER =
      JsonMapper.builder(FACTORY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private JsonBody() {}

  static ObjectNode parse(String text) {
    JsonNode node = node(text);
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(node.toString())) {
      throw ApiFailure.body("the body has half a surrogate pair, which is not Unicode text");
    }
    if (node instanceof ObjectNode object) {
      return object;
    }
    throw ApiFailure.body("the body is not a JSON object");
  }

  /**
   * Of a request that needs none: nothing, {@code null} as ricloud's client sends, or {@code {}}.
   */
  static void checkNone(String text) {
    JsonNode node = node(text);
    if (!node.isMissingNode() && !node.isNull() && !(node.isObject() && node.isEmpty())) {
      throw ApiFailure.body("this request takes no body");
    }
  }

  /** A part of a body as JSON of its own; the caller overwrites it. */
  static byte[] bytes(JsonNode part) {
    return part.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static JsonNode node(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      // Without the cause, which may quote the text.
      throw ApiFailure.body(
          "the body is not JSON of which every field is there once; see line "
              + (e.getLocation() == null ? 1 : e.getLocation().getLineNr()));
    }
  }
}
