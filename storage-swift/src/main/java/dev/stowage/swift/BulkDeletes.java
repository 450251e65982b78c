package dev.stowage.swift;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stowage.http.HttpResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Deletes many objects in one request. Swift answers 200 whatever happened, slowly and with blanks
 * in front; what happened stands in the body.
 */
final class BulkDeletes {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** So many failures are told in words. */
  private static final int MOST_TOLD = 3;

  /**
   * The longest line in bytes that Swift takes wherever its buffer happens to end: the longest
   * names of a container and an object with their slashes, not encoded. One that is longer makes it
   * refuse all of the request.
   */
  private static final int LONGEST_LINE = 1024 + 256 + 2;

  private final SwiftWire wire;
  private volatile boolean missing;

  BulkDeletes(SwiftWire wire) {
    this.wire = wire;
  }

  /**
   * What the body said.
   *
   * @param failures status by path as {@link SwiftCall#pathOf} writes it, decoded
   * @param status of the whole, 200 when all went well
   * @param deleted how many objects were there and are gone
   * @param stopped whether Swift gave up before the end, so that paths may be untouched
   */
  record Outcome(
      Map<String, Integer> failures, int status, int deleted, boolean stopped, String words) {}

  /**
   * A status for each path that was not deleted; a path that is not there counts as deleted.
   *
   * @param paths container and name after a slash, decoded
   */
  Map<String, Integer> delete(List<String> paths) throws IOException {
    if (missing) {
      return oneByOne(paths);
    }
    StringBuilder body = new StringBuilder();
    List<String> apart = new ArrayList<>();
    for (String path : paths) {
      String line = line(path);
      if (line.getBytes(StandardCharsets.UTF_8).length > LONGEST_LINE) {
        apart.add(path);
      } else {
        body.append(line).append('\n');
      }
    }
    Map<String, Integer> failures = new HashMap<>(oneByOne(apart));
    if (apart.size() < paths.size()) {
      failures.putAll(inBulk(body.toString(), paths));
    }
    return failures;
  }

  private Map<String, Integer> inBulk(String body, List<String> paths) throws IOException {
    SwiftCall call =
        SwiftCall.account("POST")
            .query("bulk-delete")
            .header("Content-Type", "text/plain")
            .header("Accept", "application/json")
            .patience(PATIENCE)
            .text(body);
    try (HttpResponse response = wire.expect(call)) {
      String text = new String(response.body().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (!text.startsWith("{")) {
        // Without the middleware this is a POST to the account, which deletes nothing.
        missing = true;
        return oneByOne(paths);
      }
      return failures(parse(text), paths, SwiftException.requestId(response.headers()));
    }
  }

  private static Map<String, Integer> failures(
      Outcome outcome, List<String> paths, @Nullable String requestId) throws SwiftException {
    if (outcome.stopped()) {
      Map<String, Integer> all = new HashMap<>();
      paths.forEach(path -> all.put(path, 503));
      all.putAll(outcome.failures());
      return all;
    }
    if (outcome.status() >= 300 && outcome.failures().isEmpty()) {
      throw new SwiftException(outcome.status(), outcome.words(), requestId, null);
    }
    return outcome.failures();
  }

  static Outcome parse(String text) throws IOException {
    JsonNode root = JSON.readTree(text);
    Map<String, Integer> failures = new HashMap<>();
    StringBuilder said = new StringBuilder(root.path("Response Body").asText());
    for (JsonNode error : root.path("Errors")) {
      String path = decoded(error.path(0).asText());
      failures.put(path, status(error.path(1).asText()));
      if (failures.size() <= MOST_TOLD) {
        said.append(said.length() == 0 ? "" : "; ").append(path).append(": ");
        said.append(error.path(1).asText());
      }
    }
    String words = said.toString();
    boolean stopped = words.contains("Max delete failures");
    return new Outcome(
        failures,
        status(root.path("Response Status").asText()),
        root.path("Number Deleted").asInt(),
        stopped,
        words);
  }

  /** Of {@code 404 Not Found}; what is no status counts as a failure of the service. */
  private static int status(String line) {
    return line.matches("[0-9]{3}( .*)?") ? Integer.parseInt(line.substring(0, 3)) : 500;
  }

  private Map<String, Integer> oneByOne(List<String> paths) throws IOException {
    Map<String, Integer> failures = new HashMap<>();
    for (String path : paths) {
      int slash = path.indexOf('/', 1);
      SwiftCall delete =
          SwiftCall.object("DELETE", path.substring(1, slash), path.substring(slash + 1));
      try (HttpResponse response = wire.send(delete)) {
        if (response.status() >= 300 && response.status() != 404) {
          failures.put(path, response.status());
        }
      }
    }
    return failures;
  }

  /**
   * A path as a line of the body. No more is encoded than what ends a line, is taken off its ends
   * or is a sign of encoding itself, since that makes lines longer.
   */
  static String line(String path) {
    StringBuilder line = new StringBuilder(path.length() + 16);
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c <= ' ' || c == '%' || c == 0x7f) {
        line.append(String.format("%%%02X", (int) c));
      } else {
        line.append(c);
      }
    }
    return line.toString();
  }

  private static String decoded(String path) {
    return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
