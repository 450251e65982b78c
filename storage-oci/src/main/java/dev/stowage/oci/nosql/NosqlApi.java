package dev.stowage.oci.nosql;

import dev.stowage.oci.OciCall;
import dev.stowage.oci.OciText;
import dev.stowage.oci.OciWire;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The requests of the service, each as one method. */
final class NosqlApi implements AutoCloseable {
  private static final String VERSION = "/20190828";

  private final OciWire wire;

  NosqlApi(OciWire wire) {
    this.wire = wire;
  }

  OciWire wire() {
    return wire;
  }

  private NosqlAnswer send(OciCall call) throws IOException {
    return NosqlAnswer.of(wire.send(call));
  }

  private static OciCall call(String method, String path) {
    return OciCall.of(method, VERSION + path);
  }

  private static String rows(String table) {
    return "/tables/" + OciText.segment(table) + "/rows";
  }

  /**
   * @param key texts of the form column:value
   */
  NosqlAnswer getRow(String table, Optional<String> compartment, List<String> key, boolean absolute)
      throws IOException {
    OciCall call = call("GET", rows(table));
    compartment.ifPresent(id -> call.query("compartmentId", id));
    key.forEach(part -> call.query("key", part));
    if (absolute) {
      call.query("consistency", "ABSOLUTE");
    }
    return send(call);
  }

  NosqlAnswer putRow(String table, Map<String, ?> details, @Nullable String etag)
      throws IOException {
    OciCall call = call("PUT", rows(table)).json(JsonObject.of(details));
    return send(etag == null ? call : call.header("if-match", etag));
  }

  NosqlAnswer deleteRow(
      String table, Optional<String> compartment, List<String> key, @Nullable String etag)
      throws IOException {
    OciCall call = call("DELETE", rows(table));
    compartment.ifPresent(id -> call.query("compartmentId", id));
    key.forEach(part -> call.query("key", part));
    return send(etag == null ? call : call.header("if-match", etag));
  }

  /**
   * One page of a statement.
   *
   * @param limit rows at most, 0 for the service's own limit
   * @param page the token of the page before, or null
   */
  NosqlAnswer query(Map<String, ?> details, int limit, @Nullable String page) throws IOException {
    OciCall call = call("POST", "/query");
    if (limit > 0) {
      call.query("limit", Integer.toString(limit));
    }
    if (page != null) {
      call.query("page", page);
    }
    return send(call.json(JsonObject.of(details)));
  }

  NosqlAnswer prepare(String compartment, String statement) throws IOException {
    return send(
        call("GET", "/query/prepare")
            .query("compartmentId", compartment)
            .query("statement", statement));
  }

  NosqlAnswer summarize(String compartment, String statement) throws IOException {
    return send(
        call("GET", "/query/summarize")
            .query("compartmentId", compartment)
            .query("statement", statement));
  }

  NosqlAnswer table(String table, Optional<String> compartment) throws IOException {
    OciCall call = call("GET", "/tables/" + OciText.segment(table));
    compartment.ifPresent(id -> call.query("compartmentId", id));
    return send(call);
  }

  NosqlAnswer createTable(Map<String, ?> details, String retryToken) throws IOException {
    return send(
        call("POST", "/tables").header("opc-retry-token", retryToken).json(JsonObject.of(details)));
  }

  NosqlAnswer dropTable(String table, String compartment, boolean ifExists) throws IOException {
    OciCall call =
        call("DELETE", "/tables/" + OciText.segment(table)).query("compartmentId", compartment);
    return send(ifExists ? call.query("isIfExists", "true") : call);
  }

  NosqlAnswer tables(String compartment, @Nullable String page) throws IOException {
    OciCall call = call("GET", "/tables").query("compartmentId", compartment);
    return send(page == null ? call : call.query("page", page));
  }

  NosqlAnswer workRequest(String id) throws IOException {
    return send(call("GET", "/workRequests/" + OciText.segment(id)));
  }

  @Override
  public void close() {
    wire.close();
  }
}
