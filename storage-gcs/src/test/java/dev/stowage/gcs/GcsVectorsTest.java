package dev.stowage.gcs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.auth.oauth2.ServiceAccountCredentials;
import dev.stowage.Pacer;
import dev.stowage.blob.SignedForm;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Google's published vectors of V4 signatures, all those whose form of URL we make. */
class GcsVectorsTest {
  private static final String DATA = "/com/google/cloud/conformance/storage/v1/";

  /** Other forms of host than ours, which names the bucket in the path. */
  private static final Set<String> OTHER_HOSTS =
      Set.of("VIRTUAL_HOSTED_STYLE", "BUCKET_BOUND_HOSTNAME");

  private static JsonNode read(String name) throws IOException {
    try (InputStream in = GcsVectorsTest.class.getResourceAsStream(DATA + name)) {
      return new ObjectMapper().readTree(in);
    }
  }

  private static GcsSigner signer(String bucket, String scheme) throws IOException {
    try (InputStream in =
        GcsVectorsTest.class.getResourceAsStream(DATA + "test_service_account.not-a-test.json")) {
      ServiceAccountCredentials key = ServiceAccountCredentials.fromStream(in);
      GcsEndpoint endpoint = new GcsEndpoint(URI.create(scheme + "://storage.googleapis.com"));
      GcsTokenSource tokens = new GcsTokenSource(key, null, GcsSigning.byKey(key));
      return new GcsSigner(bucket, endpoint, tokens, Pacer.system());
    }
  }

  private static Map<String, String> map(JsonNode node) {
    Map<String, String> map = new LinkedHashMap<>();
    node.properties().forEach(e -> map.put(e.getKey(), e.getValue().asText()));
    return map;
  }

  private static Stream<JsonNode> all(JsonNode tests) {
    return StreamSupport.stream(tests.spliterator(), false);
  }

  @TestFactory
  Stream<DynamicTest> urls() throws IOException {
    return all(read("v4_signatures.json").path("signingV4Tests"))
        .filter(t -> !OTHER_HOSTS.contains(t.path("urlStyle").asText()))
        .map(t -> DynamicTest.dynamicTest(t.path("description").asText(), () -> url(t)));
  }

  private static void url(JsonNode test) throws IOException {
    URI signed =
        signer(test.path("bucket").asText(), test.path("scheme").asText())
            .sign(
                test.path("method").asText(),
                test.path("object").asText(""),
                map(test.path("queryParameters")),
                map(test.path("headers")),
                Duration.ofSeconds(test.path("expiration").asLong()),
                Instant.parse(test.path("timestamp").asText()));
    assertEquals(test.path("expectedUrl").asText(), signed.toString());
  }

  @TestFactory
  Stream<DynamicTest> forms() throws IOException {
    return all(read("v4_signatures.json").path("postPolicyV4Tests"))
        .filter(t -> !OTHER_HOSTS.contains(t.path("policyInput").path("urlStyle").asText()))
        .map(t -> DynamicTest.dynamicTest(t.path("description").asText(), () -> form(t)));
  }

  private static void form(JsonNode test) throws IOException {
    JsonNode input = test.path("policyInput");
    JsonNode output = test.path("policyOutput");
    StringBuilder more = new StringBuilder();
    JsonNode conditions = input.path("conditions");
    if (conditions.has("startsWith")) {
      more.append("[\"starts-with\",").append(conditions.path("startsWith").get(0));
      more.append(',').append(conditions.path("startsWith").get(1)).append(']');
    }
    if (conditions.has("contentLengthRange")) {
      more.append("[\"content-length-range\",")
          .append(conditions.path("contentLengthRange").get(0));
      more.append(',').append(conditions.path("contentLengthRange").get(1)).append(']');
    }
    SignedForm form =
        signer(input.path("bucket").asText(), input.path("scheme").asText())
            .signForm(
                input.path("object").asText(),
                map(input.path("fields")),
                more.toString(),
                Duration.ofSeconds(input.path("expiration").asLong()),
                Instant.parse(input.path("timestamp").asText()));
    assertEquals(output.path("url").asText(), form.uri().toString());
    String policy =
        new String(Base64.getDecoder().decode(form.fields().get("policy")), StandardCharsets.UTF_8);
    ObjectMapper mapper = new ObjectMapper();
    assertEquals(
        mapper.readTree(output.path("expectedDecodedPolicy").asText()), mapper.readTree(policy));
    assertEquals(map(output.path("fields")), form.fields());
    assertTrue(form.expires().isAfter(Instant.parse(input.path("timestamp").asText())));
  }
}
