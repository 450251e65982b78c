package dev.stowage.function;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stowage.StorageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Fields of a JSON object, with failures that name the field and never quote its value. */
final class JsonFields {
  private JsonFields() {}

  /** Refuses all other fields, by name. */
  static void allow(JsonNode object, String where, Set<String> known) {
    if (!object.isObject()) {
      throw StorageException.invalidArgument(where + ": a JSON object is expected");
    }
    Set<String> unknown = new TreeSet<>();
    object.fieldNames().forEachRemaining(unknown::add);
    unknown.removeAll(known);
    if (!unknown.isEmpty()) {
      throw StorageException.invalidArgument(
          where
              + ": unknown "
              + (unknown.size() == 1 ? "field " : "fields ")
              + String.join(", ", unknown)
              + "; known are "
              + String.join(", ", new TreeSet<>(known)));
    }
  }

  private static Optional<JsonNode> field(JsonNode object, String name) {
    JsonNode value = object.get(name);
    return value == null || value.isNull() ? Optional.empty() : Optional.of(value);
  }

  /** Numbers and booleans count as text, as in most hand-written JSON. */
  static Optional<String> text(JsonNode object, String name) {
    return field(object, name)
        .map(
            value -> {
              if (!value.isValueNode()) {
                throw StorageException.invalidArgument(name + ": a text is expected");
              }
              return value.asText();
            });
  }

  static String requiredText(JsonNode object, String name) {
    return text(object, name)
        .orElseThrow(() -> StorageException.invalidArgument(name + " is missing"));
  }

  static Optional<Integer> integer(JsonNode object, String name) {
    return field(object, name)
        .map(
            value -> {
              if (!value.canConvertToInt() || !value.isIntegralNumber()) {
                throw StorageException.invalidArgument(name + ": a whole number is expected");
              }
              return value.intValue();
            });
  }

  static Optional<JsonNode> object(JsonNode object, String name) {
    return field(object, name)
        .map(
            value -> {
              if (!value.isObject()) {
                throw StorageException.invalidArgument(name + ": a JSON object is expected");
              }
              return value;
            });
  }

  static List<JsonNode> array(JsonNode object, String name) {
    List<JsonNode> items = new ArrayList<>();
    field(object, name)
        .ifPresent(
            value -> {
              if (!value.isArray()) {
                throw StorageException.invalidArgument(name + ": an array is expected");
              }
              value.forEach(items::add);
            });
    return items;
  }

  /** A text, or an array of texts. */
  static List<String> texts(JsonNode object, String name) {
    Optional<JsonNode> value = field(object, name);
    if (value.isPresent() && value.get().isTextual()) {
      return List.of(value.get().asText());
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode each : array(object, name)) {
      if (!each.isTextual()) {
        throw StorageException.invalidArgument(name + ": an array of texts is expected");
      }
      texts.add(each.asText());
    }
    return texts;
  }
}
