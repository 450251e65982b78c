package dev.stowage.fakes.oss;

import com.github.tomakehurst.wiremock.common.Json;
import com.github.tomakehurst.wiremock.common.JsonException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The JSON object of a request, with refusals in the service's words. */
record FcBody(Map<String, Object> fields) {
  static FcBody of(byte[] bytes) {
    if (bytes.length == 0) {
      return new FcBody(Map.of());
    }
    try {
      Map<?, ?> read = Json.read(new String(bytes, StandardCharsets.UTF_8), Map.class);
      Map<String, Object> fields = new LinkedHashMap<>();
      read.forEach((name, value) -> fields.put(String.valueOf(name), value));
      return new FcBody(fields);
    } catch (JsonException e) {
      throw invalid("the request body is no JSON object");
    }
  }

  static OssError invalid(String message) {
    return new OssError(400, "InvalidArgument", message);
  }

  boolean has(String name) {
    return fields.get(name) != null;
  }

  /** Refuses fields that the service does not have. */
  FcBody allow(Set<String> names) {
    for (String name : fields.keySet()) {
      if (!names.contains(name)) {
        throw invalid("unknown field " + name);
      }
    }
    return this;
  }

  String text(String name) {
    Object value = fields.get(name);
    if (value != null && !(value instanceof String)) {
      throw invalid(name + " must be a string");
    }
    return value == null ? "" : (String) value;
  }

  String required(String name) {
    String text = text(name);
    if (text.isEmpty()) {
      throw invalid(name + " is required");
    }
    return text;
  }

  OptionalInt number(String name) {
    Object value = fields.get(name);
    if (value != null && !(value instanceof Integer)) {
      throw invalid(name + " must be an integer");
    }
    return value == null ? OptionalInt.empty() : OptionalInt.of((Integer) value);
  }

  Optional<FcBody> object(String name) {
    Object value = fields.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (!(value instanceof Map<?, ?> map)) {
      throw invalid(name + " must be an object");
    }
    Map<String, Object> fieldsOf = new LinkedHashMap<>();
    map.forEach((key, one) -> fieldsOf.put(String.valueOf(key), one));
    return Optional.of(new FcBody(fieldsOf));
  }

  List<?> list(String name) {
    Object value = fields.get(name);
    if (value != null && !(value instanceof List<?>)) {
      throw invalid(name + " must be an array");
    }
    return value == null ? List.of() : (List<?>) value;
  }
}
