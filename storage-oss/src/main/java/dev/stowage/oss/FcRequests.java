package dev.stowage.oss;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stowage.function.CodeKind;
import dev.stowage.function.ContainerImage;
import dev.stowage.function.DeploymentRequest;
import dev.stowage.function.LayerRef;
import dev.stowage.function.NetworkConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A deployment in the words of Function Compute. */
final class FcRequests {
  /** What has to be named, and is not called. */
  private static final String NO_HANDLER = "not-used";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final FcConfig config;

  FcRequests(FcConfig config) {
    this.config = config;
  }

  /**
   * The body of a request that makes the function, or changes it.
   *
   * @param code where the archive is, or the archive; null for an image
   * @param update whether the function is there; then its name is in the path
   */
  ObjectNode function(DeploymentRequest request, @Nullable ObjectNode code, boolean update) {
    ObjectNode body = JSON.createObjectNode();
    if (!update) {
      body.put("functionName", request.name());
    }
    request.description().ifPresent(text -> body.put("description", text));
    boolean image = request.code().kind() == CodeKind.IMAGE;
    body.put("runtime", image ? "custom-container" : request.runtime().orElseThrow());
    body.put("handler", request.handler().orElse(NO_HANDLER));
    body.put("memorySize", request.memory());
    body.put("timeout", seconds(request));
    request.cpu().ifPresent(cores -> body.put("cpu", cores));
    request.disk().ifPresent(size -> body.put("diskSize", size));
    body.set("environmentVariables", JSON.valueToTree(request.environment()));
    request.role().ifPresent(role -> body.put("role", role));
    request.network().ifPresent(network -> body.set("vpcConfig", network(network)));
    if (image) {
      body.set("customContainerConfig", image(request.code().image()));
    } else {
      body.set("code", code);
      body.set("layers", JSON.valueToTree(request.layers().stream().map(this::layer).toList()));
    }
    if (!request.command().isEmpty()) {
      body.putObject("customRuntimeConfig").set("command", JSON.valueToTree(request.command()));
    }
    return body;
  }

  /** A started second counts. */
  private static long seconds(DeploymentRequest request) {
    return request.timeout().plusNanos(999_999_999).toSeconds();
  }

  private static ObjectNode network(NetworkConfig network) {
    ObjectNode vpc = JSON.createObjectNode();
    vpc.put("vpcId", network.networkId());
    vpc.set("vSwitchIds", JSON.valueToTree(network.subnetIds()));
    vpc.put("securityGroupId", network.securityGroupId());
    return vpc;
  }

  private static ObjectNode image(ContainerImage image) {
    ObjectNode container = JSON.createObjectNode();
    image
        .extras()
        .forEach((name, value) -> container.set(camel(name), JSON.valueToTree(value(value))));
    container.put("image", image.reference());
    container.put("port", image.port().orElse(9000));
    if (!image.command().isEmpty()) {
      container.set("command", JSON.valueToTree(image.command()));
    }
    if (!image.entrypoint().isEmpty()) {
      container.set("entrypoint", JSON.valueToTree(image.entrypoint()));
    }
    return container;
  }

  /** A whole ARN, {@code name} of this account, or {@code official/name}. */
  private String layer(LayerRef layer) {
    if (layer.name().startsWith("acs:")) {
      return layer.name().contains("/versions/")
          ? layer.name()
          : layer.name() + "/versions/" + layer.version();
    }
    int slash = layer.name().indexOf('/');
    String account = slash < 0 ? config.account() : layer.name().substring(0, slash);
    String name = layer.name().substring(slash + 1);
    return "acs:fc:"
        + config.region()
        + ":"
        + account
        + ":layers/"
        + name
        + "/versions/"
        + layer.version();
  }

  /** {@code auth_type} as {@code authType}; what is spelt so already stays. */
  static String camel(String name) {
    if (name.equals("disable_url_internet")) {
      return "disableURLInternet";
    }
    StringBuilder camel = new StringBuilder(name.length());
    boolean up = false;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '_') {
        up = camel.length() > 0;
      } else {
        camel.append(up ? Character.toUpperCase(c) : c);
        up = false;
      }
    }
    return camel.toString();
  }

  /** The same for the names inside a value. */
  static Object value(Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> named = new LinkedHashMap<>();
      map.forEach((name, inner) -> named.put(camel(String.valueOf(name)), value(inner)));
      return named;
    }
    return value instanceof List<?> list ? list.stream().map(FcRequests::value).toList() : value;
  }
}
