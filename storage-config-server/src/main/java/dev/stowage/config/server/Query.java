package dev.stowage.config.server;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The parameters behind the question mark, each of which may be there once. */
final class Query {
  private final Map<String, String> values;

  private Query(Map<String, String> values) {
    this.values = values;
  }

  /** Refuses parameters that are not among the known. */
  static Query parse(String raw, Set<String> known) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String pair : raw.split("&")) {
      if (pair.isEmpty()) {
        continue;
      }
      int equals = pair.indexOf('=');
      String name = decode(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
      if (!known.contains(name)) {
        String shown = name.matches("[A-Za-z0-9_.-]{1,64}") ? name : "query";
        throw ApiFailure.parameter(shown, "there is no such parameter");
      }
      if (values.put(name, value) != null) {
        throw ApiFailure.parameter(name, "it is there twice");
      }
    }
    return new Query(values);
  }

  Optional<String> get(String name) {
    return Optional.ofNullable(values.get(name));
  }

  private static String decode(String text) {
    byte[] bytes = new byte[text.length()];
    int size = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        bytes[size++] = (byte) hex(text, i + 1);
        i += 2;
      } else if (c < 0x80) {
        bytes[size++] = (byte) (c == '+' ? ' ' : c);
      } else {
        throw wrong();
      }
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, size)).toString();
    } catch (CharacterCodingException e) {
      throw wrong();
    }
  }

  private static int hex(String text, int at) {
    if (at + 2 > text.length()) {
      throw wrong();
    }
    int high = Character.digit(text.charAt(at), 16);
    int low = Character.digit(text.charAt(at + 1), 16);
    if (high < 0 || low < 0) {
      throw wrong();
    }
    return high * 16 + low;
  }

  private static ApiFailure wrong() {
    return ApiFailure.of(400, "invalid-parameter", "the query is not percent-encoded UTF-8");
  }
}
