package dev.stowage.fakes.gcs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The {@code fields} parameter: which parts of an answer are wanted. */
final class GcsFields {

  private final String text;
  private int at;

  private GcsFields(String text) {
    this.text = text;
  }

  /** Keeps of a JSON value what the selector names; all of it when there is none. */
  static Object select(Object value, String selector) {
    if (selector.isEmpty() || selector.equals("*")) {
      return value;
    }
    GcsFields parser = new GcsFields(selector);
    Map<String, Object> wanted = parser.list();
    if (parser.at != selector.length()) {
      throw GcsError.invalid("Invalid field selection " + selector);
    }
    return kept(value, wanted);
  }

  private static Object kept(Object value, Map<String, Object> wanted) {
    if (value instanceof List<?> list) {
      return list.stream().map(one -> kept(one, wanted)).toList();
    }
    if (!(value instanceof Map<?, ?> map) || wanted.isEmpty()) {
      return value;
    }
    Map<Object, Object> some = new LinkedHashMap<>();
    map.forEach(
        (name, inner) -> {
          Object sub = wanted.get(name.toString());
          if (sub instanceof Map<?, ?> fields) {
            some.put(name, kept(inner, strings(fields)));
          }
        });
    return some;
  }

  private static Map<String, Object> strings(Map<?, ?> map) {
    Map<String, Object> copy = new LinkedHashMap<>();
    map.forEach((name, value) -> copy.put(name.toString(), value));
    return copy;
  }

  private Map<String, Object> list() {
    Map<String, Object> fields = new LinkedHashMap<>();
    while (at < text.length()) {
      int start = at;
      while (at < text.length() && ",()".indexOf(text.charAt(at)) < 0) {
        at++;
      }
      String name = text.substring(start, at);
      Map<String, Object> inner = Map.of();
      if (at < text.length() && text.charAt(at) == '(') {
        at++;
        inner = list();
        at++; // The closing bracket.
      }
      fields.put(name, inner);
      if (at >= text.length() || text.charAt(at) == ')') {
        return fields;
      }
      at++;
    }
    return fields;
  }
}
