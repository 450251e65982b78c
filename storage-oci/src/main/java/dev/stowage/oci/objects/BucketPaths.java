package dev.stowage.oci.objects;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stowage.oci.OciCall;
import dev.stowage.oci.OciText;
import dev.stowage.oci.OciWire;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The paths of one bucket's requests, and the wire they go out on. */
final class BucketPaths {
  private final OciWire wire;
  private final String bucket;
  private volatile @Nullable String namespace;

  BucketPaths(OciObjectsConfig config, OciWire wire) {
    this.wire = wire;
    this.bucket = config.bucket();
    this.namespace = config.namespace().orElse(null);
  }

  OciWire wire() {
    return wire;
  }

  String bucket() {
    return bucket;
  }

  /** Given, or asked for once: it is the same for the whole tenancy and never changes. */
  String namespace() throws IOException {
    String known = namespace;
    if (known == null) {
      JsonNode answer = wire.document(OciCall.of("GET", "/n"));
      known = answer.asText();
      if (known.isEmpty()) {
        throw new IOException("the service did not name the caller's namespace");
      }
      namespace = known;
    }
    return known;
  }

  private String buckets() throws IOException {
    return "/n/" + OciText.segment(namespace()) + "/b";
  }

  /** A request about all buckets. */
  OciCall ofBuckets(String method) throws IOException {
    return OciCall.of(method, buckets());
  }

  /** A request about this bucket, or another of the namespace. */
  OciCall ofBucket(String method, String name) throws IOException {
    return OciCall.of(method, buckets() + "/" + OciText.segment(name));
  }

  /** A request about something in this bucket, such as {@code o} for its objects. */
  OciCall inBucket(String method, String what) throws IOException {
    return OciCall.of(method, buckets() + "/" + OciText.segment(bucket) + "/" + what);
  }

  OciCall ofObject(String method, String key) throws IOException {
    return inBucket(method, "o/" + OciText.segment(key));
  }

  OciCall ofUpload(String method, String key, String uploadId) throws IOException {
    return inBucket(method, "u/" + OciText.segment(key)).query("uploadId", uploadId);
  }
}
