package dev.stowage.fakes.oss;

import dev.stowage.fakes.FakeResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Published versions of functions, and the names that stand for them. */
final class FcVersions {
  private final OssAccount account;
  private final FcFunctions functions;

  FcVersions(OssAccount account, FcFunctions functions) {
    this.account = account;
    this.functions = functions;
  }

  FakeResponse publish(String function, FcBody body) {
    FcFunctions.Entry entry = functions.required(function);
    body.allow(Set.of("description"));
    String id = Integer.toString(entry.versions.size() + 1);
    Map<String, Object> version = new LinkedHashMap<>();
    version.put("versionId", id);
    version.put("description", body.text("description"));
    version.put("createdTime", OssText.isoDate(account.now()));
    entry.versions.put(id, version);
    return OssTasks.json(version);
  }

  FakeResponse list(String function) {
    return OssTasks.json(
        Map.of("versions", List.copyOf(functions.required(function).versions.values())));
  }

  FakeResponse createAlias(String function, FcBody body) {
    String name = body.required("aliasName");
    if (functions.required(function).aliases.containsKey(name)) {
      throw new OssError(409, "AliasAlreadyExists", "alias '" + name + "' already exists");
    }
    return OssTasks.json(put(function, name, body));
  }

  FakeResponse updateAlias(String function, String name, FcBody body) {
    alias(function, name);
    return OssTasks.json(put(function, name, body));
  }

  private Map<String, Object> put(String function, String name, FcBody body) {
    FcFunctions.Entry entry = functions.required(function);
    body.allow(Set.of("aliasName", "versionId", "description"));
    String version = body.required("versionId");
    if (!version.equals("LATEST") && !entry.versions.containsKey(version)) {
      throw new OssError(404, "VersionNotFound", "version '" + version + "' does not exist");
    }
    Map<String, Object> alias = new LinkedHashMap<>(body.fields());
    alias.put("aliasName", name);
    entry.aliases.put(name, alias);
    return alias;
  }

  Map<String, Object> alias(String function, String name) {
    Map<String, Object> alias = functions.required(function).aliases.get(name);
    if (alias == null) {
      throw new OssError(404, "AliasNotFound", "alias '" + name + "' does not exist");
    }
    return alias;
  }

  FakeResponse aliases(String function) {
    return OssTasks.json(
        Map.of("aliases", List.copyOf(functions.required(function).aliases.values())));
  }
}
