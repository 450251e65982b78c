package dev.stowage.examples;

import dev.stowage.OpenOptions;
import dev.stowage.kv.Document;
import dev.stowage.kv.KvStore;
import dev.stowage.kv.RowKey;
import java.util.Map;

/**
 * A function on OCI that notes in a table what arrived in a bucket, as the event service calls it:
 * with a CloudEvent as text, such as {@code com.oraclecloud.objectstorage.createobject}.
 *
 * <p>What a cold start costs is kept small: one service is opened, so one is loaded; the URL says
 * what the table looks like, so that is not asked; credentials are those of the function. The table
 * stays open for the next event of the same container.
 *
 * <pre>
 * create table arrivals (bucket string, name string, doc json, primary key(shard(bucket), name))
 * </pre>
 */
public final class OciFunction {
  private final KvStore arrivals;

  /** The function's entry for the runtime. */
  public OciFunction() {
    this(System.getenv(), OpenOptions.defaults());
  }

  OciFunction(Map<String, String> env, OpenOptions options) {
    String endpoint = env.getOrDefault("OCI_ENDPOINT", "");
    arrivals =
        KvStore.open(
            "oci-nosql://arrivals?key=bucket,name&document=doc&compartment="
                + env.get("COMPARTMENT_OCID")
                + (endpoint.isEmpty() ? "" : "&endpoint=" + endpoint),
            options);
  }

  /** Handles one event; the same event again changes nothing. */
  public String handleRequest(String cloudEvent) {
    Document event = Document.fromJson(cloudEvent);
    String bucket = event.string("data.additionalDetails.bucketName").orElseThrow();
    String name = event.string("data.resourceName").orElseThrow();
    Document arrival =
        Document.empty()
            .with("event", event.string("eventID").orElse(""))
            .with("at", event.string("eventTime").orElse(""))
            .with("etag", event.string("data.additionalDetails.eTag").orElse(""));
    arrivals.put(RowKey.of(bucket).and(name), arrival);
    return "noted " + bucket + "/" + name;
  }
}
