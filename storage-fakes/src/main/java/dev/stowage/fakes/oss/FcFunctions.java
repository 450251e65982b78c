package dev.stowage.fakes.oss;

import dev.stowage.fakes.FakeBytes;
import dev.stowage.fakes.FakeResponse;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Functions, which never run. An image takes some looks to become ready. */
final class FcFunctions {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,63}");
  private static final Pattern ROLE = Pattern.compile("acs:ram::[0-9]+:role/.+");
  private static final Pattern LAYER =
      Pattern.compile("acs:fc:[a-z0-9-]+:[a-z0-9]+:layers/[^/]+/versions/[0-9]+");
  private static final long MAX_ZIP = 100L << 20;
  private static final Set<String> FIELDS =
      Set.of(
          "functionName",
          "description",
          "runtime",
          "handler",
          "code",
          "customContainerConfig",
          "customRuntimeConfig",
          "memorySize",
          "timeout",
          "cpu",
          "diskSize",
          "environmentVariables",
          "role",
          "vpcConfig",
          "layers");
  private static final Set<String> RUNTIMES =
      Set.of(
          "nodejs12",
          "nodejs14",
          "nodejs16",
          "nodejs18",
          "nodejs20",
          "python3",
          "python3.9",
          "python3.10",
          "python3.12",
          "java8",
          "java11",
          "go1",
          "php7.2",
          "dotnetcore3.1",
          "custom",
          "custom.debian10",
          "custom.debian11",
          "custom.debian12",
          "custom-container");

  private final OssAccount account;
  private final TreeMap<String, Entry> functions = new TreeMap<>();

  FcFunctions(OssAccount account) {
    this.account = account;
  }

  /** A function with what hangs on it. Guarded by the store's lock. */
  static final class Entry {
    final Map<String, Object> fields = new LinkedHashMap<>();
    final TreeMap<String, Map<String, Object>> triggers = new TreeMap<>();
    final TreeMap<String, Map<String, Object>> aliases = new TreeMap<>();
    final Map<String, Map<String, Object>> versions = new LinkedHashMap<>();
    byte[] code = new byte[0];
    private int pulling;
  }

  void clear() {
    functions.clear();
  }

  Optional<Entry> find(String name) {
    return Optional.ofNullable(functions.get(name));
  }

  Entry required(String name) {
    return find(name)
        .orElseThrow(
            () -> new OssError(404, "FunctionNotFound", "function '" + name + "' does not exist"));
  }

  FakeResponse create(FcBody body) {
    String name = body.required("functionName");
    if (!NAME.matcher(name).matches()) {
      throw FcBody.invalid("functionName must match " + NAME);
    }
    checkRuntime(body.required("runtime"));
    if (body.text("handler").isEmpty()) {
      throw FcBody.invalid("handler is required");
    }
    check(body);
    boolean image = body.text("runtime").equals("custom-container");
    if (image == body.has("code") || image != body.has("customContainerConfig")) {
      throw FcBody.invalid("a function has either code or, as custom-container, an image");
    }
    if (functions.containsKey(name)) {
      throw new OssError(409, "FunctionAlreadyExists", "function '" + name + "' already exists");
    }
    Entry entry = new Entry();
    entry.fields.put("functionId", account.newId());
    entry.fields.put(
        "functionArn",
        "acs:fc:"
            + account.settings().region()
            + ":"
            + account.settings().account()
            + ":functions/"
            + name);
    entry.fields.put("createdTime", OssText.isoDate(account.now()));
    entry.fields.put("memorySize", 512);
    entry.fields.put("timeout", 3);
    fill(entry, body);
    functions.put(name, entry);
    return OssTasks.json(entry.fields);
  }

  FakeResponse update(String name, FcBody body) {
    Entry entry = required(name);
    if (body.has("runtime")) {
      checkRuntime(body.text("runtime"));
    }
    check(body);
    fill(entry, body);
    entry.fields.put("functionName", name);
    return OssTasks.json(entry.fields);
  }

  private static void checkRuntime(String runtime) {
    if (!RUNTIMES.contains(runtime)) {
      throw FcBody.invalid("runtime is set to an invalid value");
    }
  }

  private void check(FcBody body) {
    body.allow(FIELDS);
    int memory = body.number("memorySize").orElse(128);
    if (memory < 128 || memory > 32_768 || memory % 64 != 0) {
      throw FcBody.invalid("memorySize must be a multiple of 64 from 128 to 32768");
    }
    int timeout = body.number("timeout").orElse(3);
    if (timeout < 1 || timeout > 86_400) {
      throw FcBody.invalid("timeout must be from 1 to 86400");
    }
    if (body.has("role") && !ROLE.matcher(body.text("role")).matches()) {
      throw FcBody.invalid("role is no ARN of a RAM role");
    }
    for (Object layer : body.list("layers")) {
      if (!LAYER.matcher(String.valueOf(layer)).matches()) {
        throw FcBody.invalid("layers must be ARNs of layer versions");
      }
    }
    body.object("vpcConfig")
        .ifPresent(
            vpc -> {
              vpc.required("vpcId");
              vpc.required("securityGroupId");
              if (vpc.list("vSwitchIds").isEmpty()) {
                throw FcBody.invalid("vSwitchIds is required");
              }
            });
    body.object("customContainerConfig").ifPresent(config -> config.required("image"));
  }

  private void fill(Entry entry, FcBody body) {
    Map<String, Object> kept = new LinkedHashMap<>(body.fields());
    kept.remove("code");
    body.object("code").ifPresent(code -> entry.code = code(entry, code));
    entry.fields.putAll(kept);
    boolean image = "custom-container".equals(entry.fields.get("runtime"));
    boolean pulls = image && body.has("customContainerConfig");
    entry.pulling = pulls ? account.settings().steps() : 0;
    entry.fields.put("lastModifiedTime", OssText.isoDate(account.now()));
    describe(entry);
  }

  private byte[] code(Entry entry, FcBody code) {
    byte[] zip;
    if (code.has("zipFile")) {
      String text = code.text("zipFile");
      if (text.length() > MAX_ZIP) {
        throw new OssError(400, "EntityTooLarge", "zipFile is larger than 100 MB");
      }
      try {
        zip = Base64.getDecoder().decode(text);
      } catch (IllegalArgumentException e) {
        throw FcBody.invalid("zipFile is no Base64");
      }
    } else {
      String bucket = code.required("ossBucketName");
      String key = code.required("ossObjectName");
      zip =
          account
              .blobs()
              .bucket(bucket)
              .flatMap(b -> b.current(key))
              .orElseThrow(() -> FcBody.invalid("the code object does not exist: " + key))
              .content();
    }
    if (zip.length < 2 || zip[0] != 'P' || zip[1] != 'K') {
      throw FcBody.invalid("the code package is no ZIP file");
    }
    String checksum = Crc64Ecma.of(FakeBytes.of(zip));
    if (code.has("checksum") && !code.text("checksum").equals(checksum)) {
      throw FcBody.invalid("the checksum is not that of the code package");
    }
    entry.fields.put("codeSize", zip.length);
    entry.fields.put("codeChecksum", checksum);
    return zip;
  }

  private static void describe(Entry entry) {
    boolean missing =
        entry.fields.get("customContainerConfig") instanceof Map<?, ?> config
            && String.valueOf(config.get("image")).contains("missing");
    if (entry.pulling > 0) {
      entry.fields.put("state", "Pending");
      entry.fields.put("lastUpdateStatus", "InProgress");
    } else if (missing) {
      entry.fields.put("state", "Failed");
      entry.fields.put("stateReasonCode", "ImageNotFound");
      entry.fields.put("stateReason", "the image does not exist");
      entry.fields.put("lastUpdateStatus", "Failed");
    } else {
      entry.fields.put("state", "Active");
      entry.fields.put("lastUpdateStatus", "Successful");
    }
  }

  /** A function as it is, one step further if it is being made ready. */
  Map<String, Object> look(String name) {
    Entry entry = required(name);
    entry.pulling = Math.max(0, entry.pulling - 1);
    describe(entry);
    return entry.fields;
  }

  FakeResponse delete(String name) {
    if (!required(name).triggers.isEmpty()) {
      throw new OssError(409, "FunctionNotEmpty", "function '" + name + "' has triggers");
    }
    functions.remove(name);
    return FakeResponse.of(204);
  }

  FakeResponse list(Map<String, String> params) {
    String prefix = params.getOrDefault("prefix", "");
    String from = params.getOrDefault("nextToken", prefix);
    String limit = params.getOrDefault("limit", "20");
    int most = limit.matches("[0-9]{1,3}") ? Math.min(100, Integer.parseInt(limit)) : 20;
    List<Object> page = new ArrayList<>();
    Map<String, Object> answer = new LinkedHashMap<>();
    for (Map.Entry<String, Entry> each : functions.tailMap(from, true).entrySet()) {
      if (!each.getKey().startsWith(prefix)) {
        break;
      }
      if (page.size() == most) {
        answer.put("nextToken", each.getKey());
        break;
      }
      page.add(each.getValue().fields);
    }
    answer.put("functions", page);
    return OssTasks.json(answer);
  }
}
