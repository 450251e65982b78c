package dev.stowage.oci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stowage.ErrorCode;
import dev.stowage.OpenOptions;
import dev.stowage.fakes.FakeResponse;
import dev.stowage.fakes.Fault;
import dev.stowage.fakes.oci.FakeOci;
import dev.stowage.fakes.oci.OciAccount;
import dev.stowage.fakes.oci.OciJson;
import dev.stowage.fakes.oci.OciRequest;
import dev.stowage.fakes.oci.OciServiceFake;
import dev.stowage.spi.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests as they leave, refusals as they come back. */
class OciWireTest {
  private static final FakeOci OCI = FakeOci.builder().with(Echo::new).start();

  /** Answers with what it was asked. */
  static final class Echo implements OciServiceFake {
    Echo(OciAccount account) {
      assertEquals("us-phoenix-1", account.region());
    }

    @Override
    public Set<String> operations() {
      return Set.of("Echo");
    }

    @Override
    public Optional<String> operation(OciRequest head) {
      return head.segment(0).equals("echo") ? Optional.of("Echo") : Optional.empty();
    }

    @Override
    public FakeResponse answer(String operation, OciRequest request) {
      return OciJson.response(
          200,
          Map.of(
              "method", request.method(),
              "name", request.segment(1),
              "q", request.param("q").orElse(""),
              "body", new String(request.body(), StandardCharsets.UTF_8)));
    }

    @Override
    public void clear() {
      // Keeps nothing.
    }
  }

  @BeforeEach
  void fresh() {
    OCI.reset();
  }

  private static OciWire wire() {
    return OciWire.open(
        OciService.NOSQL,
        OciConfig.defaults().withEndpoint(OCI.endpoint()),
        OpenOptions.defaults().withEnvironment(OCI.environment()));
  }

  @Test
  void oci_auth_5_everyMethodIsSignedAndItsTargetKept() throws IOException {
    try (OciWire wire = wire()) {
      for (String method : new String[] {"GET", "DELETE", "POST", "PUT"}) {
        OciCall call = OciCall.of(method, "/echo/" + OciText.segment("a b/ü+%")).query("q", "1 &=");
        if (method.startsWith("P")) {
          call.json("{\"x\":1}");
        }
        JsonNode answer = wire.document(call);
        assertEquals(method, answer.path("method").asText());
        assertEquals("a b/ü+%", answer.path("name").asText());
        assertEquals("1 &=", answer.path("q").asText());
        assertEquals(method.startsWith("P") ? "{\"x\":1}" : "", answer.path("body").asText());
      }
    }
  }

  @Test
  void oci_auth_5_refusalKeepsCodeMessageAndRequestId() throws IOException {
    OCI.faults().on("Echo").arm(Fault.tooManyRequests(Duration.ofSeconds(7)));
    try (OciWire wire = wire()) {
      OciException refused =
          assertThrows(OciException.class, () -> wire.document(OciCall.of("GET", "/echo/x")));
      Failure failure = OciFailures.shared().classify(refused);
      assertEquals(ErrorCode.RATE_LIMITED, failure.code());
      assertEquals(429, failure.httpStatus());
      assertEquals(Optional.of(Duration.ofSeconds(7)), failure.retryAfter());
      assertTrue(failure.requestId().orElse("").startsWith("phx-1:"));
      assertEquals("TooManyRequests: Refused by a fault switch.", failure.message());
    }
  }

  @Test
  void oci_auth_5_wrongClockIsLearntFromTheRefusal() throws IOException {
    OCI.clock().advance(Duration.ofHours(3));
    try (OciWire wire = wire()) {
      assertEquals("GET", wire.document(OciCall.of("GET", "/echo/x")).path("method").asText());
      assertEquals(2, OCI.journal().requests().size());
      wire.document(OciCall.of("GET", "/echo/x"));
      assertEquals(3, OCI.journal().requests().size());
    }
  }

  @Test
  void oci_auth_5_revokedKeyIsUnauthenticated() throws IOException {
    OCI.revokeUser();
    try (OciWire wire = wire()) {
      OciException refused =
          assertThrows(OciException.class, () -> wire.document(OciCall.of("GET", "/echo/x")));
      assertEquals(ErrorCode.UNAUTHENTICATED, OciFailures.shared().classify(refused).code());
      assertEquals(1, OCI.journal().requests().size());
    }
  }
}
