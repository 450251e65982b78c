package dev.stowage.fakes.oci.objects;

import dev.stowage.fakes.oci.OciRequest;
import java.util.List;

/**
 * A path of Object Storage: {@code /n/{namespace}/b/{bucket}/{what}/{name}}, with {@code
 * /p/{token}} in front of it for the holder of a pre-authenticated request.
 */
record ObjectPath(String token, List<String> segments) {
  static ObjectPath of(OciRequest request) {
    List<String> all = request.segments();
    boolean preauthenticated = all.get(0).equals("p") && all.size() > 2;
    List<String> rest = preauthenticated ? all.subList(2, all.size()) : all;
    boolean slash = rest.size() > 1 && rest.size() < 6 && rest.get(rest.size() - 1).isEmpty();
    String token = preauthenticated ? all.get(1) : "";
    return new ObjectPath(token, slash ? rest.subList(0, rest.size() - 1) : rest);
  }

  private String segment(int index) {
    return index < segments.size() ? segments.get(index) : "";
  }

  int depth() {
    return segments.size();
  }

  String root() {
    return segment(0);
  }

  String namespace() {
    return segment(1);
  }

  /** The id of a work request stands where a namespace does. */
  String workRequest() {
    return segment(1);
  }

  String bucket() {
    return segment(3);
  }

  String what() {
    return root().equals("workRequests") ? segment(2) : segment(4);
  }

  /** The name of an object, however many slashes a client has left plain in it. */
  String name() {
    return segments.size() < 6 ? "" : String.join("/", segments.subList(5, segments.size()));
  }
}
