package dev.stowage.oci.nosql;

import dev.stowage.kv.Document;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes objects of requests. Unlike a document's, their names are written as they are, so that a
 * variable can be called {@code $bytes}.
 */
final class JsonObject {
  private static final String WRAPPED = "{\"v\":";

  /** Text that is JSON already. */
  record Raw(String json) {}

  private JsonObject() {}

  /** The members with their values, those that are an empty Optional left out. */
  static String of(Map<String, ? extends @Nullable Object> members) {
    StringBuilder json = new StringBuilder("{");
    members.forEach(
        (name, value) -> {
          if (value instanceof Optional<?> optional && optional.isEmpty()) {
            return;
          }
          json.append(json.length() > 1 ? "," : "").append(value(name)).append(':');
          json.append(value instanceof Raw raw ? raw.json() : value(value));
        });
    return json.append('}').toString();
  }

  private static String value(@Nullable Object value) {
    String wrapped = Document.empty().with("v", value).toJson();
    return wrapped.substring(WRAPPED.length(), wrapped.length() - 1);
  }
}
