package dev.stowage.fakes.oss;

import dev.stowage.fakes.FakeRequest;
import dev.stowage.fakes.FakeResponse;
import java.util.Optional;

/** Function Compute 3.0: routes to functions, triggers, versions and aliases. */
final class FcService {
  static final String ROOT = "/2023-03-30/functions";

  private static final String VERSION = "2023-03-30";

  private final FcFunctions functions;
  private final FcTriggers triggers;
  private final FcVersions versions;

  FcService(OssAccount account) {
    this.functions = new FcFunctions(account);
    this.triggers = new FcTriggers(account, functions);
    this.versions = new FcVersions(account, functions);
  }

  void clear() {
    functions.clear();
  }

  FcFunctions functions() {
    return functions;
  }

  static AcsOperation operation(String method, String path) {
    if (!path.equals(ROOT) && !path.startsWith(ROOT + "/")) {
      return AcsOperation.UNKNOWN;
    }
    String[] parts = path.substring(ROOT.length()).split("/", -1);
    String kind = parts.length > 2 ? parts[2] : "";
    String place = parts.length > 3 ? "item" : parts.length > 2 ? "list" : "";
    return switch (method + " " + (parts.length == 1 ? "functions" : kind + " " + place)) {
      case "GET functions" -> AcsOperation.LIST_FUNCTIONS;
      case "POST functions" -> AcsOperation.CREATE_FUNCTION;
      case "GET  " -> AcsOperation.GET_FUNCTION;
      case "PUT  " -> AcsOperation.UPDATE_FUNCTION;
      case "DELETE  " -> AcsOperation.DELETE_FUNCTION;
      case "GET triggers list" -> AcsOperation.LIST_TRIGGERS;
      case "POST triggers list" -> AcsOperation.CREATE_TRIGGER;
      case "GET triggers item" -> AcsOperation.GET_TRIGGER;
      case "PUT triggers item" -> AcsOperation.UPDATE_TRIGGER;
      case "DELETE triggers item" -> AcsOperation.DELETE_TRIGGER;
      case "GET versions list" -> AcsOperation.LIST_FUNCTION_VERSIONS;
      case "POST versions list" -> AcsOperation.PUBLISH_FUNCTION_VERSION;
      case "GET aliases list" -> AcsOperation.LIST_ALIASES;
      case "POST aliases list" -> AcsOperation.CREATE_ALIAS;
      case "GET aliases item" -> AcsOperation.GET_ALIAS;
      case "PUT aliases item" -> AcsOperation.UPDATE_ALIAS;
      default -> AcsOperation.UNKNOWN;
    };
  }

  FakeResponse answer(FakeRequest request, AcsOperation operation) {
    if (operation == AcsOperation.UNKNOWN) {
      throw new OssError(404, "PathNotSupported", "The path or method is not supported.");
    }
    if (!request.header("x-acs-version").equals(Optional.of(VERSION))
        || !request.header("x-acs-action").equals(Optional.of(operation.title()))) {
      throw new OssError(400, "InvalidArgument", "Action or version do not fit the path.");
    }
    String[] parts = request.path().substring(ROOT.length()).split("/", -1);
    String name = parts.length > 1 ? OssText.percentDecoded(parts[1]) : "";
    String item = parts.length > 3 ? OssText.percentDecoded(parts[3]) : "";
    FcBody body = FcBody.of(request.body());
    return switch (operation) {
      case LIST_FUNCTIONS -> functions.list(OssCall.params(request.query()));
      case CREATE_FUNCTION -> functions.create(body);
      case GET_FUNCTION -> OssTasks.json(functions.look(name));
      case UPDATE_FUNCTION -> functions.update(name, body);
      case DELETE_FUNCTION -> functions.delete(name);
      case LIST_TRIGGERS -> triggers.list(name, OssCall.params(request.query()));
      case CREATE_TRIGGER -> triggers.create(name, body);
      case GET_TRIGGER -> OssTasks.json(triggers.required(name, item));
      case UPDATE_TRIGGER -> triggers.update(name, item, body);
      case DELETE_TRIGGER -> triggers.delete(name, item);
      case PUBLISH_FUNCTION_VERSION -> versions.publish(name, body);
      case LIST_FUNCTION_VERSIONS -> versions.list(name);
      case CREATE_ALIAS -> versions.createAlias(name, body);
      case UPDATE_ALIAS -> versions.updateAlias(name, item, body);
      case GET_ALIAS -> OssTasks.json(versions.alias(name, item));
      case LIST_ALIASES -> versions.aliases(name);
      default -> throw new OssError(404, "PathNotSupported", "The path is not supported.");
    };
  }
}
