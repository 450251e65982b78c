package dev.stowage.fakes.swift;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;

/**
 * What Keystone says where the services are. Two regions, which are two clusters: the second keeps
 * its accounts under a prefix of its own. The internal interface has another host name.
 */
final class SwiftCatalogue {
  static final String REGION = "RegionOne";
  static final String OTHER_REGION = "RegionTwo";
  static final String RESELLER = "AUTH_";
  static final String OTHER_RESELLER = "TWO_";

  private final IntSupplier port;

  SwiftCatalogue(IntSupplier port) {
    this.port = port;
  }

  static List<String> resellers() {
    return List.of(RESELLER, OTHER_RESELLER);
  }

  String storageUrl(SwiftIdentity.Project project) {
    return url("127.0.0.1", "/v1/" + project.account(RESELLER));
  }

  List<Object> services(SwiftIdentity.Project project) {
    String one = "/v1/" + project.account(RESELLER);
    String two = "/v1/" + project.account(OTHER_RESELLER);
    return List.of(
        service(
            "identity",
            "keystone",
            List.of(
                endpoint("public", REGION, url("127.0.0.1", "/v3")),
                endpoint("admin", REGION, url("localhost", "/v3")))),
        service(
            "object-store",
            "swift",
            List.of(
                endpoint("admin", REGION, url("localhost", one)),
                endpoint("public", OTHER_REGION, url("127.0.0.1", two)),
                endpoint("internal", REGION, url("localhost", one)),
                endpoint("public", REGION, url("127.0.0.1", one)))));
  }

  private String url(String host, String path) {
    return "http://" + host + ":" + port.getAsInt() + path;
  }

  private static Map<String, Object> service(String type, String name, List<Object> endpoints) {
    Map<String, Object> service = new LinkedHashMap<>();
    service.put("type", type);
    service.put("name", name);
    service.put("id", type + "-" + name);
    service.put("endpoints", new ArrayList<>(endpoints));
    return service;
  }

  private static Map<String, Object> endpoint(String side, String region, String url) {
    Map<String, Object> endpoint = new LinkedHashMap<>();
    endpoint.put("id", side + "-" + region);
    endpoint.put("interface", side);
    endpoint.put("region", region);
    endpoint.put("region_id", region);
    endpoint.put("url", url);
    return endpoint;
  }
}
