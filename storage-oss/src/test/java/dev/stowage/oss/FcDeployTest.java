package dev.stowage.oss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.Credentials;
import dev.stowage.ErrorCode;
import dev.stowage.OpenOptions;
import dev.stowage.StorageException;
import dev.stowage.conformance.driver.KitPacer;
import dev.stowage.fakes.Fault;
import dev.stowage.fakes.oss.FakeOss;
import dev.stowage.function.Code;
import dev.stowage.function.ContainerImage;
import dev.stowage.function.DeploymentBuilder;
import dev.stowage.function.DeploymentInfo;
import dev.stowage.function.DeploymentRequest;
import dev.stowage.function.DeploymentState;
import dev.stowage.function.FunctionDeployer;
import dev.stowage.function.TriggerSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;

/** FC-1 to FC-6, FC-TRIG-1, FC-SIGN-1, FC-ERR-1, T20, T21: deployments. */
class FcDeployTest {
  @RegisterExtension static final FakeOss FAKE = FakeOss.start();

  private static final byte[] ZIP = {'P', 'K', 5, 6, 0, 0, 0, 0, 0, 0};

  private static FunctionDeployer open(String parameters) {
    return FunctionDeployer.open(
        FcHarness.url(FAKE) + parameters,
        OpenOptions.defaults().withPacer(new KitPacer()).withEnvironment(Map.of()));
  }

  private static DeploymentBuilder request(String name) {
    return DeploymentRequest.builder(name)
        .code(Code.inline(ZIP))
        .runtime("python3.12")
        .handler("index.handler");
  }

  private static StorageException fails(ErrorCode code, Executable call) {
    StorageException failure = assertThrows(StorageException.class, call);
    assertEquals(code, failure.code(), failure::toString);
    return failure;
  }

  @Test
  void fc1_t21_onlyPathsThatExist_andTheSecretNowhere() {
    FAKE.journal().clear();
    try (Recorder server = new Recorder(200, "{\"functionName\":\"f\"}");
        FunctionDeployer deployer =
            FunctionDeployer.open(
                "alibaba-fc://123?region=cn-hangzhou&fc-endpoint=" + server.url(),
                OpenOptions.defaults()
                    .withCredentials(Credentials.keys("my-key", "my-secret"))
                    .withEnvironment(Map.of()))) {
      var deployment = deployer.deploy(request("f").trigger(TriggerSpec.http("web")).build());
      deployer.find("f");
      assertEquals(0, deployer.list("").count());
      for (Recorder.Seen seen : server.seen()) {
        assertTrue(seen.target().startsWith("/2023-03-30/functions"), seen.target());
        assertFalse(seen.target().contains("deployments"), seen.target());
        assertFalse((seen.body() + seen.headers()).contains("my-secret"), seen.target());
        assertEquals("2023-03-30", seen.headers().get("x-acs-version"));
        assertTrue(
            seen.headers().get("Authorization").startsWith("ACS3-HMAC-SHA256 Credential=my-key,"));
      }
      String printed = deployer + " " + deployment + " " + deployment.info();
      assertFalse(printed.contains("my-secret"), printed);
    }
  }

  @Test
  void fc2_createThenUpdate_andARaceIsAnUpdate() {
    try (FunctionDeployer deployer = open("")) {
      FAKE.journal().clear();
      deployer.deploy(request("race").build());
      deployer.deploy(request("race").description("new").build());
      assertEquals(
          List.of("UpdateFunction", "CreateFunction", "UpdateFunction"),
          FAKE.journal().operations());
      assertEquals("new", FAKE.function("race").get("description"));
      FAKE.faults().on("UpdateFunction").arm(Fault.refusal(404, "FunctionNotFound"));
      deployer.deploy(request("race").description("newer").build());
      assertEquals("newer", FAKE.function("race").get("description"), "after a race");
      FAKE.faults().on("UpdateFunction").arm(Fault.refusal(409, "ConcurrentUpdateError"));
      deployer.deploy(request("race").description("newest").build());
      assertEquals("newest", FAKE.function("race").get("description"), "after a conflict");
    }
  }

  @Test
  void fc3_failureHasItsCode() {
    try (FunctionDeployer deployer = open("")) {
      var deployment =
          deployer.deploy(
              DeploymentRequest.builder("broken")
                  .code(Code.image(ContainerImage.of("r/missing:1")))
                  .build());
      assertEquals(DeploymentState.FAILED, deployment.awaitActive(Duration.ofMinutes(1)));
      assertEquals(
          "ImageNotFound: the image does not exist", deployment.info().reason().orElseThrow());
    }
  }

