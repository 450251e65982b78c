package dev.stowage.config.server;

import java.util.List;
import java.util.Optional;

/** The paths that there are, and what can be done there. HEAD can be done wherever GET can. */
enum Route {
  PAGE("/", List.of("GET")),
  CONFIGS("/configs/storage", List.of("GET", "POST")),
  CONFIG("/configs/storage/*", List.of("GET", "POST", "DELETE")),
  TEST("/configs/storage/*/test", List.of("POST")),
  TASK("/tasks/*", List.of("GET")),
  ORGANISATION("/organisation", List.of("GET"));

  private static final String ANY = "*";

  private final String path;
  private final List<String> segments;
  private final List<String> methods;

  Route(String path, List<String> methods) {
    this.path = path;
    this.segments = List.of(path.split("/", -1));
    this.methods = methods;
  }

  /**
   * A route that a path fits, and the id in the path.
   *
   * @param id empty where the route has none
   */
  record Match(Route route, String id) {}

  static Optional<Match> of(String path) {
    List<String> given = List.of(path.split("/", -1));
    for (Route route : values()) {
      if (route.fits(given)) {
        int at = route.segments.indexOf(ANY);
        return Optional.of(new Match(route, at < 0 ? "" : given.get(at)));
      }
    }
    return Optional.empty();
  }

  private boolean fits(List<String> given) {
    if (given.size() != segments.size()) {
      return false;
    }
    for (int i = 0; i < given.size(); i++) {
      boolean same =
          segments.get(i).equals(ANY)
              ? !given.get(i).isEmpty()
              : segments.get(i).equals(given.get(i));
      if (!same) {
        return false;
      }
    }
    return true;
  }

  boolean takes(String method) {
    return methods.contains(method) || method.equals("HEAD") && methods.contains("GET");
  }

  /** For the header {@code Allow}. */
  String allowed() {
    String all = String.join(", ", methods);
    return methods.contains("GET") ? all + ", HEAD" : all;
  }

  static Scope scope(String method) {
    return method.equals("GET") || method.equals("HEAD") ? Scope.READ : Scope.WRITE;
  }

  @Override
  public String toString() {
    return path;
  }
}
