package dev.stowage.oss;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The operations of Function Compute 3.0, each one request. Thread-safe. */
final class FcService implements AutoCloseable {
  static final String VERSION = "2023-03-30";

  private static final String ROOT = "/" + VERSION + "/functions";
  private static final String PAGE = "100";

  private final AcsClient client;

  FcService(AcsClient client) {
    this.client = client;
  }

  /** Below a function: {@code /triggers}, {@code /triggers/name}. */
  private static String path(String function, String... below) {
    StringBuilder path =
        new StringBuilder(ROOT).append('/').append(OssEndpoint.encodeAll(function));
    for (String part : below) {
      path.append('/').append(OssEndpoint.encodeAll(part));
    }
    return path.toString();
  }

  private JsonNode call(String action, String method, String path, @Nullable JsonNode body)
      throws IOException {
    return client.call(new AcsClient.Request(action, method, path, Map.of(), body));
  }

  private JsonNode page(String action, String path, String prefix, @Nullable String cursor)
      throws IOException {
    Map<String, String> query = new HashMap<>();
    query.put("limit", PAGE);
    if (!prefix.isEmpty()) {
      query.put("prefix", prefix);
    }
    if (cursor != null) {
      query.put("nextToken", cursor);
    }
    return client.call(new AcsClient.Request(action, "GET", path, query, null));
  }

  JsonNode create(JsonNode function) throws IOException {
    return call("CreateFunction", "POST", ROOT, function);
  }

  JsonNode update(String name, JsonNode function) throws IOException {
    return call("UpdateFunction", "PUT", path(name), function);
  }

  JsonNode get(String name) throws IOException {
    return call("GetFunction", "GET", path(name), null);
  }

  void delete(String name) throws IOException {
    call("DeleteFunction", "DELETE", path(name), null);
  }

  JsonNode list(String prefix, @Nullable String cursor) throws IOException {
    return page("ListFunctions", ROOT, prefix, cursor);
  }

  JsonNode createTrigger(String function, JsonNode trigger) throws IOException {
    return call("CreateTrigger", "POST", path(function, "triggers"), trigger);
  }

  JsonNode updateTrigger(String function, String name, JsonNode trigger) throws IOException {
    return call("UpdateTrigger", "PUT", path(function, "triggers", name), trigger);
  }

  void deleteTrigger(String function, String name) throws IOException {
    call("DeleteTrigger", "DELETE", path(function, "triggers", name), null);
  }

  JsonNode triggers(String function, @Nullable String cursor) throws IOException {
    return page("ListTriggers", path(function, "triggers"), "", cursor);
  }

  JsonNode publish(String function, JsonNode version) throws IOException {
    return call("PublishFunctionVersion", "POST", path(function, "versions"), version);
  }

  JsonNode versions(String function, @Nullable String cursor) throws IOException {
    return page("ListFunctionVersions", path(function, "versions"), "", cursor);
  }

  JsonNode createAlias(String function, JsonNode alias) throws IOException {
    return call("CreateAlias", "POST", path(function, "aliases"), alias);
  }

  JsonNode updateAlias(String function, String name, JsonNode alias) throws IOException {
    return call("UpdateAlias", "PUT", path(function, "aliases", name), alias);
  }

  JsonNode aliases(String function, @Nullable String cursor) throws IOException {
    return page("ListAliases", path(function, "aliases"), "", cursor);
  }

  @Override
  public void close() {
    client.close();
  }
}