  @Test
  void fc3_infoIsWhole() {
    try (FunctionDeployer deployer = open("")) {
      DeploymentInfo info = deployer.deploy(request("whole").build()).info();
      assertEquals(
          "acs:fc:" + FAKE.region() + ":" + FAKE.account() + ":functions/whole",
          info.arn().orElseThrow());
      assertEquals("python3.12", info.runtime().orElseThrow());
      assertTrue(info.modified().isPresent());
      assertTrue(info.checksum().isPresent());
    }
  }

  @Test
  void fcTrig1_t20_configurationIsAString() {
    String role = "acs:ram::123:role/trigger";
    try (FunctionDeployer deployer = open("")) {
      var deployment =
          deployer.deploy(
              request("triggers")
                  .trigger(TriggerSpec.http("web"))
                  .trigger(TriggerSpec.anonymousHttp("open"))
                  .trigger(TriggerSpec.timer("clock", "@every 5m"))
                  .trigger(
                      TriggerSpec.blob("blobs", "photos", "in/", List.of("oss:ObjectCreated:*"))
                          .withRole(role))
                  .trigger(
                      TriggerSpec.of(
                              "queue", "mns_topic", Map.of("notify_strategy", "BACKOFF_RETRY"))
                          .withSource("topic")
                          .withRole(role))
                  .build());
      assertEquals(List.of(), deployment.problems());
      Map<String, Map<String, Object>> triggers = FAKE.triggers("triggers");
      for (Map<String, Object> trigger : triggers.values()) {
        assertTrue(trigger.get("triggerConfig") instanceof String, trigger.toString());
      }
      assertTrue(
          String.valueOf(triggers.get("web").get("triggerConfig"))
              .contains("\"authType\":\"function\""));
      assertTrue(
          String.valueOf(triggers.get("open").get("triggerConfig"))
              .contains("\"authType\":\"anonymous\""));
      assertEquals(
          "{\"cronExpression\":\"@every 5m\",\"enable\":true}",
          triggers.get("clock").get("triggerConfig"));
      Map<String, Object> blobs = triggers.get("blobs");
      assertEquals("oss", blobs.get("triggerType"));
      assertEquals(
          "acs:oss:" + FAKE.region() + ":" + FAKE.account() + ":photos", blobs.get("sourceArn"));
      assertEquals(role, blobs.get("invocationRole"));
      assertTrue(String.valueOf(blobs.get("triggerConfig")).contains("\"prefix\":\"in/\""));
      assertTrue(
          String.valueOf(triggers.get("queue").get("triggerConfig"))
              .contains("\"notifyStrategy\""));
      assertTrue(
          deployment.triggers().stream()
              .filter(trigger -> trigger.name().equals("web"))
              .allMatch(trigger -> trigger.url().orElseThrow().startsWith("https://")));
    }
  }

  @Test
  void fcTrig1_whatIsMissing_isToldBeforeAnyRequest() {
    try (FunctionDeployer deployer = open("")) {
      FAKE.journal().clear();
      for (TriggerSpec trigger :
          List.of(
              TriggerSpec.blob("blobs", "photos", "", List.of("oss:ObjectCreated:*")),
              TriggerSpec.of("clock", "timer", Map.of()),
              TriggerSpec.of("web", "http", Map.of("auth_type", "open")))) {
        StorageException failure =
            fails(
                ErrorCode.INVALID_ARGUMENT,
                () -> deployer.deploy(request("t").trigger(trigger).build()));
        assertTrue(failure.toString().contains("\"" + trigger.name() + "\""), failure.toString());
      }
      assertEquals(0, FAKE.journal().count());
    }
  }

  @Test
  void fcTrig1_moreThanAPage() {
    try (FunctionDeployer deployer = open("")) {
      DeploymentBuilder request = request("pages");
      for (int i = 0; i < 50; i++) {
        request.trigger(TriggerSpec.timer("t" + i, "@every 5m"));
      }
      deployer.deploy(request.build());
      assertEquals(50, deployer.find("pages").orElseThrow().triggers().size());
    }
  }

