package dev.stowage.config.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stowage.kv.Document;
import java.util.LinkedHashMap;
import java.util.Map;

/** What goes back for a request. */
record Answer(int status, Map<String, String> headers, String type, byte[] body) {
  static Answer json(int status, Document body) {
    return new Answer(status, Map.of(), "application/json", (body.toJson() + "\n").getBytes(UTF_8));
  }

  static Answer html(String page) {
    return new Answer(200, Map.of(), "text/html; charset=utf-8", page.getBytes(UTF_8));
  }

  /** The body that the document promises: {@code error}, {@code message}, {@code params}. */
  static Answer of(ApiFailure failure) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("error", failure.code());
    fields.put("message", failure.getMessage());
    fields.put("params", failure.params());
    Answer answer = json(failure.status(), Document.of(fields));
    for (Map.Entry<String, String> header : failure.headers().entrySet()) {
      answer = answer.withHeader(header.getKey(), header.getValue());
    }
    return answer;
  }

  Answer withHeader(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Answer(status, more, type, body);
  }
}
