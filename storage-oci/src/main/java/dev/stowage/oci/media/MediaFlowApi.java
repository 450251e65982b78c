package dev.stowage.oci.media;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stowage.http.HttpResponse;
import dev.stowage.oci.OciCall;
import dev.stowage.oci.OciText;
import dev.stowage.oci.OciWire;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The requests of the service. */
final class MediaFlowApi implements AutoCloseable {
  /** A page of items and the token of the next. */
  record Page(JsonNode items, Optional<String> next) {}

  private static final String VERSION = "/20211101";
  private static final String JOBS = VERSION + "/mediaWorkflowJobs";
  private static final String WORKFLOWS = VERSION + "/mediaWorkflows";

  private final OciWire wire;

  MediaFlowApi(OciWire wire) {
    this.wire = wire;
  }

  OciWire wire() {
    return wire;
  }

  private static String job(String id) {
    return JOBS + "/" + OciText.segment(id);
  }

  JsonNode create(String body, String retryToken) throws IOException {
    return wire.document(OciCall.of("POST", JOBS).header("opc-retry-token", retryToken).json(body));
  }

  JsonNode get(String id) throws IOException {
    return wire.document(OciCall.of("GET", job(id)));
  }

  JsonNode update(String id, String body) throws IOException {
    return wire.document(OciCall.of("PUT", job(id)).json(body));
  }

  /** Asks to stop: what the service calls a deletion. */
  void delete(String id) throws IOException {
    wire.done(OciCall.of("DELETE", job(id)));
  }

  Page jobs(Map<String, String> query, @Nullable String page) throws IOException {
    return page(JOBS, query, page);
  }

  JsonNode workflow(String id) throws IOException {
    return wire.document(OciCall.of("GET", WORKFLOWS + "/" + OciText.segment(id)));
  }

  Page workflows(Map<String, String> query, @Nullable String page) throws IOException {
    return page(WORKFLOWS, query, page);
  }

  Page systemWorkflows(Map<String, String> query, @Nullable String page) throws IOException {
    return page(VERSION + "/systemMediaWorkflows", query, page);
  }

  private Page page(String path, Map<String, String> query, @Nullable String page)
      throws IOException {
    OciCall call = OciCall.of("GET", path);
    query.forEach(call::query);
    if (page != null) {
      call.query("page", page);
    }
    try (HttpResponse response = wire.send(call)) {
      Optional<String> next = response.headers().first("opc-next-page");
      return new Page(OciWire.document(response).path("items"), next);
    }
  }

  @Override
  public void close() {
    wire.close();
  }
}
