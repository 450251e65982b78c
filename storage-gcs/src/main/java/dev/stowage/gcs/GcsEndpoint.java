package dev.stowage.gcs;

import dev.stowage.StorageUrl;
import java.net.URI;
import java.util.Map;

/** Where the two APIs of one service are. */
final class GcsEndpoint {
  static final String GOOGLE = "https://storage.googleapis.com";

  private final String root;

  GcsEndpoint(URI endpoint) {
    String text = endpoint.toString();
    this.root = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }

  String root() {
    return root;
  }

  /** Authority without the scheme: what a client sends as Host. */
  String host() {
    return URI.create(root).getRawAuthority();
  }

  /** The path of the root, as signatures see it. */
  String rootPath() {
    String path = URI.create(root).getRawPath();
    return path == null ? "" : path;
  }

  /** A URI of the JSON API; the path is encoded already. */
  URI json(String path, Map<String, String> query) {
    return uri("/storage/v1" + path, query);
  }

  URI upload(String bucket, Map<String, String> query) {
    return uri("/upload/storage/v1/b/" + segment(bucket) + "/o", query);
  }

  URI download(String bucket, String key, Map<String, String> query) {
    return uri("/download/storage/v1" + object(bucket, key), query);
  }

  URI batch() {
    return uri("/batch/storage/v1", Map.of());
  }

  /** A URI of the XML API; an empty key stands for the bucket. */
  URI xml(String bucket, String key, Map<String, String> query) {
    return uri(xmlPath(bucket, key), query);
  }

  static String xmlPath(String bucket, String key) {
    return "/" + segment(bucket) + (key.isEmpty() ? "" : "/" + StorageUrl.encodeKey(key));
  }

  static String bucket(String bucket) {
    return "/b/" + segment(bucket);
  }

  static String object(String bucket, String key) {
    return bucket(bucket) + "/o/" + segment(key);
  }

  private URI uri(String path, Map<String, String> query) {
    return URI.create(root + path + (query.isEmpty() ? "" : "?" + query(query)));
  }

  static String query(Map<String, String> query) {
    StringBuilder text = new StringBuilder();
    query.forEach(
        (name, value) -> {
          text.append(text.isEmpty() ? "" : "&").append(segment(name));
          if (!value.isEmpty()) {
            text.append('=').append(segment(value));
          }
        });
    return text.toString();
  }

  /** Percent-encodes everything but unreserved characters. */
  static String segment(String text) {
    return StorageUrl.encodeKey(text).replace("/", "%2F");
  }
}