  @Test
  void fc4_partial_andRollback() {
    try (FunctionDeployer deployer = open("")) {
      FAKE.faults().on("CreateTrigger").arm(Fault.refusal(403, "AccessDenied"));
      var deployment =
          deployer.deploy(
              request("partial")
                  .trigger(TriggerSpec.http("a"))
                  .trigger(TriggerSpec.http("b"))
                  .build());
      assertEquals(DeploymentState.PARTIAL, deployment.state());
      assertEquals(1, deployment.problems().size());
      FAKE.faults().on("CreateTrigger").after(1).arm(Fault.refusal(403, "AccessDenied"));
      fails(
          ErrorCode.PERMISSION_DENIED,
          () ->
              deployer.deploy(
                  request("back")
                      .trigger(TriggerSpec.http("a"))
                      .trigger(TriggerSpec.http("b"))
                      .rollback(true)
                      .build()));
      assertTrue(deployer.find("back").isEmpty(), "what was made is still there");
    } finally {
      FAKE.faults().clear();
    }
  }

  @Test
  void fc5_versionsAndAliases() {
    try (FunctionDeployer deployer = open("")) {
      deployer.deploy(request("versions").build());
      FcVersions versions = deployer.unwrap(FcVersions.class).orElseThrow();
      String one = versions.publish("versions", "first");
      String two = versions.publish("versions", "second");
      assertEquals(List.of(one, two), versions.versions("versions"));
      versions.alias("versions", "live", one);
      versions.alias("versions", "live", two);
      assertEquals(Map.of("live", two), versions.aliases("versions"));
      fails(ErrorCode.NOT_FOUND, () -> versions.publish("missing", ""));
      fails(ErrorCode.NOT_FOUND, () -> versions.alias("versions", "live", "99"));
    }
  }

  @Test
  void fc6_legacyService_isNotSpoken() {
    fails(
        ErrorCode.INVALID_ARGUMENT,
        () -> FunctionDeployer.open("alibaba-fc://123/service?region=cn-hangzhou"));
    fails(ErrorCode.INVALID_ARGUMENT, () -> FunctionDeployer.open("alibaba-fc://name?region=r"));
  }

  @Test
  void fcSign1_wrongSecret_session_andSkew() {
    try (FunctionDeployer deployer =
        FunctionDeployer.open(
            FcHarness.url(FAKE).replaceAll("&credential=[^&]*", ""),
            OpenOptions.defaults()
                .withCredentials(Credentials.keys(FAKE.accessKey(), "wrong"))
                .withEnvironment(Map.of()))) {
      fails(ErrorCode.UNAUTHENTICATED, () -> deployer.find("f"));
    }
    FAKE.addSession("sts-key", "sts-secret", "sts-token", Instant.now().plusSeconds(3600));
    try (FunctionDeployer deployer =
        FunctionDeployer.open(
            FcHarness.url(FAKE).replaceAll("&credential=[^&]*", ""),
            OpenOptions.defaults()
                .withCredentials(Credentials.session("sts-key", "sts-secret", "sts-token"))
                .withEnvironment(Map.of()))) {
      assertTrue(deployer.find("nobody").isEmpty());
    }
    FAKE.clock().advance(Duration.ofHours(3));
    try (FunctionDeployer deployer = open("")) {
      assertTrue(deployer.find("nobody").isEmpty(), "with a clock that is three hours late");
    } finally {
      FAKE.clock().reset();
    }
  }

  @Test
  void fcErr1_errorsAreMapped() {
    Map<String, ErrorCode> codes =
        Map.of(
            "400 InvalidArgument", ErrorCode.INVALID_ARGUMENT,
            "400 MissingRequiredHeader", ErrorCode.INVALID_ARGUMENT,
            "400 EntityTooLarge", ErrorCode.TOO_LARGE,
            "403 AccessDenied", ErrorCode.PERMISSION_DENIED,
            "403 SignatureNotMatch", ErrorCode.UNAUTHENTICATED,
            "403 InvalidAccessKeyID", ErrorCode.UNAUTHENTICATED,
            "412 PreconditionFailed", ErrorCode.PRECONDITION_FAILED,
            "500 InternalServerError", ErrorCode.UNAVAILABLE,
            "503 ResourceThrottled", ErrorCode.RATE_LIMITED,
            "429 ResourceExhausted", ErrorCode.RATE_LIMITED);
    codes.forEach(
        (refusal, code) -> {
          int status = Integer.parseInt(refusal.substring(0, 3));
          FAKE.faults().on("GetFunction").always().arm(Fault.refusal(status, refusal.substring(4)));
          try (FunctionDeployer deployer = open("")) {
            StorageException failure =
                assertThrows(StorageException.class, () -> deployer.find("f"));
            assertEquals(code, failure.code(), refusal);
            assertEquals(status, failure.httpStatus().orElseThrow());
            assertTrue(failure.requestId().isPresent(), refusal);
          } finally {
            FAKE.faults().clear();
          }
        });
  }
}
