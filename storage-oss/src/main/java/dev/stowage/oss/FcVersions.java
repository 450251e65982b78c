package dev.stowage.oss;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Versions of functions, which never change, and aliases, which are names for versions. Had by
 * {@code deployer.unwrap(FcVersions.class)}. Thread-safe.
 */
public final class FcVersions {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final FcService service;

  FcVersions(FcService service) {
    this.service = service;
  }

  private interface Work<T> {
    T run() throws IOException;
  }

  private static <T> T run(String operation, String function, Work<T> work) {
    try {
      return work.run();
    } catch (IOException | RuntimeException e) {
      throw OssFailures.translate(operation, function, e);
    }
  }

  /**
   * Makes a version of what the function is now. One request, which is not tried again: each makes
   * another version.
   *
   * @return the version's id
   */
  public String publish(String function, String description) {
    return run(
        "publish",
        function,
        () -> {
          JsonNode body = JSON.createObjectNode().put("description", description);
          return service.publish(function, body).path("versionId").asText();
        });
  }

  /** The ids of the versions of a function. */
  public List<String> versions(String function) {
    return run(
        "list versions",
        function,
        () -> {
          List<String> ids = new ArrayList<>();
          Optional<String> cursor = Optional.empty();
          do {
            JsonNode page = service.versions(function, cursor.orElse(null));
            page.path("versions").forEach(each -> ids.add(each.path("versionId").asText()));
            cursor = FcDriver.next(page);
          } while (cursor.isPresent());
          return ids;
        });
  }

  /** Lets a name stand for a version, whether or not there is the name already. */
  public void alias(String function, String name, String version) {
    run(
        "alias",
        function,
        () -> {
          ObjectNode body = JSON.createObjectNode().put("versionId", version);
          try {
            return service.updateAlias(function, name, body);
          } catch (AcsException e) {
            if (!e.code().equals("AliasNotFound")) {
              throw e;
            }
          }
          return service.createAlias(function, body.put("aliasName", name));
        });
  }

  /** The versions that names stand for, by name. */
  public Map<String, String> aliases(String function) {
    return run(
        "list aliases",
        function,
        () -> {
          Map<String, String> all = new TreeMap<>();
          Optional<String> cursor = Optional.empty();
          do {
            JsonNode page = service.aliases(function, cursor.orElse(null));
            page.path("aliases")
                .forEach(
                    each ->
                        all.put(each.path("aliasName").asText(), each.path("versionId").asText()));
            cursor = FcDriver.next(page);
          } while (cursor.isPresent());
          return all;
        });
  }
}
